import { planVintages, type HeldRevision } from '#lib/core/filings/plan-vintages.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { insertRevisions, listShippedRevisions } from '#lib/db/fact-writes.ts';
import { insertSources, openBatch, type NewBatch } from '#lib/db/import-batches.ts';
import type { DbTransaction } from '#lib/db/transaction.ts';

import { CAPEX_RESTATEMENT_PREPARER } from './fact-preparers.ts';
import type { ImportFault } from './import-fault.ts';
import { hashOfSaid, type PreparedFile, type PreparedRow } from './prepare-file.ts';
import { visibleAsReported } from './visibility.ts';

/** A shipped file of restatements, as `importFacts` gets it. */
export interface RestatementFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Reads a file of restatements; a row whose key the complete file does not have restates nothing and is a fault. */
export function prepareRestatements(
  file: RestatementFile,
  collectedOn: string,
  originals: readonly PreparedFile[],
): Result<PreparedFile, ImportFault[]> {
  const prepared = CAPEX_RESTATEMENT_PREPARER.prepareFile(file.bytes, collectedOn);
  if (!prepared.ok) return prepared;
  const { rows, table, fileName } = prepared.value;
  const original = originals.find((candidate) => candidate.table === table);
  const keys = new Set(original?.rows.map(({ key }) => key));
  const orphans = rows.filter(({ key }) => !keys.has(key));
  if (orphans.length === 0) return ok({ ...prepared.value, rows: rows.map(hashedAsOrdinary) });
  const reason = `restates no row of ${original?.fileName ?? table}: ticker, fiscal quarter and definition must agree`;

  return err(orphans.map(({ line }) => ({ file: fileName, line, column: null, value: null, reason })));
}

/**
 * Records the restatements that the shipped history does not have yet, as a batch after the figures as first
 * published, so that each is seen from its own day on. What the desk has said since stands, unless a figure of the
 * file is new. Needs `lockImports`.
 *
 * @returns number of the batch and rows recorded, or null when there was nothing to record
 */
export async function recordRestatements(
  tx: DbTransaction,
  batch: NewBatch,
  { table, fileName, sha256, rows }: PreparedFile,
): Promise<{ readonly batchId: number; readonly revised: number } | null> {
  const shipped = Map.groupBy(
    await listShippedRevisions(
      tx,
      table,
      rows.map(({ key }) => key),
    ),
    ({ key }) => key,
  );
  const missing = rows.flatMap((row) =>
    planVintages([{ ...row, knownFrom: row.visibleFrom }], shipped.get(row.key) ?? [], isSameWord),
  );
  if (missing.length === 0) return null;
  const counts = { addedCount: 0, revisedCount: missing.length, withdrawnCount: 0 };
  const batchId = await openBatch(tx, batch, [{ table, fileName, sha256, rowCount: rows.length, ...counts }]);
  const sources = missing.flatMap(({ source }) => (source === null ? [] : [source]));
  const sourceIds = await insertSources(tx, sources);
  const revisions = missing.map((row) => ({
    ...row,
    sourceId: row.source === null ? null : (sourceIds.get(row.source.fingerprint) ?? null),
  }));
  await insertRevisions(tx, table, batchId, revisions);

  return { batchId, revised: missing.length };
}

/** The hash is that of the same row in an ordinary file, so that an export that comes back unchanged is no revision. */
function hashedAsOrdinary(row: PreparedRow): PreparedRow {
  const ordinary = visibleAsReported(String(row.content['periodEndOn']), row.source?.publishedOn ?? null);

  return { ...row, contentHash: hashOfSaid({ ...row, ...ordinary }) };
}

function isSameWord(
  held: HeldRevision & { readonly contentHash: string },
  { contentHash }: Pick<PreparedRow, 'contentHash'>,
): boolean {
  return held.contentHash === contentHash;
}
