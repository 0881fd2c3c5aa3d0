import { toSnakeCase } from '#lib/contracts/facts/fact.ts';
import type { FactTable } from '#lib/contracts/facts/tables.ts';
import { Prisma } from '#prisma/generated/client.ts';
import { columnList, factTable } from '../fact-sql.ts';
import type { DbTransaction } from '../transaction.ts';

/** A fact that points to none. */
export interface BrokenReference {
  readonly key: string;
  readonly word: string;
}

/** Facts that stand and whose column `field` names a key of `to` that does not stand. */
export async function listBrokenReferences(
  tx: DbTransaction,
  { from, field, to }: { readonly from: FactTable; readonly field: string; readonly to: FactTable },
): Promise<BrokenReference[]> {
  const column = columnList([toSnakeCase(field)]);
  return tx.$queryRaw<BrokenReference[]>`
    WITH origin AS (
      SELECT DISTINCT ON (key) key, is_withdrawn, to_jsonb(${column}) AS value
        FROM ${factTable(from)} ORDER BY key, batch_id DESC),
    target AS (
      SELECT key FROM (
        SELECT DISTINCT ON (key) key, is_withdrawn FROM ${factTable(to)} ORDER BY key, batch_id DESC) AS head
       WHERE NOT is_withdrawn),
    pointer AS (
      SELECT key, jsonb_array_elements_text(
               CASE jsonb_typeof(value) WHEN 'array' THEN value ELSE jsonb_build_array(value) END) AS word
        FROM origin WHERE NOT is_withdrawn AND jsonb_typeof(value) IN ('array', 'string'))
    SELECT key, word FROM pointer WHERE NOT EXISTS (SELECT FROM target WHERE target.key = pointer.word)`;
}

/** Lines of the staged file by key, of those that it has; none when no file is staged. */
export async function findStagedLines(
  tx: DbTransaction,
  keys: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const [staging] = await tx.$queryRaw<{ isOpen: boolean }[]>`
    SELECT to_regclass('pg_temp.desk_row') IS NOT NULL AS "isOpen"`;
  if (staging?.isOpen !== true) return new Map();
  const rows = await tx.$queryRaw<{ key: string; line: number }[]>`
    SELECT key, min(line) AS line FROM desk_row WHERE key = ANY(${[...keys]}) GROUP BY key`;
  return new Map(rows.map(({ key, line }) => [key, line]));
}

/** Names in a column of the tables that stand anywhere. */
export async function listKnownNames(
  tx: DbTransaction,
  tables: readonly FactTable[],
  field: string,
): Promise<string[]> {
  const column = columnList([toSnakeCase(field)]);
  const parts = tables.map(
    (table) => Prisma.sql`SELECT ${column} AS name FROM ${factTable(table)} WHERE NOT is_withdrawn`,
  );
  const rows = await tx.$queryRaw<{ name: string }[]>`
    SELECT DISTINCT name FROM (${Prisma.join(parts, ' UNION ALL ')}) AS named ORDER BY name`;
  return rows.map(({ name }) => name);
}

/** Lines of the staged file whose column holds none of the known names. */
export async function listUnknownNames(
  tx: DbTransaction,
  field: string,
  known: readonly string[],
  limit: number,
): Promise<{ line: number; name: string; count: number }[]> {
  return tx.$queryRaw`
    SELECT line, content ->> ${toSnakeCase(field)} AS name, (count(*) OVER ())::integer AS count
      FROM desk_row WHERE content ->> ${toSnakeCase(field)} <> ALL(${[...known]}) ORDER BY line LIMIT ${limit}`;
}
