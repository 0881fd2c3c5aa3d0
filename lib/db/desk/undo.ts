import type { FactTable } from '#lib/contracts/facts/tables.ts';
import { Prisma } from '#prisma/generated/client.ts';
import { columnList, factTable } from '../fact-sql.ts';
import { contentColumns } from '../fact-writes.ts';
import type { DbTransaction } from '../transaction.ts';

/** A fact of an undone batch that a later batch has changed too. */
export interface LaterRevision {
  readonly key: string;
  readonly batchId: number;
}

/**
 * Facts of a batch that stand otherwise than it left them, by a later batch, in order of key. A later batch that was
 * itself undone has brought back what this one wrote, and is not in the way.
 */
export async function listLaterRevisions(
  tx: DbTransaction,
  table: FactTable,
  batchId: number,
): Promise<LaterRevision[]> {
  return tx.$queryRaw<LaterRevision[]>`
    SELECT newest.key, newest.batch_id AS "batchId"
      FROM ${factTable(table)} AS undone
      JOIN LATERAL (
        SELECT * FROM ${factTable(table)} AS fact WHERE fact.key = undone.key ORDER BY batch_id DESC LIMIT 1
      ) AS newest ON newest.batch_id > undone.batch_id
     WHERE undone.batch_id = ${batchId}
       AND (newest.content_hash, newest.is_withdrawn) IS DISTINCT FROM (undone.content_hash, undone.is_withdrawn)
     ORDER BY newest.key`;
}

/** What one step of an undo writes into one table. */
export interface UndoStep {
  readonly table: FactTable | 'price_bar';
  /** From 0; each step is a batch. */
  readonly step: number;
  readonly restored: number;
  readonly withdrawn: number;
}

/**
 * Plans how one table of a batch is undone. A newer revision counts only from its own first visible day on, so a single
 * copy of the one before would let the undone revision through on earlier days. Written again, in order, is therefore
 * every revision that counted on some day since the undone one became visible; where none counted, a withdrawal from
 * that day on goes first. Nearly always this is one step.
 */
export async function planUndo(tx: DbTransaction, table: FactTable, batchId: number): Promise<UndoStep[]> {
  const name = factTable(table);
  await tx.$executeRaw`
    CREATE TEMPORARY TABLE IF NOT EXISTS desk_undo (
      table_name text NOT NULL, key text NOT NULL, copied_batch_id integer NOT NULL, is_withdrawn boolean NOT NULL,
      step integer NOT NULL
    ) ON COMMIT DROP`;
  await tx.$executeRaw`
    WITH undone AS (SELECT key, visible_from FROM ${name} WHERE batch_id = ${batchId}),
    earlier AS (
      SELECT fact.key, fact.batch_id, fact.visible_from, fact.is_withdrawn, undone.visible_from AS since,
             min(fact.visible_from) OVER (PARTITION BY fact.key ORDER BY fact.batch_id DESC
               ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS hidden_from
        FROM ${name} AS fact JOIN undone ON undone.key = fact.key
       WHERE fact.batch_id < ${batchId}),
    counting AS (
      SELECT *, max(visible_from) FILTER (WHERE visible_from <= since) OVER (PARTITION BY key) AS begun_on
        FROM earlier WHERE hidden_from IS NULL OR visible_from < hidden_from),
    written AS (
      SELECT key, batch_id, is_withdrawn, 1 AS place FROM counting
       WHERE visible_from > since OR visible_from = begun_on
      UNION ALL
      SELECT key, ${batchId}::integer, true, 0 FROM undone
       WHERE NOT EXISTS (SELECT FROM counting WHERE counting.key = undone.key AND visible_from <= since))
    INSERT INTO desk_undo (table_name, key, copied_batch_id, is_withdrawn, step)
    SELECT ${table}, key, batch_id, is_withdrawn,
           row_number() OVER (PARTITION BY key ORDER BY place, batch_id) - 1
      FROM written`;
  return tx.$queryRaw<UndoStep[]>`
    SELECT table_name AS "table", step, count(*) FILTER (WHERE NOT is_withdrawn)::integer AS restored,
           count(*) FILTER (WHERE is_withdrawn)::integer AS withdrawn
      FROM desk_undo WHERE table_name = ${table} GROUP BY table_name, step ORDER BY step`;
}

/** Writes the planned steps of one table; the batch of step 0 is `firstBatchId`, the others follow it. */
export async function writeUndo(tx: DbTransaction, table: FactTable, firstBatchId: number): Promise<void> {
  const kept = [
    'content_hash',
    'source_id',
    'visible_from',
    'visible_rule',
    'grade',
    ...contentColumns(table),
  ];
  const copied = Prisma.raw(kept.map((column) => `fact."${column}"`).join(', '));
  await tx.$executeRaw`
    INSERT INTO ${factTable(table)} (key, batch_id, is_withdrawn, ${columnList(kept)})
    SELECT fact.key, ${firstBatchId}::integer + plan.step, plan.is_withdrawn, ${copied}
      FROM desk_undo AS plan
      JOIN ${factTable(table)} AS fact ON fact.key = plan.key AND fact.batch_id = plan.copied_batch_id
     WHERE plan.table_name = ${table}`;
}
