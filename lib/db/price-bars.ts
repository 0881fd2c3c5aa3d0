import type { HeldRowOf } from '#lib/contracts/held-row.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';
import type { Prisma } from '#prisma/generated/client.ts';

import { db } from './client.ts';
import { acceptedInto, withAccepted, type AcceptedValue } from './accepted-rows.ts';
import {
  writeRevised,
  type RevisedRow,
  type RevisedTable,
  type RowOrigin,
  type WriteCounts,
} from './revised-rows.ts';
import { columnList } from './fact-sql.ts';
import type { DbTransaction } from './transaction.ts';

/** Who states a bar: Yahoo, or the desk by an import. */
export type PriceSource = 'yahoo' | 'csv';

/** Prices of one session in the major unit of `currency`; null where the source says nothing. */
export interface NewPriceBar {
  readonly symbol: string;
  readonly sessionOn: IsoDate;
  readonly isFinal: boolean;
  readonly open: number | null;
  readonly high: number | null;
  readonly low: number | null;
  readonly close: number;
  readonly adjustedClose: number | null;
  readonly volumeShares: number | null;
  readonly currency: string;
  readonly minorUnitFactor: number;
}

/** A bar that stands, with who states it and in which revision. */
export interface StandingPriceBar extends NewPriceBar {
  readonly source: PriceSource;
  readonly revision: number;
  readonly recordedAt: string;
  /** Who accepted or took back what, when and why; null when it came as it is. */
  readonly provenance: string | null;
}

/** How far the bars of one symbol and source reach. */
export interface PriceReach {
  readonly firstOn: IsoDate;
  readonly lastOn: IsoDate;
  /** The session from which on the last ones are read again. */
  readonly rereadFromOn: IsoDate;
  /** The last close before `rereadFromOn` that nobody had to accept; null when there is none. */
  readonly closeBefore: { readonly sessionOn: IsoDate; readonly close: number } | null;
}

/** Its key and content. */
export const PRICE_BAR: RevisedTable = {
  name: 'price_bar',
  key: ['symbol', 'session_on', 'source'],
  content: [
    'is_withdrawn',
    'is_final',
    'open',
    'high',
    'low',
    'close',
    'adjusted_close',
    'volume',
    'currency',
    'minor_unit_factor',
  ],
  isImported: true,
  isAcceptable: true,
};

/**
 * Writes the bars that are new or differ from the newest revision of the same source. Bulk: some thousand bars a call.
 *
 * @param origin a run for `yahoo`, an open import batch for `csv`
 */
export async function insertPriceBars(
  tx: DbTransaction,
  source: PriceSource,
  bars: readonly NewPriceBar[],
  origin: RowOrigin,
  accepted: readonly AcceptedValue[] = [],
): Promise<WriteCounts> {
  const toRow = (bar: HeldRowOf<'price_bar'>): RevisedRow => toBarRow(bar, source);
  const rows = withAccepted(PRICE_BAR, bars.map(toRow), acceptedInto(accepted, 'price_bar', toRow));

  return writeRevised(tx, PRICE_BAR, rows, origin);
}

/**
 * Writes accepted bars as the desk's own. Figures that the imported file left out are those that stand, whoever stated
 * them, and an adjusted close stands for a close that nobody stated, as in an import.
 *
 * @param origin an import batch that is open
 */
export async function insertDeskBars(
  tx: DbTransaction,
  accepted: readonly AcceptedValue[],
  origin: RowOrigin,
): Promise<WriteCounts> {
  const rows = await Promise.all(
    acceptedInto(accepted, 'price_bar', (bar) => toBarRow(bar, 'csv')).map(async ({ row, value }) => {
      const standing = await findStandingRow(tx, row);
      const stated = Object.fromEntries(Object.entries(row).filter(([, figure]) => figure !== null));
      const bar: RevisedRow = { ...standing, ...stated, source: 'csv' };

      return { row: { ...bar, close: bar['close'] ?? row['adjusted_close'] ?? null }, value };
    }),
  );

  return writeRevised(tx, PRICE_BAR, withAccepted(PRICE_BAR, [], rows), origin);
}

async function findStandingRow(tx: DbTransaction, row: RevisedRow): Promise<RevisedRow> {
  const [found] = await tx.$queryRaw<{ row: RevisedRow }[]>`
    SELECT to_jsonb(bar) AS row
      FROM (SELECT ${columnList([...PRICE_BAR.key, ...PRICE_BAR.content])} FROM standing_price_bar) AS bar
     WHERE symbol = ${row['symbol']} AND session_on = ${row['session_on']}::date`;

  return found?.row ?? { open: null, high: null, low: null, close: null, adjusted_close: null, volume: null };
}

function toBarRow(bar: HeldRowOf<'price_bar'>, source: PriceSource): RevisedRow {
  return {
    symbol: bar.symbol,
    session_on: bar.sessionOn,
    source,
    is_withdrawn: false,
    is_final: bar.isFinal,
    open: bar.open,
    high: bar.high,
    low: bar.low,
    close: bar.close,
    adjusted_close: bar.adjustedClose,
    volume: bar.volumeShares,
    currency: bar.currency,
    minor_unit_factor: bar.minorUnitFactor,
  };
}

/** How far a source's bars of a symbol reach, and where the last `rereadSessions` begin; null when it has none. */
export async function findPriceReach(
  source: PriceSource,
  symbol: string,
  rereadSessions: number,
): Promise<PriceReach | null> {
  const [reach] = await db().$queryRaw<
    { firstOn: IsoDate; lastOn: IsoDate; rereadFromOn: IsoDate; beforeOn: IsoDate | null }[]
  >`
    WITH newest AS (
      SELECT DISTINCT ON (session_on) session_on, is_withdrawn, coalesce(cardinality(accepted_value_ids), 0) > 0 AS is_accepted
        FROM price_bar WHERE symbol = ${symbol} AND source = ${source} ORDER BY session_on, revision DESC),
    ranked AS (
      SELECT session_on, is_accepted, row_number() OVER (ORDER BY session_on DESC) AS place
        FROM newest WHERE NOT is_withdrawn)
    SELECT min(session_on)::text AS "firstOn", max(session_on)::text AS "lastOn",
           (min(session_on) FILTER (WHERE place <= ${rereadSessions}))::text AS "rereadFromOn",
           (max(session_on) FILTER (WHERE place > ${rereadSessions} AND NOT is_accepted))::text AS "beforeOn"
      FROM ranked HAVING count(*) > 0`;
  if (reach === undefined) return null;
  const { beforeOn, ...ends } = reach;

  return { ...ends, closeBefore: beforeOn === null ? null : await findClose(source, symbol, beforeOn) };
}

async function findClose(source: PriceSource, symbol: string, sessionOn: IsoDate) {
  const [newest] = await db().$queryRaw<{ close: Prisma.Decimal }[]>`
    SELECT close FROM price_bar
     WHERE symbol = ${symbol} AND source = ${source} AND session_on = ${sessionOn}::date
     ORDER BY revision DESC LIMIT 1`;

  return newest === undefined ? null : { sessionOn, close: newest.close.toNumber() };
}

/** The bars that count, of the symbols and days asked for, in order of symbol and day. Days without a bar are gaps. */
export async function listStandingBars(
  symbols: readonly string[],
  { fromOn, toOn }: { readonly fromOn: IsoDate; readonly toOn: IsoDate },
): Promise<readonly StandingPriceBar[]> {
  const rows = await db().$queryRaw<StandingRow[]>`
    SELECT symbol, session_on::text AS "sessionOn", source, revision, is_final AS "isFinal", open, high, low, close,
           adjusted_close AS "adjustedClose", volume, currency, minor_unit_factor AS "minorUnitFactor",
           recorded_at AS "recordedAt", provenance
      FROM standing_price_bar
     WHERE symbol = ANY(${[...symbols]}) AND session_on BETWEEN ${fromOn}::date AND ${toOn}::date
     ORDER BY symbol, session_on`;

  return rows.map(({ volume, recordedAt, ...row }) => ({
    ...row,
    open: toNumber(row.open),
    high: toNumber(row.high),
    low: toNumber(row.low),
    close: row.close.toNumber(),
    adjustedClose: toNumber(row.adjustedClose),
    volumeShares: volume === null ? null : Number(volume),
    recordedAt: recordedAt.toISOString(),
  }));
}

/** Final closes of a symbol by session, ascending, in its currency. */
export interface StandingCloses {
  readonly symbol: string;
  readonly currency: string;
  readonly days: readonly IsoDate[];
  readonly closes: readonly number[];
}

/**
 * Closes for returns: adjusted for splits and dividends where the source says them, else as they are. Bars that are not
 * final and bars in another currency than the newest are left out.
 */
export async function listStandingCloses(
  symbols: readonly string[],
  toOn: IsoDate,
): Promise<readonly StandingCloses[]> {
  return db().$queryRaw<StandingCloses[]>`
    WITH final AS (
      SELECT symbol, session_on, currency, coalesce(adjusted_close, close)::float8 AS close
        FROM standing_price_bar
       WHERE symbol = ANY(${[...symbols]}) AND session_on <= ${toOn}::date AND is_final),
    newest AS (
      SELECT DISTINCT ON (symbol) symbol, currency FROM final ORDER BY symbol, session_on DESC)
    SELECT symbol, currency, array_agg(session_on::text ORDER BY session_on) AS days,
           array_agg(close ORDER BY session_on) AS closes
      FROM final JOIN newest USING (symbol, currency)
     GROUP BY symbol, currency ORDER BY symbol`;
}

interface StandingRow {
  readonly symbol: string;
  readonly sessionOn: IsoDate;
  readonly source: PriceSource;
  readonly revision: number;
  readonly isFinal: boolean;
  readonly open: Prisma.Decimal | null;
  readonly high: Prisma.Decimal | null;
  readonly low: Prisma.Decimal | null;
  readonly close: Prisma.Decimal;
  readonly adjustedClose: Prisma.Decimal | null;
  readonly volume: bigint | null;
  readonly currency: string;
  readonly minorUnitFactor: number;
  readonly recordedAt: Date;
  readonly provenance: string | null;
}

function toNumber(value: Prisma.Decimal | null): number | null {
  return value?.toNumber() ?? null;
}
