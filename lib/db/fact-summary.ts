import type { FactScope } from '#lib/contracts/facts/fact.ts';
import type { FactTableSummary } from '#lib/contracts/facts/summary.ts';
import { FACT_TABLES, type FactTable } from '#lib/contracts/facts/tables.ts';
import type { Grade, IsoDate } from '#lib/core/facts/types.ts';
import { Prisma } from '#prisma/generated/client.ts';
import { db } from './client.ts';
import { factTable, MAX_BATCH } from './fact-sql.ts';

interface GradeCount {
  readonly table: FactTable;
  readonly grade: Grade;
  readonly rows: number;
  readonly newestPublishedOn: string | null;
}

/** Rows, newest publication and shares by grade of every table, in the order of `FACT_TABLES`. */
export async function summariseFacts(scope: FactScope): Promise<FactTableSummary[]> {
  const parts = FACT_TABLES.map((table) => countByGrade(table, scope));
  const counts = await db().$queryRaw<GradeCount[]>(Prisma.join(parts, ' UNION ALL '));
  return FACT_TABLES.map((table) =>
    toSummary(
      table,
      counts.filter((count) => count.table === table),
    ),
  );
}

/**
 * First day on which a dated fact of the given tables is visible, null when none is recorded: before it a
 * calculation knows nothing.
 */
export async function findEarliestVisibleOn(
  tables: readonly FactTable[] = FACT_TABLES,
): Promise<IsoDate | null> {
  const parts = tables.map(
    (table) =>
      Prisma.sql`SELECT min(visible_from) AS day FROM ${factTable(table)} WHERE visible_rule <> 'always'`,
  );
  const [first] = await db().$queryRaw<{ day: string | null }[]>(
    Prisma.sql`SELECT min(day)::text AS day FROM (${Prisma.join(parts, ' UNION ALL ')}) AS days`,
  );
  return first?.day ?? null;
}

function countByGrade(table: FactTable, scope: FactScope): Prisma.Sql {
  return Prisma.sql`
    SELECT ${table} AS "table", head.grade::text AS grade, count(*)::int AS rows,
           max(source.published_on COLLATE "C") AS "newestPublishedOn"
      FROM (SELECT DISTINCT ON (key) key, grade, source_id, is_withdrawn
              FROM ${factTable(table)}
             WHERE visible_from <= ${scope.asOf}::date AND batch_id <= ${scope.dataVersion ?? MAX_BATCH}
             ORDER BY key, batch_id DESC) AS head
      LEFT JOIN source ON source.id = head.source_id
     WHERE NOT head.is_withdrawn
     GROUP BY head.grade`;
}

function toSummary(table: FactTable, counts: readonly GradeCount[]): FactTableSummary {
  const rows = counts.reduce((sum, count) => sum + count.rows, 0);
  const share = (grade: Grade): number => {
    const count = counts.find((candidate) => candidate.grade === grade)?.rows ?? 0;
    return rows === 0 ? 0 : count / rows;
  };
  const dates = counts.map((count) => count.newestPublishedOn).filter((date) => date !== null);
  return {
    table,
    rows,
    newestPublishedOn: dates.toSorted().at(-1) ?? null,
    shareByGrade: {
      primary: share('primary'),
      press: share('press'),
      estimate: share('estimate'),
      derived: share('derived'),
      assumption: share('assumption'),
    },
  };
}
