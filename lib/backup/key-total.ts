import type { Client } from 'pg';
import type { TablePlan } from './plan-tables.ts';

/** The SELECT that gives a table's rows as the backup holds them. */
export function selectRows(client: Client, { name, columns, blanked }: TablePlan): string {
  const list = columns.map((column) => {
    const quoted = client.escapeIdentifier(column);
    return blanked.includes(column) ? `NULL::text AS ${quoted}` : quoted;
  });
  return `SELECT ${list.join(', ')} FROM public.${client.escapeIdentifier(name)}`;
}

/**
 * Counts a table's rows and adds up the first 60 bits of each row's MD5: a total that does not depend on their
 * order and tells any changed, lost or doubled row.
 */
export async function computeKeyTotal(
  client: Client,
  table: TablePlan,
): Promise<{ rows: number; keyTotal: string }> {
  const answer = await client.query<{ rows: string; total: string }>(
    `SELECT count(*)::text AS rows,
            coalesce(sum(('x' || left(md5(stored::text), 15))::bit(60)::bigint), 0)::text AS total
       FROM (${selectRows(client, table)}) AS stored`,
  );
  return { rows: Number(answer.rows[0]?.rows), keyTotal: answer.rows[0]?.total ?? '0' };
}
