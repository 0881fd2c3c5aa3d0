import { contentFields, toSnakeCase } from '#lib/contracts/facts/fact.ts';
import { FACT_FILES } from '#lib/contracts/facts/fact-files.ts';
import type { FactRevision, FactValue } from '#lib/contracts/facts/summary.ts';
import type { FactTable } from '#lib/contracts/facts/tables.ts';
import { db } from './client.ts';
import { factTable, MAX_BATCH } from './fact-sql.ts';

type StoredRevision = Omit<FactRevision, 'content'> & {
  readonly columns: Readonly<Record<string, FactValue>>;
};

/** Every recorded revision of one fact, newest first; empty when the key is unknown. */
export async function listRevisions(
  table: FactTable,
  key: string,
  { dataVersion = MAX_BATCH }: { readonly dataVersion?: number } = {},
): Promise<FactRevision[]> {
  const rows = await db().$queryRaw<StoredRevision[]>`
    SELECT fact.key, fact.batch_id AS "recordedInBatch", fact.is_withdrawn AS "isWithdrawn",
           to_char(batch.committed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "committedAt",
           fact.grade::text AS grade, fact.visible_from::text AS "visibleFrom",
           fact.visible_rule::text AS "visibleRule", source.title AS "sourceTitle", source.publisher,
           source.url, source.published_on AS "publishedOn", to_jsonb(fact) AS columns
      FROM ${factTable(table)} AS fact
      JOIN import_batch AS batch ON batch.id = fact.batch_id
      LEFT JOIN source ON source.id = fact.source_id
     WHERE fact.key = ${key} AND fact.batch_id <= ${dataVersion}
     ORDER BY fact.batch_id DESC`;
  const fields = contentFields(FACT_FILES[table]);
  return rows.map(({ columns, ...revision }) => ({
    ...revision,
    content: Object.fromEntries(fields.map((field) => [field, columns[toSnakeCase(field)] ?? null])),
  }));
}
