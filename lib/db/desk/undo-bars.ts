import { Prisma } from '#prisma/generated/client.ts';
import type { DbTransaction } from '../transaction.ts';
import type { LaterRevision, UndoStep } from './undo.ts';

const MAX_STATEMENT_MS = 300_000;
const CONTENT = 'is_final, open, high, low, close, adjusted_close, volume, currency, minor_unit_factor';

const contentOf = (alias: string): Prisma.Sql =>
  Prisma.raw(
    CONTENT.split(', ')
      .map((column) => `${alias}.${column}`)
      .join(', '),
  );

/** The newest revision of the bar that `alias` is one of. */
const newestOf = (alias: string): Prisma.Sql =>
  Prisma.raw(`SELECT * FROM price_bar AS bar
    WHERE bar.symbol = ${alias}.symbol AND bar.session_on = ${alias}.session_on AND bar.source = ${alias}.source
    ORDER BY revision DESC LIMIT 1`);

/** Bars of a batch that stand otherwise than it left them, by a later import that was not itself undone. */
export async function listLaterBars(tx: DbTransaction, batchId: number): Promise<LaterRevision[]> {
  return tx.$queryRaw<LaterRevision[]>`
    SELECT newest.symbol || ' | ' || newest.session_on AS key, newest.import_batch_id AS "batchId"
      FROM price_bar AS undone
      JOIN LATERAL (${newestOf('undone')}) AS newest ON newest.revision > undone.revision
     WHERE undone.import_batch_id = ${batchId}
       AND (newest.is_withdrawn, ${contentOf('newest')}) IS DISTINCT FROM (undone.is_withdrawn, ${contentOf('undone')})
     ORDER BY key LIMIT 1000`;
}

/** How many bars an undo brings back to their earlier revision, and how many it takes out. */
export async function planBarUndo(tx: DbTransaction, batchId: number): Promise<UndoStep> {
  await tx.$executeRaw`SELECT set_config('statement_timeout', ${String(MAX_STATEMENT_MS)}, true)`;
  const [counts] = await tx.$queryRaw<{ restored: number; withdrawn: number }[]>`
    SELECT count(*) FILTER (WHERE NOT earlier.is_withdrawn)::integer AS restored,
           count(*) FILTER (WHERE earlier.is_withdrawn IS NOT FALSE)::integer AS withdrawn
      FROM price_bar AS undone LEFT JOIN price_bar AS earlier
        ON earlier.symbol = undone.symbol AND earlier.session_on = undone.session_on
       AND earlier.source = undone.source AND earlier.revision = undone.revision - 1
     WHERE undone.import_batch_id = ${batchId}`;
  return { table: 'price_bar', step: 0, restored: counts?.restored ?? 0, withdrawn: counts?.withdrawn ?? 0 };
}

/** Writes the revisions of an undo: the one before again, or, of a bar that was new, a withdrawal. */
export async function writeBarUndo(tx: DbTransaction, batchId: number, newBatchId: number): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('waterline.price_bar'))`;
  const kept = Prisma.raw(
    CONTENT.split(', ')
      .map((column) => `CASE WHEN earlier.symbol IS NULL THEN undone.${column} ELSE earlier.${column} END`)
      .join(', '),
  );
  await tx.$executeRaw`
    INSERT INTO price_bar (symbol, session_on, source, revision, is_withdrawn, ${Prisma.raw(CONTENT)}, accepted_value_ids,
                           provenance, import_batch_id, recorded_at)
    SELECT undone.symbol, undone.session_on, undone.source, newest.revision + 1, coalesce(earlier.is_withdrawn, true),
           ${kept}, earlier.accepted_value_ids, earlier.provenance, ${newBatchId}::integer, clock_timestamp()
      FROM price_bar AS undone
      JOIN LATERAL (${newestOf('undone')}) AS newest ON true
      LEFT JOIN price_bar AS earlier
        ON earlier.symbol = undone.symbol AND earlier.session_on = undone.session_on
       AND earlier.source = undone.source AND earlier.revision = undone.revision - 1
     WHERE undone.import_batch_id = ${batchId}::integer`;
}
