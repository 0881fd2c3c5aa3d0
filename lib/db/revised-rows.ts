/**
 * Rows that are kept as revisions: a row is written when it is new or says something else than the newest revision of
 * its key, and nothing is ever changed in place.
 */
import { Prisma } from '#prisma/generated/client.ts';

import { db } from './client.ts';
import { columnList } from './fact-sql.ts';
import { storableJson } from './storable-text.ts';
import type { DbTransaction } from './transaction.ts';

/** A table with a column `revision`; columns as the database names them. Only literals of lib/db reach this. */
export interface RevisedTable {
  readonly name: string;
  /** The natural key, in the order of the primary key and without `revision`. */
  readonly key: readonly string[];
  /** What a revision says. */
  readonly content: readonly string[];
  /** Whether the desk's imports may write it too. */
  readonly isImported: boolean;
  /** Whether quarantined values can be accepted into it, so that its revisions say who did. */
  readonly isAcceptable: boolean;
}

/** A row by column name, as JSON holds it; PostgreSQL converts each column, decimals are rounded to its digits. */
export type RevisedRow = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** Where rows come from: a refresh run, or an import batch that is open in the same transaction. */
export type RowOrigin =
  | { readonly runId: bigint; readonly recordedAt: Date }
  | { readonly importBatchId: number; readonly recordedAt: Date };

/** What became of the rows. */
export interface WriteCounts {
  readonly newCount: number;
  readonly revisedCount: number;
  readonly unchangedCount: number;
}

/** Nothing came. */
export const NO_ROWS: WriteCounts = { newCount: 0, revisedCount: 0, unchangedCount: 0 };

/** The web server writes too: a statement of this many rows holds its other requests up for a millisecond or two. */
const ROWS_PER_STATEMENT = 250;

/** Writes what is new or revised. Of rows with the same key the first is taken. */
export async function writeRevised(
  tx: DbTransaction,
  table: RevisedTable,
  rows: readonly RevisedRow[],
  origin: RowOrigin,
): Promise<WriteCounts> {
  if (rows.length === 0) return NO_ROWS;
  // Two writers of one key would both find the same newest revision.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`waterline.${table.name}`}))`;
  const distinct = firstOfEachKey(table, rows);
  const counts = { ...NO_ROWS };
  for (let start = 0; start < distinct.length; start += ROWS_PER_STATEMENT) {
    const written = await writeStatement(
      tx,
      table,
      distinct.slice(start, start + ROWS_PER_STATEMENT),
      origin,
    );
    counts.newCount += written.newCount;
    counts.revisedCount += written.revisedCount;
    counts.unchangedCount += written.unchangedCount;
  }

  return counts;
}

function firstOfEachKey(table: RevisedTable, rows: readonly RevisedRow[]): readonly RevisedRow[] {
  const byKey = new Map<string, RevisedRow>();
  for (const row of rows) {
    const key = JSON.stringify(table.key.map((column) => row[column]));
    if (!byKey.has(key)) byKey.set(key, row);
  }

  return [...byKey.values()];
}

async function writeStatement(
  tx: DbTransaction,
  table: RevisedTable,
  rows: readonly RevisedRow[],
  origin: RowOrigin,
): Promise<WriteCounts> {
  const columns = [...table.key, ...table.content, ...acceptanceColumns(table)];
  const importColumn = table.isImported ? Prisma.raw(', "import_batch_id"') : Prisma.empty;
  const runId = 'runId' in origin ? origin.runId : null;
  const batchId = 'importBatchId' in origin ? origin.importBatchId : null;
  const [counts] = await tx.$queryRaw<WriteCounts[]>`
    WITH ${comparison(table, rows)}, written AS (
      INSERT INTO ${tableName(table)} (${columnList(columns)}, "revision", "run_id", "recorded_at"${importColumn})
      SELECT ${columnList(columns)}, held_revision + 1, ${runId}::bigint, ${origin.recordedAt}::timestamptz
             ${table.isImported ? Prisma.sql`, ${batchId}::int` : Prisma.empty}
        FROM compared WHERE NOT is_same
      RETURNING revision)
    SELECT (SELECT count(*) FROM written WHERE revision = 1)::int AS "newCount",
           (SELECT count(*) FROM written WHERE revision > 1)::int AS "revisedCount",
           (SELECT count(*) FROM compared WHERE is_same)::int AS "unchangedCount"`;

  return counts ?? NO_ROWS;
}

/** How many of the rows would be written. */
export async function countChanged(table: RevisedTable, rows: readonly RevisedRow[]): Promise<number> {
  if (rows.length === 0) return 0;
  const [counted] = await db().$queryRaw<{ count: number }[]>`
    WITH ${comparison(table, rows)} SELECT count(*)::int AS count FROM compared WHERE NOT is_same`;

  return counted?.count ?? 0;
}

/** The newest revisions of the keys of `rows`, as rows; withdrawn ones are left out. For tables with `is_withdrawn`. */
export async function listNewestRows(
  tx: DbTransaction,
  table: RevisedTable,
  rows: readonly RevisedRow[],
): Promise<readonly RevisedRow[]> {
  if (rows.length === 0) return [];
  const kept = [...table.key, ...table.content, ...acceptanceColumns(table)];
  const found = await tx.$queryRaw<{ row: RevisedRow }[]>`
    WITH ${comparison(table, rows)}
    SELECT to_jsonb(newest) AS row FROM incoming
      JOIN LATERAL (SELECT ${columnList(kept)} FROM ${tableName(table)} AS stored WHERE ${sameKeyOf(table)}
                     ORDER BY stored.revision DESC LIMIT 1) AS newest ON NOT newest.is_withdrawn`;

  return found.map(({ row }) => row);
}

/** `compared`: each row with the newest revision that is held, and whether it says the same. */
function comparison(table: RevisedTable, rows: readonly RevisedRow[]): Prisma.Sql {
  const name = tableName(table);
  const columns = columnList([...table.key, ...table.content, ...acceptanceColumns(table)]);
  const said = (side: string) =>
    Prisma.raw(`ROW(${table.content.map((column) => `${side}."${column}"`).join(', ')})`);

  return Prisma.sql`
    incoming AS (
      SELECT DISTINCT ON (${columnList(table.key)}) ${columns}
        FROM jsonb_populate_recordset(NULL::${name}, ${storableJson(rows)}::jsonb)
       ORDER BY ${columnList(table.key)}),
    compared AS (
      SELECT incoming.*, coalesce(held.revision, 0) AS held_revision,
             held.revision IS NOT NULL AND ${said('held')} IS NOT DISTINCT FROM ${said('incoming')} AS is_same
        FROM incoming LEFT JOIN LATERAL (
          SELECT * FROM ${name} AS stored WHERE ${sameKeyOf(table)} ORDER BY stored.revision DESC LIMIT 1) AS held ON true)`;
}

const sameKeyOf = ({ key }: RevisedTable): Prisma.Sql =>
  Prisma.raw(key.map((column) => `stored."${column}" = incoming."${column}"`).join(' AND '));

/** Said beside the content: a row that says the same again without an acceptance is no revision. */
const acceptanceColumns = ({ isAcceptable }: RevisedTable): readonly string[] =>
  isAcceptable ? ['accepted_value_ids', 'provenance'] : [];

function tableName({ name }: RevisedTable): Prisma.Sql {
  return Prisma.raw(`"${name}"`);
}
