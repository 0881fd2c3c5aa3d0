import type { FactValue } from '#lib/contracts/facts/summary.ts';
import type { FactTable } from '#lib/contracts/facts/tables.ts';
import type { Grade, IsoDate } from '#lib/core/facts/types.ts';
import type { VisibilityRule } from '#prisma/generated/client.ts';
import { factTable } from '../fact-sql.ts';
import type { NewSource } from '../import-batches.ts';
import type { DbTransaction } from '../transaction.ts';

/**
 * Rows of a hand-made file on their way in: they lie in a temporary table of the transaction, so that a file of any
 * size is compared with what stands, and written, without passing through this process a second time.
 */

/** One row as it is laid down. */
export interface StagedRow {
  readonly line: number;
  readonly key: string;
  readonly contentHash: string;
  readonly grade: Grade;
  readonly visibleFrom: IsoDate;
  readonly visibleRule: VisibilityRule;
  readonly source: NewSource | null;
  /** By column name of the table. */
  readonly content: Readonly<Record<string, FactValue>>;
}

/** A key that a file has twice. */
export interface RepeatedKey {
  readonly line: number;
  readonly firstLine: number;
  readonly key: string;
}

/** Makes the temporary table; statements over a large file may take longer than a page's query. */
export async function openStaging(tx: DbTransaction, maxStatementMs: number): Promise<void> {
  await tx.$executeRaw`SELECT set_config('statement_timeout', ${String(maxStatementMs)}, true)`;
  await tx.$executeRaw`
    CREATE TEMPORARY TABLE desk_row (
      line integer NOT NULL, key text NOT NULL, content_hash text NOT NULL, grade grade NOT NULL,
      visible_from date NOT NULL, visible_rule visibility_rule NOT NULL, source jsonb, content jsonb NOT NULL
    ) ON COMMIT DROP`;
}

/** Lays rows down. */
export async function stageRows(tx: DbTransaction, rows: readonly StagedRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO desk_row (line, key, content_hash, grade, visible_from, visible_rule, source, content)
    SELECT line, key, "contentHash", grade, "visibleFrom", "visibleRule", nullif(source, 'null'), content
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row(
        line integer, key text, "contentHash" text, grade grade, "visibleFrom" date,
        "visibleRule" visibility_rule, source jsonb, content jsonb)`;
}

/** Sets the file against the newest revision of every key; needs all rows staged and, to write, the import lock. */
export async function compareStaged(tx: DbTransaction, table: FactTable): Promise<void> {
  await tx.$executeRaw`CREATE INDEX ON desk_row (key)`;
  await tx.$executeRaw`
    CREATE TEMPORARY TABLE desk_head ON COMMIT DROP AS
    SELECT DISTINCT ON (key) key, batch_id, content_hash, is_withdrawn, visible_from
      FROM ${factTable(table)} ORDER BY key, batch_id DESC`;
  await tx.$executeRaw`CREATE UNIQUE INDEX ON desk_head (key)`;
  await tx.$executeRaw`ANALYZE desk_row`;
  await tx.$executeRaw`ANALYZE desk_head`;
  await tx.$executeRaw`
    CREATE TEMPORARY TABLE desk_change ON COMMIT DROP AS
    SELECT row.line, row.key, CASE WHEN head.key IS NULL OR head.is_withdrawn THEN 'new' ELSE 'revised' END AS status
      FROM desk_row AS row LEFT JOIN desk_head AS head ON head.key = row.key
     WHERE head.key IS NULL OR head.is_withdrawn OR head.content_hash <> row.content_hash`;
}

/** Adds the facts that stand and are not in the file; for a file that is the whole table as it should be. */
export async function withdrawMissing(tx: DbTransaction, knownBy: IsoDate): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO desk_change (line, key, status)
    SELECT NULL, head.key, 'withdrawn' FROM desk_head AS head
     WHERE NOT head.is_withdrawn AND head.visible_from <= ${knownBy}::date
       AND NOT EXISTS (SELECT FROM desk_row AS row WHERE row.key = head.key)`;
}

/** Keys that occur twice in the file: the first of them, and how many there are. */
export async function listRepeatedKeys(
  tx: DbTransaction,
  limit: number,
): Promise<{ readonly items: readonly RepeatedKey[]; readonly count: number }> {
  const items = await tx.$queryRaw<(RepeatedKey & { count: number })[]>`
    SELECT line, "firstLine", key, (count(*) OVER ())::integer AS count
      FROM (SELECT line, key, min(line) OVER (PARTITION BY key) AS "firstLine" FROM desk_row) AS placed
     WHERE line > "firstLine" ORDER BY line LIMIT ${limit}`;
  return { items, count: items[0]?.count ?? 0 };
}

/** How many rows the file has, and how many would change what. */
export interface ChangeCounts {
  readonly rows: number;
  readonly added: number;
  readonly revised: number;
  readonly withdrawn: number;
}

export async function countChanges(tx: DbTransaction): Promise<ChangeCounts> {
  const [counts] = await tx.$queryRaw<ChangeCounts[]>`
    SELECT (SELECT count(*)::integer FROM desk_row) AS rows,
           count(*) FILTER (WHERE status = 'new')::integer AS added,
           count(*) FILTER (WHERE status = 'revised')::integer AS revised,
           count(*) FILTER (WHERE status = 'withdrawn')::integer AS withdrawn
      FROM desk_change`;
  if (counts === undefined) throw new Error('a count without a row');
  return counts;
}

/** One change with both sides; `before` is null for a new fact, `after` for a withdrawn one. */
export interface StagedChange {
  readonly line: number | null;
  readonly key: string;
  readonly status: 'new' | 'revised' | 'withdrawn';
  readonly before: Readonly<Record<string, FactValue>> | null;
  readonly beforeSource: StoredSource | null;
  readonly after: Readonly<Record<string, FactValue>> | null;
  readonly afterSource: StoredSource | null;
}

export type StoredSource = Pick<NewSource, 'title' | 'publisher' | 'url' | 'publishedOn'>;

/** The first changes in the order of the file, withdrawn facts last. */
export async function listChanges(
  tx: DbTransaction,
  table: FactTable,
  limit: number,
): Promise<StagedChange[]> {
  return tx.$queryRaw<StagedChange[]>`
    WITH shown AS (SELECT * FROM desk_change ORDER BY line NULLS LAST, key LIMIT ${limit})
    SELECT shown.line, shown.key, shown.status,
           CASE WHEN shown.status <> 'new' THEN to_jsonb(fact) END AS before,
           CASE WHEN shown.status <> 'new' AND source.id IS NOT NULL THEN jsonb_build_object(
             'title', source.title, 'publisher', source.publisher, 'url', source.url,
             'publishedOn', source.published_on) END AS "beforeSource",
           row.content AS after, row.source AS "afterSource"
      FROM shown
      LEFT JOIN desk_row AS row ON row.key = shown.key
      LEFT JOIN desk_head AS head ON head.key = shown.key
      LEFT JOIN ${factTable(table)} AS fact ON fact.key = head.key AND fact.batch_id = head.batch_id
      LEFT JOIN source ON source.id = fact.source_id
     ORDER BY shown.line NULLS LAST, shown.key`;
}
