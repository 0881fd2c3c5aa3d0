/** Stores what somebody has accepted, and takes it back. */
import type { HeldRow, HeldTable } from '#lib/contracts/held-row.ts';
import { Prisma } from '#prisma/generated/client.ts';

import type { AcceptedValue } from './accepted-rows.ts';
import { columnList } from './fact-sql.ts';
import { FILED_FACT, insertFiledFacts } from './filed-facts.ts';
import { FUNDAMENTAL, insertFundamentals } from './fundamentals.ts';
import { insertModelPrices, MODEL_PRICE } from './model-prices.ts';
import { insertDeskBars, insertPriceBars, PRICE_BAR } from './price-bars.ts';
import { insertQuotes, QUOTE } from './quotes.ts';
import { insertEuroRates, REFERENCE_RATE } from './reference-rates.ts';
import type { RevisedTable, RowOrigin, WriteCounts } from './revised-rows.ts';
import type { DbTransaction } from './transaction.ts';

const TABLES: Readonly<Record<HeldTable, RevisedTable>> = {
  price_bar: PRICE_BAR,
  quote: QUOTE,
  fundamental: FUNDAMENTAL,
  filed_fact: FILED_FACT,
  reference_rate: REFERENCE_RATE,
  model_price: MODEL_PRICE,
};

/** Stores an accepted value as a revision of its row; the origin is the run or the import that it goes in with. */
export async function storeAccepted(
  tx: DbTransaction,
  value: AcceptedValue,
  origin: RowOrigin,
): Promise<WriteCounts> {
  const accepted = [value];
  switch (value.held.table) {
    case 'price_bar':
      return 'importBatchId' in origin
        ? insertDeskBars(tx, accepted, origin)
        : insertPriceBars(tx, 'yahoo', [], origin, accepted);
    case 'quote':
      return insertQuotes(tx, [], origin, accepted);
    case 'fundamental':
      return insertFundamentals(tx, [], origin, accepted);
    case 'filed_fact':
      return insertFiledFacts(tx, [], origin, accepted);
    case 'reference_rate':
      return insertEuroRates(tx, [], origin, accepted);
    case 'model_price':
      return insertModelPrices(tx, [], origin, accepted);
  }
}

/** An acceptance that is taken back. */
export interface TakenBack {
  readonly id: bigint;
  readonly held: HeldRow;
}

/** What becomes of the rows of an acceptance. */
export interface TakeBackCounts {
  /** Rows that say again what they said before. */
  readonly restored: number;
  /** Rows that nothing stood for before: they are withdrawn. */
  readonly withdrawn: number;
  /** Rows that something later stands for, which stays. */
  readonly overtaken: number;
}

/** What taking back would do. The value must not be accepted any more. */
export async function planTakeBack(tx: DbTransaction, value: TakenBack): Promise<TakeBackCounts> {
  const [counts] = await tx.$queryRaw<TakeBackCounts[]>`
    WITH ${undone(value)}
    SELECT count(*) FILTER (WHERE is_standing AND NOT becomes_withdrawn)::int AS restored,
           count(*) FILTER (WHERE is_standing AND becomes_withdrawn)::int AS withdrawn,
           count(*) FILTER (WHERE NOT is_standing)::int AS overtaken
      FROM undone`;

  return counts ?? { restored: 0, withdrawn: 0, overtaken: 0 };
}

/** Writes the revisions that say again what stood before an acceptance, or that withdraw what nothing stood for. */
export async function writeTakeBack(
  tx: DbTransaction,
  value: TakenBack,
  origin: RowOrigin,
  provenance: string,
): Promise<void> {
  const table = TABLES[value.held.table];
  const changed = new Set(changedColumns(value.held, table));
  const content = table.content.filter((column) => column !== 'is_withdrawn');
  // What is withdrawn keeps saying what it said: most columns may not be empty.
  const said = content.map((column) =>
    Prisma.raw(
      changed.has(column) && isPart(value.held)
        ? `(prior)."${column}"`
        : changed.has(column)
          ? `CASE WHEN prior_revision IS NULL THEN (newest)."${column}" ELSE (prior)."${column}" END`
          : `(newest)."${column}"`,
    ),
  );
  const kept = Prisma.raw(isPart(value.held) ? 'newest' : 'prior');
  const origins = table.isImported
    ? Prisma.sql`, ${'importBatchId' in origin ? origin.importBatchId : null}::int`
    : Prisma.empty;
  await tx.$executeRaw`
    WITH ${undone(value)}
    INSERT INTO ${Prisma.raw(`"${table.name}"`)} (
      ${columnList([...table.key, ...content])}, is_withdrawn, revision, accepted_value_ids, provenance, recorded_at,
      run_id ${table.isImported ? Prisma.raw(', import_batch_id') : Prisma.empty})
    SELECT ${Prisma.raw(table.key.map((column) => `(newest)."${column}"`).join(', '))}, ${Prisma.join(said)},
           becomes_withdrawn, (newest).revision + 1,
           nullif(array_remove((${kept}).accepted_value_ids, ${value.id}::bigint), '{}'),
           concat_ws('; ', (${kept}).provenance, ${provenance}::text), ${origin.recordedAt}::timestamptz,
           ${'runId' in origin ? origin.runId : null}::bigint ${origins}
      FROM undone WHERE is_standing`;
}

/**
 * `undone`: each row that the acceptance went into with its newest revision and the last one before that does not rest
 * on it, nor on another acceptance that was taken back.
 */
function undone({ id, held }: TakenBack): Prisma.Sql {
  const table = TABLES[held.table];
  const name = Prisma.raw(`"${table.name}"`);
  const sameKey = Prisma.raw(
    table.key.map((column) => `one."${column}" = touched."${column}"`).join(' AND '),
  );
  const restsOnIt = (alias: string) =>
    Prisma.sql`coalesce(${Prisma.raw(alias)}.accepted_value_ids @> ARRAY[${id}::bigint], false)`;

  return Prisma.sql`
    touched AS (
      SELECT DISTINCT ${columnList(table.key)} FROM ${name} WHERE accepted_value_ids @> ARRAY[${id}::bigint]),
    found AS (
      SELECT newest, prior, (prior).revision AS prior_revision
        FROM touched
        JOIN LATERAL (
          SELECT one FROM ${name} AS one WHERE ${sameKey} ORDER BY one.revision DESC LIMIT 1) AS last (newest) ON true
        LEFT JOIN LATERAL (
          SELECT one FROM ${name} AS one
           WHERE ${sameKey} AND NOT ${restsOnIt('one')}
             AND NOT EXISTS (SELECT FROM unnest(one.accepted_value_ids) AS other (id)
                               JOIN quarantined_value AS value ON value.id = other.id
                              WHERE value.decision IS DISTINCT FROM 'accepted')
           ORDER BY one.revision DESC LIMIT 1) AS before (prior) ON true),
    undone AS (
      SELECT newest, prior, prior_revision, ${restsOnIt('(newest)')} AS is_standing,
             ${
               isPart(held)
                 ? Prisma.sql`(prior_revision IS NULL OR (prior).is_withdrawn)
                              AND cardinality((newest).accepted_value_ids) = 1`
                 : Prisma.sql`coalesce((prior).is_withdrawn, true)`
             } AS becomes_withdrawn
        FROM found)`;
}

/** Whether a value is some figures of a row, not the whole of it. */
function isPart({ table }: HeldRow): boolean {
  return table === 'fundamental';
}

const FIGURE_COLUMNS = {
  revenue: 'revenue',
  operatingIncome: 'operating_income',
  capitalExpenditure: 'capital_expenditure',
  dilutedAverageShares: 'diluted_average_shares',
} as const;

function changedColumns(held: HeldRow, { content }: RevisedTable): readonly string[] {
  if (held.table !== 'fundamental') return content;

  return Object.entries(FIGURE_COLUMNS).flatMap(([name, column]) => (name in held.row ? [column] : []));
}
