import type { FactScope } from '#lib/contracts/facts/fact.ts';
import { FACT_TABLES, type FactTable } from '#lib/contracts/facts/tables.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';
import type { RecordedRevision } from '#lib/core/ledger/reported-quarters.ts';
import type { StoredFact, StoredRevision } from '#lib/core/ledger/stored-fact.ts';
import { Prisma } from '#prisma/generated/client.ts';
import { db } from './client.ts';
import { factTable, MAX_BATCH } from './fact-sql.ts';

/** What each revision brings, from the alias `head` and its batch and source. */
const REVISION = Prisma.sql`
  head.key, head.grade::text AS grade, head.visible_from::text AS "visibleFrom",
  head.visible_rule::text AS "visibleRule", head.batch_id AS "recordedInBatch",
  to_char(batch.committed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "recordedAt",
  source.title AS "sourceTitle", source.publisher, source.url, source.published_on AS "publishedOn",
  to_jsonb(head) - 'revision_count' AS columns`;

/** Every fact of every table that stands, in the order of the tables and then of keys. */
export async function listStoredFacts(scope: FactScope): Promise<StoredFact[]> {
  const parts = FACT_TABLES.map((table, index) => standingOf(table, index, scope));
  return db().$queryRaw<StoredFact[]>(
    Prisma.sql`SELECT * FROM (${Prisma.join(parts, ' UNION ALL ')}) AS facts ORDER BY place, key`,
  );
}

/**
 * Every revision recorded on or after a day that replaced an earlier one of its fact, as far as the scope may know.
 * Restatements that came with the product are history on the day of installation, no news of it.
 */
export async function listStoredRevisions(scope: FactScope, since: IsoDate): Promise<StoredRevision[]> {
  const parts = FACT_TABLES.map((table) => revisionsOf(table, scope, since));
  return db().$queryRaw<StoredRevision[]>(Prisma.join(parts, ' UNION ALL '));
}

/** Every revision of the facts of a table that the scope may know, in the order in which they were recorded. */
export async function listRecordedRevisions(
  table: FactTable,
  { asOf, dataVersion = MAX_BATCH }: FactScope,
): Promise<RecordedRevision[]> {
  return db().$queryRaw<RecordedRevision[]>`
    SELECT left(md5(${table} || ' ' || head.key), 12) AS id, ${table} AS "table",
           head.is_withdrawn AS "isWithdrawn", ${REVISION}
      FROM ${factTable(table)} AS head
      JOIN import_batch AS batch ON batch.id = head.batch_id
      LEFT JOIN source ON source.id = head.source_id
     WHERE head.visible_from <= ${asOf}::date AND head.batch_id <= ${dataVersion}
     ORDER BY head.batch_id, head.key`;
}

function standingOf(
  table: FactTable,
  place: number,
  { asOf, dataVersion = MAX_BATCH }: FactScope,
): Prisma.Sql {
  return Prisma.sql`
    SELECT ${place}::int AS place, left(md5(${table} || ' ' || head.key), 12) AS id, ${table} AS "table",
           head.revision_count AS "revisionCount", ${REVISION}
      FROM (SELECT DISTINCT ON (key) *, (count(*) OVER (PARTITION BY key))::int AS revision_count
              FROM ${factTable(table)}
             WHERE visible_from <= ${asOf}::date AND batch_id <= ${dataVersion}
             ORDER BY key, batch_id DESC) AS head
      JOIN import_batch AS batch ON batch.id = head.batch_id
      LEFT JOIN source ON source.id = head.source_id
     WHERE NOT head.is_withdrawn`;
}

function revisionsOf(
  table: FactTable,
  { asOf, dataVersion = MAX_BATCH }: FactScope,
  since: IsoDate,
): Prisma.Sql {
  return Prisma.sql`
    SELECT left(md5(${table} || ' ' || head.key), 12) AS id, ${table} AS "table",
           head.is_withdrawn AS "isWithdrawn", previous.columns AS "previousColumns", ${REVISION}
      FROM ${factTable(table)} AS head
      JOIN import_batch AS batch ON batch.id = head.batch_id
      JOIN LATERAL (SELECT to_jsonb(earlier) AS columns FROM ${factTable(table)} AS earlier
                     WHERE earlier.key = head.key AND earlier.batch_id < head.batch_id
                     ORDER BY earlier.batch_id DESC LIMIT 1) AS previous ON true
      LEFT JOIN source ON source.id = head.source_id
     WHERE head.visible_from <= ${asOf}::date AND head.batch_id <= ${dataVersion}
       AND batch.origin <> 'restatement'
       AND (batch.committed_at AT TIME ZONE 'UTC')::date BETWEEN ${since}::date AND ${asOf}::date`;
}
