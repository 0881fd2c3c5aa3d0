import type { FactScope } from '#lib/contracts/facts/fact.ts';
import type { FactTable } from '#lib/contracts/facts/tables.ts';
import type { FactValue } from '#lib/contracts/facts/summary.ts';
import type { Grade } from '#lib/core/facts/types.ts';
import { db } from './client.ts';
import { factTable, MAX_BATCH } from './fact-sql.ts';

/** A fact with all its columns, by column name, and its source. */
export interface StandingRow {
  readonly key: string;
  readonly grade: Grade;
  readonly columns: Readonly<Record<string, FactValue>>;
  readonly sourceTitle: string | null;
  readonly sourcePublisher: string | null;
  readonly sourceUrl: string | null;
  readonly sourcePublishedOn: string | null;
}

/** Every fact of a table that stands, in order of key. */
export async function listStandingRows(
  table: FactTable,
  { asOf, dataVersion = MAX_BATCH }: FactScope,
): Promise<StandingRow[]> {
  return db().$queryRaw<StandingRow[]>`
    SELECT head.key, head.grade::text AS grade, to_jsonb(head) AS columns, source.title AS "sourceTitle",
           source.publisher AS "sourcePublisher", source.url AS "sourceUrl",
           source.published_on AS "sourcePublishedOn"
      FROM (SELECT DISTINCT ON (key) * FROM ${factTable(table)}
             WHERE visible_from <= ${asOf}::date AND batch_id <= ${dataVersion}
             ORDER BY key, batch_id DESC) AS head
      LEFT JOIN source ON source.id = head.source_id
     WHERE NOT head.is_withdrawn ORDER BY head.key`;
}
