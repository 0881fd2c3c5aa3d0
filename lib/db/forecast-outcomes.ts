import { Prisma } from '#prisma/generated/client.ts';

import { db } from './client.ts';
import { factTable } from './fact-sql.ts';

/** Tables that outcomes of forecasts are read from. */
const OUTCOME_TABLES = ['vendor_metric', 'hbm_market', 'capex_actual'] as const;

/**
 * Data versions after `since` and before `until` just before a row that outcomes are read from was revised or
 * withdrawn, ascending: read at each of them, no value that ever stood goes unseen.
 */
export async function listVersionsBeforeRevisions(since: number, until: number): Promise<readonly number[]> {
  const revised = OUTCOME_TABLES.map(
    (table) => Prisma.sql`
      SELECT fact.batch_id - 1 AS version FROM ${factTable(table)} AS fact
       WHERE fact.batch_id > ${since} AND fact.batch_id <= ${until}
         AND EXISTS (SELECT FROM ${factTable(table)} AS older
                      WHERE older.key = fact.key AND older.batch_id < fact.batch_id)`,
  );
  const rows = await db().$queryRaw<{ version: number }[]>`
    SELECT DISTINCT version FROM (${Prisma.join(revised, ' UNION ALL ')}) AS found ORDER BY version`;

  return rows.map(({ version }) => version);
}

/** The newest data version that was committed by an instant; 0 when nothing was. */
export async function findVersionAt(instant: Date): Promise<number> {
  const newest = await db().importBatch.aggregate({
    where: { committedAt: { lte: instant } },
    _max: { id: true },
  });

  return newest._max.id ?? 0;
}
