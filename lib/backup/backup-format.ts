import { z } from 'zod';

/**
 * A backup is gzip over UTF-8 text, so `gunzip -c FILE | less` shows it:
 *
 *     {"kind":"waterline-backup","format":1, ...}          the header
 *     {"table":"vendor","columns":["name","batch_id"]}     for each table: this line,
 *     SK hynix	1                                            its rows as PostgreSQL's COPY text,
 *     \.                                                   and the line that ends them
 *     {"tables":[...],"sequences":[...], ...}              the manifest: rows, checksums and key totals
 *     {"sha256":"..."}                                     of all lines above but the rows and their ends
 *
 * Rows may be of any number and are never held in memory together. COPY escapes line ends and backslashes in
 * values, so no row can look like the end of its table.
 */
export const BACKUP_KIND = 'waterline-backup';

/** Newest layout that this version writes and reads. */
export const BACKUP_FORMAT = 1;

/** Ends the rows of a table. */
export const END_OF_ROWS = '\\.\n';

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

const migrationSchema = z.object({ name: z.string(), checksum: z.string() });

/** First line: what the file is, told before anything that a reader might not understand. */
export const headerSchema = z.object({
  kind: z.literal(BACKUP_KIND),
  format: z.literal(BACKUP_FORMAT),
  productVersion: z.string(),
  madeAt: z.iso.datetime(),
  holdsSecrets: z.boolean(),
  /** The schema's version: the migrations that the database had finished, with the checksums of their files. */
  migrations: z.array(migrationSchema).min(1),
});

/** The header of any layout, also of one that is too new. */
export const anyHeaderSchema = z.object({
  kind: z.literal(BACKUP_KIND),
  format: z.number().int().positive(),
  productVersion: z.string(),
});

/** Begins the rows of a table. */
export const tableLineSchema = z.object({ table: z.string(), columns: z.array(z.string()).min(1) });

const tableEntrySchema = z.object({
  name: z.string(),
  columns: z.array(z.string()),
  rows: z.number().int().nonnegative(),
  /** Of the rows as they stand in the file. */
  sha256: sha256Schema,
  /** Does not depend on the order of rows, so that it can be compared after a restore. */
  keyTotal: z.string().regex(/^\d+$/),
});

const sequenceEntrySchema = z.object({
  name: z.string(),
  lastValue: z.string().regex(/^-?\d+$/),
  isCalled: z.boolean(),
});

/** What was left out of a backup without secrets. */
const leftOutSchema = z.object({
  /** Tables whose rows are not in the file. */
  tables: z.array(z.string()),
  /** Columns, as `table.column`, that are null in the file. */
  columns: z.array(z.string()),
});

/** Last line but one: what must be there once all is read. */
export const manifestSchema = z.object({
  tables: z.array(tableEntrySchema),
  sequences: z.array(sequenceEntrySchema),
  leftOut: leftOutSchema,
});

/** Last line. */
export const sealSchema = z.object({ sha256: sha256Schema });

export type BackupHeader = z.infer<typeof headerSchema>;
export type BackupManifest = z.infer<typeof manifestSchema>;
export type TableLine = z.infer<typeof tableLineSchema>;
export type TableEntry = z.infer<typeof tableEntrySchema>;
export type SequenceEntry = z.infer<typeof sequenceEntrySchema>;
export type LeftOut = z.infer<typeof leftOutSchema>;
export type AppliedMigration = z.infer<typeof migrationSchema>;
