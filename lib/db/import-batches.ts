import type { FactTable } from '#lib/contracts/facts/tables.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';
import { toDate } from './standing-facts.ts';
import type { DbTransaction } from './transaction.ts';

/**
 * How rows came in: shipped with the product as first published, shipped as later restated, brought by the desk, or
 * made of what a source brought.
 */
export type BatchOrigin = 'seed' | 'restatement' | 'csv' | 'edgar' | 'ecb' | 'openrouter';

/** Who brought what, when; see the model `ImportBatch`. */
export interface NewBatch {
  readonly origin: BatchOrigin;
  readonly summary: string;
  readonly owner: string;
  readonly author: string;
  readonly collectedOn: IsoDate;
}

/** What one file contributed. */
export interface BatchFile {
  readonly table: FactTable | 'price_bar';
  readonly fileName: string;
  readonly sha256: string;
  readonly rowCount: number;
  readonly addedCount: number;
  readonly revisedCount: number;
  readonly withdrawnCount: number;
}

/** A publication to be cited; `publishedBy` is the last day of the stated date. */
export interface NewSource {
  readonly fingerprint: string;
  readonly title: string | null;
  readonly publisher: string | null;
  readonly url: string | null;
  readonly publishedOn: string | null;
  readonly publishedBy: IsoDate | null;
}

/** Makes imports wait for each other until the transaction ends; the guard on `import_batch` takes the same lock. */
export async function lockImports(tx: DbTransaction): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('waterline.import'))`;
}

/** Number of the newest batch inside the transaction; 0 when there is none. */
export async function findNewestBatchId(tx: DbTransaction): Promise<number> {
  const newest = await tx.importBatch.aggregate({ _max: { id: true } });
  return newest._max.id ?? 0;
}

/** Whether a batch of an origin was committed at or after an instant; an origin that has none answers false. */
export async function hasBatchSince(tx: DbTransaction, origin: string, since: Date): Promise<boolean> {
  const found = await tx.importBatch.findFirst({
    where: { origin, committedAt: { gte: since } },
    select: { id: true },
  });
  return found !== null;
}

/** Opens the next batch with what its files contribute; needs `lockImports`. Returns its number. */
export async function openBatch(
  tx: DbTransaction,
  batch: NewBatch,
  files: readonly BatchFile[],
): Promise<number> {
  const id = (await findNewestBatchId(tx)) + 1;
  await tx.importBatch.create({ data: { ...batch, id, collectedOn: toDate(batch.collectedOn) } });
  await tx.importBatchFile.createMany({
    data: files.map(({ table, ...file }) => ({ ...file, batchId: id, tableName: table })),
  });
  return id;
}

/** Stores publications not cited before. Returns the id of every one by fingerprint. */
export async function insertSources(
  tx: DbTransaction,
  sources: readonly NewSource[],
): Promise<Map<string, number>> {
  await tx.source.createMany({
    skipDuplicates: true,
    data: sources.map((source) => ({
      ...source,
      publishedBy: source.publishedBy === null ? null : toDate(source.publishedBy),
    })),
  });
  const stored = await tx.source.findMany({
    where: { fingerprint: { in: sources.map(({ fingerprint }) => fingerprint) } },
    select: { id: true, fingerprint: true },
  });
  return new Map(stored.map(({ id, fingerprint }) => [fingerprint, id]));
}

/** Tables whose rows name an entity. */
export const VENDOR_TABLES: readonly FactTable[] = ['vendor_profile', 'listing', 'vendor_metric'];

/** Registers entities not seen before. */
export async function insertVendors(
  tx: DbTransaction,
  batchId: number,
  names: readonly string[],
): Promise<void> {
  await tx.vendor.createMany({ skipDuplicates: true, data: names.map((name) => ({ name, batchId })) });
}
