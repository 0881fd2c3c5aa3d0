import 'server-only';

import type { ImpliedListingItem } from '#lib/contracts/implied-saving.ts';
import type { WatchCell, WatchRow } from '#lib/contracts/watchlists/watchlists.ts';
import type { VendorItem } from '#lib/contracts/vendors.ts';
import { exchangeOfSymbol } from '#lib/core/calendar/exchange.ts';
import type { HolidayTable } from '#lib/core/calendar/holiday-table.ts';
import { lastClosedSession, previousSession } from '#lib/core/calendar/trading-days.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';
import { dayBefore } from '#lib/core/ledger/ledger.ts';
import { NO_PRICES } from '#lib/core/vendors/price-standing.ts';
import {
  computePriceChange,
  listTrend,
  type ChangeAbsence,
  type SessionClose,
} from '#lib/core/watchlist/price-changes.ts';
import type { WatchColumn } from '#lib/core/watchlist/types.ts';
import { listStandingBars } from '#lib/db/price-bars.ts';

import { readHolidays } from '../refresh/plan-slots.ts';
import { absent, present, type Cells } from './cells.ts';

/** Sessions of a trend line. */
export const TREND_SESSIONS = 60;
/** Enough days for them, whatever the holidays. */
const TREND_DAYS = 130;

const CHANGES = { change1: 1, change5: 5, change20: 20 } as const;

/** Closing prices and calendars of stocks. */
export interface StockPrices {
  readonly nowMs: number;
  readonly holidays: HolidayTable;
  /** By ticker, in order of day. */
  readonly closes: ReadonlyMap<string, readonly SessionClose[]>;
}

/** Final closes of the last months; a bar of a running session is no close yet. */
export async function loadStockPrices(
  tickers: readonly string[],
  { asOf, nowMs }: { readonly asOf: IsoDate; readonly nowMs: number },
): Promise<StockPrices> {
  const [bars, holidays] = await Promise.all([
    listStandingBars(tickers, { fromOn: dayBefore(asOf, TREND_DAYS), toOn: asOf }),
    readHolidays(nowMs),
  ]);
  const closes = Map.groupBy(
    bars.filter(({ isFinal }) => isFinal),
    ({ symbol }) => symbol,
  );

  return { nowMs, holidays, closes };
}

/** Price columns of one stock. */
export function priceCells(ticker: string, { closes, holidays }: StockPrices): Cells {
  const own = closes.get(ticker) ?? [];
  const exchange = exchangeOfSymbol(ticker);
  const newest = own.at(-1);
  const before =
    exchange === null ? null : (day: IsoDate) => previousSession(holidays, exchange, day).sessionOn;
  const price =
    newest === undefined
      ? absent('', NO_PRICES)
      : present(newest.close, newest.currency, { on: newest.sessionOn });
  const changes = Object.entries(CHANGES).map(([column, count]) => {
    const change = computePriceChange(own, count, before);
    return [
      column,
      'absence' in change
        ? absent('%', changeAbsence(change.absence))
        : present(change.changePct, '%', { on: newest?.sessionOn ?? null }),
    ] as const;
  });

  return { price, ...Object.fromEntries(changes) };
}

/** The last sessions of a stock up to the newest that has closed; null without prices or without a calendar. */
export function stockTrend(ticker: string, { closes, holidays, nowMs }: StockPrices): WatchRow['trend'] {
  const own = closes.get(ticker) ?? [];
  const exchange = exchangeOfSymbol(ticker);
  const newest = own.at(-1);
  if (newest === undefined || exchange === null) return null;
  const { sessionOn: lastOn } = lastClosedSession(holidays, exchange, nowMs);

  const sessions = listTrend(
    // Closes in another currency are on another scale.
    own.filter(({ currency }) => currency === newest.currency),
    { lastOn, count: TREND_SESSIONS },
    (day) => previousSession(holidays, exchange, day).sessionOn,
  );

  return { currency: newest.currency, sessions };
}

/** What the model says of a stock; null: not among the vendors that it follows. */
export function vendorCells(vendor: VendorItem | null): Cells {
  if (vendor === null) {
    const absence = 'not among the vendors that the model follows';
    return { exposure: absent('USD bn', absence), hbmShare: absent('%', absence) };
  }
  const { exposure, exposureAbsence, hbm } = vendor;

  return {
    exposure:
      exposure === null
        ? absent('USD bn', exposureAbsence ?? 'not modelled')
        : present(exposure.valueChangeUsdBn, 'USD bn', {
            low: exposure.valueChangeLowUsdBn,
            high: exposure.valueChangeHighUsdBn,
          }),
    hbmShare:
      hbm.pointPct === null
        ? absent('%', hbm.basis)
        : present(hbm.pointPct, '%', { low: hbm.lowPct, high: hbm.highPct }),
  };
}

const NO_SAVING: Readonly<Record<string, string>> = {
  'not-separable': 'cannot be separated from the noise of the share',
  none: 'no saving reaches what the share did',
  rise: 'the share rose: no saving explains it',
  fall: 'the share fell: no saving explains it',
  'no-exposure': 'no saving moves its value',
};

/** Saving that the price implies under the base scenario, a fraction; null: not among the listings that the model follows. */
export function impliedCell(listing: ImpliedListingItem | null): WatchCell {
  if (listing === null) return absent('fraction', 'not among the vendors that the model follows');
  const { newest, absence } = listing;
  if (newest === null) return absent('fraction', absence ?? 'not known');
  const root = newest.roots[0];
  if (newest.verdict !== 'implied' || root === undefined) {
    return { ...absent('fraction', NO_SAVING[newest.verdict] ?? newest.verdict), on: newest.sessionOn };
  }
  const { low = null, high = null } = newest.range ?? {};

  return present(root.from, 'fraction', {
    low: low?.saving ?? null,
    high: high?.saving ?? null,
    on: newest.sessionOn,
  });
}

function changeAbsence(absence: ChangeAbsence): string {
  switch (absence.kind) {
    case 'no-prices':
      return NO_PRICES;
    case 'no-calendar':
      return 'the sessions of its exchange are not on file';
    case 'no-bar':
      return `no price of the session of ${absence.sessionOn}`;
    case 'other-currency':
      return `priced in another currency on ${absence.sessionOn}`;
  }
}

/** Columns that need prices. */
export const PRICE_COLUMNS: readonly WatchColumn[] = [
  'price',
  'change1',
  'change5',
  'change20',
  'trend',
  'dataAge',
];

/** Session of the newest close of a stock; null without one. */
export function newestCloseOn(ticker: string, { closes }: StockPrices): IsoDate | null {
  return closes.get(ticker)?.at(-1)?.sessionOn ?? null;
}
