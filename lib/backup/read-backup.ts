import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { AppError } from '../platform/errors.ts';
import {
  anyHeaderSchema,
  BACKUP_FORMAT,
  headerSchema,
  manifestSchema,
  sealSchema,
  tableLineSchema,
  type BackupHeader,
  type BackupManifest,
  type TableEntry,
  type TableLine,
} from './backup-format.ts';
import { openBackupText, UnreadableText, type BackupText } from './backup-text.ts';
import { startTally } from './row-tally.ts';

/** Takes the rows of one table; it must take them all. */
export type TakeRows = (table: TableLine, rows: AsyncIterable<Buffer>) => Promise<void>;

/**
 * Reads a backup from front to back and checks every byte of it against its checksums.
 *
 * @throws AppError `backup-wrong-kind`, `backup-newer-format` or `backup-damaged`; rows may have been given out by then
 */
export async function readBackup(
  file: string,
  takeRows: TakeRows,
  signal?: AbortSignal,
): Promise<{ header: BackupHeader; manifest: BackupManifest }> {
  const text = openBackupText(file, signal);
  try {
    return await readParts(file, text, takeRows);
  } catch (error) {
    throw explainDamage(file, error);
  } finally {
    await text.close();
  }
}

/** For reading a backup without using its rows. */
export const passOver: TakeRows = async (_, rows) => {
  const pieces = rows[Symbol.asyncIterator]();
  for (let piece = await pieces.next(); piece.done !== true; piece = await pieces.next());
};

async function readParts(
  file: string,
  text: BackupText,
  takeRows: TakeRows,
): Promise<{ header: BackupHeader; manifest: BackupManifest }> {
  const seal = createHash('sha256');
  const readJson = async (): Promise<unknown> => {
    const line = await text.readLine();
    if (line === null) throw new UnreadableText('it ends too early');
    seal.update(line).update('\n');
    return parseJson(line);
  };
  const header = readHeader(file, await readJson().catch(asWrongKind(file)));
  const found: Omit<TableEntry, 'keyTotal'>[] = [];
  for (;;) {
    const value = await readJson();
    const table = tableLineSchema.safeParse(value);
    if (!table.success) {
      const manifest = parseAs(manifestSchema, value);
      compareTables(found, manifest.tables);
      await checkSeal(text, seal.digest('hex'));
      return { header, manifest };
    }
    found.push(await takeTable(text, table.data, takeRows));
  }
}

async function takeTable(
  text: BackupText,
  line: TableLine,
  takeRows: TakeRows,
): Promise<Omit<TableEntry, 'keyTotal'>> {
  const tally = startTally();
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const piece of text.readRows()) {
      tally.add(piece);
      yield piece;
    }
  }
  await takeRows(line, counted());
  return { name: line.table, columns: line.columns, ...tally.finish() };
}

function compareTables(
  found: readonly Omit<TableEntry, 'keyTotal'>[],
  expected: readonly TableEntry[],
): void {
  const tell = ({ name, columns, rows, sha256 }: Omit<TableEntry, 'keyTotal'>): string =>
    JSON.stringify([name, columns, rows, sha256]);
  const isSame = found.map(tell).join('\n') === expected.map(tell).join('\n');
  if (!isSame) throw new UnreadableText('its rows do not have the checksums that they had');
}

async function checkSeal(text: BackupText, sha256: string): Promise<void> {
  const line = await text.readLine();
  const seal = line === null ? null : parseAs(sealSchema, parseJson(line));
  if (seal?.sha256 !== sha256) throw new UnreadableText('its last line does not have the right checksum');
  if ((await text.readLine()) !== null) throw new UnreadableText('something follows its last line');
}

function readHeader(file: string, value: unknown): BackupHeader {
  const any = anyHeaderSchema.safeParse(value);
  if (!any.success) throw wrongKind(file, any.error);
  if (any.data.format > BACKUP_FORMAT) {
    throw new AppError(
      'backup-newer-format',
      `${file} was made by Waterline ${any.data.productVersion}, whose backups this version cannot read. Restore it with that version.`,
    );
  }
  return parseAs(headerSchema, value);
}

function parseJson(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString('utf8'));
  } catch (cause) {
    throw new UnreadableText('a line of it is no JSON', { cause });
  }
}

function parseAs<T extends z.ZodType>(schema: T, value: unknown): z.infer<T> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new UnreadableText('a line of it is none of a backup', { cause: parsed.error });
  return parsed.data;
}

/** What cannot be read from the first byte on was hardly ever a backup. */
function asWrongKind(file: string): (error: unknown) => never {
  return (error) => {
    const code = error instanceof Error && 'code' in error ? error.code : null;
    const isNoGzip = code === 'Z_DATA_ERROR' || error instanceof UnreadableText;
    throw isNoGzip ? wrongKind(file, error) : error;
  };
}

function wrongKind(file: string, cause: unknown): AppError {
  return new AppError(
    'backup-wrong-kind',
    `${file} is no backup of Waterline, or its beginning is damaged. Name a file that \`npm run backup\` made.`,
    { cause },
  );
}

function explainDamage(file: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'ENOENT' || code === 'EISDIR') {
    return new AppError(
      'backup-missing',
      `There is no file ${file}. Name one that \`npm run backup\` made.`,
      {
        cause: error,
      },
    );
  }
  if (!(error instanceof UnreadableText) && !code.startsWith('Z_')) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new AppError(
    'backup-damaged',
    `${file} is truncated or damaged (${reason}). Nothing of it was restored: take another copy of it, or an older backup.`,
    { cause: error },
  );
}
