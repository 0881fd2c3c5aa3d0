import type { FactTable } from '#lib/contracts/facts/tables.ts';
import { db } from '../client.ts';
import type { DbTransaction } from '../transaction.ts';

/** A batch with what each of its files did. */
export interface StoredBatch {
  readonly id: number;
  readonly committedAt: Date;
  readonly origin: string;
  readonly summary: string;
  readonly author: string;
  readonly files: readonly {
    readonly tableName: string;
    readonly fileName: string;
    readonly sha256: string;
    readonly rowCount: number;
    readonly addedCount: number;
    readonly revisedCount: number;
    readonly withdrawnCount: number;
  }[];
}

/** Action under which the audit remembers an undo; its entity is the batch that was undone. */
export const UNDO_ACTION = 'import.undone';

const FILES = { files: { orderBy: { tableName: 'asc' as const }, omit: { batchId: true as const } } };

/** Batches, newest first, before `beforeId` if that is given. */
export async function listBatches(
  limit: number,
  beforeId: number | undefined,
): Promise<readonly StoredBatch[]> {
  return db().importBatch.findMany({
    where: beforeId === undefined ? {} : { id: { lt: beforeId } },
    orderBy: { id: 'desc' },
    take: limit,
    include: FILES,
  });
}

/** One batch, or null. */
export async function findBatch(tx: DbTransaction, id: number): Promise<StoredBatch | null> {
  return tx.importBatch.findUnique({ where: { id }, include: FILES });
}

/** Which of the batches were undone, and by which. */
export async function findUndoings(ids: readonly number[]): Promise<ReadonlyMap<number, number>> {
  const rows = await db().$queryRaw<{ undone: number; by: number }[]>`
    SELECT entity_id::integer AS undone, max((after ->> 'batchId')::integer) AS by FROM audit_entry
     WHERE action = ${UNDO_ACTION} AND entity_type = 'import_batch' AND entity_id = ANY(${ids.map(String)})
     GROUP BY entity_id`;
  return new Map(rows.map(({ undone, by }) => [undone, by]));
}

/** Tables of a batch that hold facts; bars are kept in another way. */
export function factTablesOf({ files }: StoredBatch): FactTable[] {
  return files.flatMap(({ tableName }) => (tableName === 'price_bar' ? [] : [tableName as FactTable]));
}

/** Whether a batch brought bars. */
export function hasBars({ files }: StoredBatch): boolean {
  return files.some(({ tableName }) => tableName === 'price_bar');
}

/** File name of a batch that holds a decision about a value that was kept apart. */
export const QUARANTINE_FILE = 'quarantine';

/** Whether a batch holds a decision about a value that was kept apart; that is taken back where it was made. */
export function isOfQuarantine({ files }: StoredBatch): boolean {
  return files.some(({ fileName }) => fileName === QUARANTINE_FILE);
}
