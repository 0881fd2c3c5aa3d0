import type { Client } from 'pg';

/** A table of the schema `public` that belongs to no extension. */
export interface StoredTable {
  readonly name: string;
  /** Without those that the database computes itself. */
  readonly columns: readonly StoredColumn[];
}

/** A column that COPY can write and read. */
export interface StoredColumn {
  readonly name: string;
  readonly isRequired: boolean;
  /** Tables that a foreign key of this column leads to. */
  readonly references: readonly string[];
}

const TABLES = `
  SELECT c.relname AS name,
         json_agg(json_build_object(
           'name', a.attname,
           'isRequired', a.attnotnull,
           'references', coalesce((
             SELECT json_agg(target.relname)
               FROM pg_constraint f JOIN pg_class target ON target.oid = f.confrelid
              WHERE f.contype = 'f' AND f.conrelid = c.oid AND a.attnum = ANY (f.conkey)), '[]')
         ) ORDER BY a.attnum) AS columns
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
     AND NOT EXISTS (
       SELECT FROM pg_depend d
        WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
   GROUP BY c.relname
   ORDER BY c.relname COLLATE "C"`;

/** Lists the tables of the schema `public`, by name. */
export async function listTables(client: Client): Promise<StoredTable[]> {
  const answer = await client.query<StoredTable>(TABLES);
  return answer.rows;
}

/** Names those of the tables that hold at least one row; what records the migrations counts as no data. */
export async function listFilledTables(client: Client): Promise<string[]> {
  const names = (await listTables(client))
    .map(({ name }) => name)
    .filter((name) => name !== MIGRATIONS_TABLE);
  if (names.length === 0) return [];
  const looks = names.map(
    (name) =>
      `SELECT ${client.escapeLiteral(name)} AS name WHERE EXISTS (SELECT FROM public.${client.escapeIdentifier(name)})`,
  );
  const answer = await client.query<{ name: string }>(looks.join(' UNION ALL '));
  return answer.rows.map(({ name }) => name);
}

/** Where Prisma and our runner record the migrations. */
export const MIGRATIONS_TABLE = '_prisma_migrations';
