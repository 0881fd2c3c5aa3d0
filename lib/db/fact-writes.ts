import { contentFields, toSnakeCase } from '#lib/contracts/facts/fact.ts';
import { FACT_FILES } from '#lib/contracts/facts/fact-files.ts';
import type { FactValue } from '#lib/contracts/facts/summary.ts';
import type { FactTable } from '#lib/contracts/facts/tables.ts';
import type { Grade, IsoDate } from '#lib/core/facts/types.ts';
import type { VisibilityRule } from '#prisma/generated/client.ts';
import { columnList, factTable } from './fact-sql.ts';
import type { BatchOrigin } from './import-batches.ts';
import type { DbTransaction } from './transaction.ts';

/** What one origin last said of a key, as far as its next import must know it. */
export interface FactHead {
  readonly key: string;
  readonly contentHash: string;
  readonly isWithdrawn: boolean;
  /** Another origin has recorded a newer revision; a restatement that came with the product is not another's. */
  readonly isOverruled: boolean;
}

/** A revision about to be written; `content` is by field name. */
export interface NewRevision {
  readonly key: string;
  readonly contentHash: string;
  readonly sourceId: number | null;
  readonly visibleFrom: IsoDate;
  readonly visibleRule: VisibilityRule;
  readonly grade: Grade;
  readonly content: Readonly<Record<string, FactValue>>;
}

const REVISION_COLUMNS = [
  'key',
  'batch_id',
  'is_withdrawn',
  'content_hash',
  'source_id',
  'visible_from',
  'visible_rule',
  'grade',
];

/** Newest revision by `origin` of every key of a table that it ever recorded, withdrawn ones included. */
export async function listFactHeads(
  tx: DbTransaction,
  table: FactTable,
  origin: BatchOrigin,
): Promise<FactHead[]> {
  return tx.$queryRaw<FactHead[]>`
    SELECT DISTINCT ON (key) key, content_hash AS "contentHash", is_withdrawn AS "isWithdrawn",
           batch_id < newest_batch_id AS "isOverruled"
      FROM (SELECT fact.key, fact.content_hash, fact.is_withdrawn, fact.batch_id, batch.origin,
                   max(fact.batch_id) FILTER (WHERE batch.origin <> 'restatement')
                     OVER (PARTITION BY fact.key) AS newest_batch_id
              FROM ${factTable(table)} AS fact JOIN import_batch AS batch ON batch.id = fact.batch_id) AS revision
     WHERE origin = ${origin} ORDER BY key, batch_id DESC`;
}

/** A revision that came with the product. */
export interface ShippedRevision {
  readonly key: string;
  readonly contentHash: string;
  readonly visibleFrom: IsoDate;
  readonly isWithdrawn: boolean;
}

/** Every revision of these keys that came with the product, in the order in which they were recorded. */
export async function listShippedRevisions(
  tx: DbTransaction,
  table: FactTable,
  keys: readonly string[],
): Promise<ShippedRevision[]> {
  return tx.$queryRaw<ShippedRevision[]>`
    SELECT fact.key, fact.content_hash AS "contentHash", fact.visible_from::text AS "visibleFrom",
           fact.is_withdrawn AS "isWithdrawn"
      FROM ${factTable(table)} AS fact JOIN import_batch AS batch ON batch.id = fact.batch_id
     WHERE fact.key = ANY(${[...keys]}) AND batch.origin IN ('seed', 'restatement')
     ORDER BY fact.key, fact.batch_id`;
}

/** Values of one column of the facts that stand now, by key. */
export async function listStandingValues(
  tx: DbTransaction,
  table: FactTable,
  field: string,
): Promise<{ key: string; value: FactValue }[]> {
  return tx.$queryRaw<{ key: string; value: FactValue }[]>`
    SELECT key, value FROM (
      SELECT DISTINCT ON (key) key, is_withdrawn, to_jsonb(${columnList([toSnakeCase(field)])}) AS value
        FROM ${factTable(table)} ORDER BY key, batch_id DESC) AS head
     WHERE NOT is_withdrawn`;
}

/** Writes revisions in one statement. PostgreSQL converts each column, so nothing passes through a lossy type. */
export async function insertRevisions(
  tx: DbTransaction,
  table: FactTable,
  batchId: number,
  revisions: readonly NewRevision[],
): Promise<void> {
  if (revisions.length === 0) return;
  const columns = columnList([...REVISION_COLUMNS, ...contentColumns(table)]);
  const rows = revisions.map((revision) => toRow(revision, batchId));
  await tx.$executeRaw`
    INSERT INTO ${factTable(table)} (${columns})
    SELECT ${columns} FROM jsonb_populate_recordset(NULL::${factTable(table)}, ${JSON.stringify(rows)}::jsonb)`;
}

/**
 * Records that facts are gone: a withdrawn copy of the newest revision, visible as early as any revision of the
 * key, so that no `asOf` brings an older one back.
 */
export async function withdrawFacts(
  tx: DbTransaction,
  table: FactTable,
  batchId: number,
  keys: readonly string[],
): Promise<void> {
  if (keys.length === 0) return;
  const kept = columnList(['content_hash', 'source_id', 'visible_rule', 'grade', ...contentColumns(table)]);
  await tx.$executeRaw`
    INSERT INTO ${factTable(table)} (key, batch_id, is_withdrawn, visible_from, ${kept})
    SELECT DISTINCT ON (key) key, ${batchId}::int, true, min(visible_from) OVER (PARTITION BY key), ${kept}
      FROM ${factTable(table)} WHERE key = ANY(${[...keys]}) ORDER BY key, ${factTable(table)}.batch_id DESC`;
}

/** Columns of a table that hold the fact itself. */
export function contentColumns(table: FactTable): string[] {
  const columns = contentFields(FACT_FILES[table]).map(toSnakeCase);
  return table === 'assumption' ? [...columns, 'position'] : columns;
}

function toRow(revision: NewRevision, batchId: number): Record<string, FactValue> {
  const content = Object.entries(revision.content).map(
    ([field, value]) => [toSnakeCase(field), value] as const,
  );
  return {
    key: revision.key,
    batch_id: batchId,
    is_withdrawn: false,
    content_hash: revision.contentHash,
    source_id: revision.sourceId,
    visible_from: revision.visibleFrom,
    visible_rule: revision.visibleRule,
    grade: revision.grade,
    ...Object.fromEntries(content),
  };
}
