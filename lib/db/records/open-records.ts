import { Client } from 'pg';

import type { RecordCell, RecordTable } from '#lib/contracts/imports/record-export.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';
import { env } from '#lib/platform/env.ts';

import { RECORD_SQL } from './record-sql.ts';

/** Rows that are held in memory at a time. */
const ROWS_AT_ONCE = 2_000;
/** A reader who takes nothing for so long loses the snapshot. */
const PATIENCE = '120s';
const STATEMENT = '60s';

/** Which rows; null = all. */
export interface RecordChoice {
  readonly names: readonly string[] | null;
  readonly fromOn: IsoDate | null;
  readonly toOn: IsoDate | null;
}

/** How many rows of a source there are, and over which days. */
export interface RecordSource {
  readonly source: string;
  readonly rows: number;
  readonly firstOn: IsoDate;
  readonly lastOn: IsoDate;
}

/** Records as they stood at one instant. */
export interface OpenRecords {
  readonly dataVersion: number;
  readonly sources: readonly RecordSource[];
  /** The rows in batches, each row in the order of the columns asked for. To be read once. */
  readonly readBatches: () => AsyncGenerator<readonly (readonly RecordCell[])[]>;
  /** Lets go of the database; to be called whatever happens. */
  readonly close: () => Promise<void>;
}

/**
 * Opens the rows of a set on a connection of its own, since a cursor of any length must not hold one of the pool.
 *
 * @throws what the database throws
 */
export async function openRecords(
  table: RecordTable,
  { names, fromOn, toOn }: RecordChoice,
  columns: readonly string[],
): Promise<OpenRecords> {
  const client = new Client({
    connectionString: env().databaseUrl ?? undefined,
    application_name: 'waterline export',
  });
  // The server ends a connection whose reader has gone; the query under way then says so.
  client.on('error', () => undefined);
  const close = (): Promise<void> => client.end().catch(() => undefined);
  await client.connect();
  try {
    await client.query(
      `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL statement_timeout TO '${STATEMENT}';
       SET LOCAL idle_in_transaction_session_timeout TO '${PATIENCE}'`,
    );
    const values = [names === null ? null : [...names], fromOn, toOn];
    const sources = await client.query<RecordSource>(summarySql(table), values);
    const version = await client.query<{ id: number | null }>('SELECT max(id) AS id FROM import_batch');
    await client.query(`DECLARE record NO SCROLL CURSOR FOR ${rowsSql(table, columns)}`, values);

    return {
      dataVersion: version.rows[0]?.id ?? 0,
      sources: sources.rows,
      readBatches: () => fetchAll(client),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function* fetchAll(client: Client): AsyncGenerator<readonly (readonly RecordCell[])[]> {
  for (;;) {
    const { rows } = await client.query<RecordCell[]>({
      text: `FETCH ${String(ROWS_AT_ONCE)} FROM record`,
      rowMode: 'array',
    });
    if (rows.length > 0) yield rows;
    if (rows.length < ROWS_AT_ONCE) return;
  }
}

function summarySql(table: RecordTable): string {
  const { source, day } = RECORD_SQL[table];

  return `SELECT ${source} AS source, count(*)::int AS rows, min(${day})::text AS "firstOn", max(${day})::text AS "lastOn"
            FROM ${chosen(table)} GROUP BY 1 ORDER BY 1`;
}

function rowsSql(table: RecordTable, names: readonly string[]): string {
  const { columns, order } = RECORD_SQL[table];
  const expressions = names.map((name) => {
    const expression = columns[name];
    if (expression === undefined) throw new Error(`${table} has no column ${name}`);

    return expression;
  });

  return `SELECT ${expressions.join(', ')} FROM ${chosen(table)} ORDER BY ${order}`;
}

function chosen(table: RecordTable): string {
  const { from, name, day } = RECORD_SQL[table];

  return `${from} WHERE ($1::text[] IS NULL OR ${name} = ANY($1)) AND ($2::date IS NULL OR ${day} >= $2)
            AND ($3::date IS NULL OR ${day} <= $3)`;
}
