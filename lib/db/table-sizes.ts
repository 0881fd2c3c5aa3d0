import { db } from './client.ts';

/** How much the tables of Waterline take in the database. */
export interface TableSizes {
  readonly tableCount: number;
  /** Rows as they lie there, without indices. */
  readonly sizeBytes: number;
}

/** Number and size of the tables, as PostgreSQL keeps them; reads no row. */
export async function readTableSizes(): Promise<TableSizes> {
  const [sizes] = await db().$queryRaw<{ tableCount: number; sizeBytes: bigint }[]>`
    SELECT count(*)::int AS "tableCount", coalesce(sum(pg_table_size(oid)), 0)::bigint AS "sizeBytes"
      FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'`;

  return { tableCount: sizes?.tableCount ?? 0, sizeBytes: Number(sizes?.sizeBytes ?? 0) };
}
