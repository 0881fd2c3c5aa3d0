import 'server-only';

import type { EventFact } from '#lib/contracts/facts/events.ts';
import { exchangeOfSymbol } from '#lib/core/calendar/exchange.ts';
import { buildHolidayTable } from '#lib/core/calendar/holiday-table.ts';
import { BENCHMARK_SYMBOLS } from '#lib/core/event-study/benchmarks.ts';
import { StudyDesk, type StudyListing } from '#lib/core/event-study/desk.ts';
import type { ReturnModel } from '#lib/core/event-study/options.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';
import { listEvents } from '#lib/db/events.ts';
import { listExchangeHolidays } from '#lib/db/exchange-holidays.ts';
import {
  listFrozenPlacebos,
  listFrozenStudies,
  type KeptPlacebo,
  type KeptStudy,
} from '#lib/db/frozen-studies.ts';
import { listStandingCloses } from '#lib/db/price-bars.ts';
import { listListings } from '#lib/db/vendors.ts';

import type { Scope } from '../scope/resolve-scope.ts';

/** All that studies are made from at a scope. */
export interface LoadedDesk {
  readonly desk: StudyDesk;
  /** Oldest first. */
  readonly events: readonly EventFact[];
  readonly listings: readonly StudyListing[];
  /** By {@link recordKey}. */
  readonly records: ReadonlyMap<string, KeptStudy>;
  readonly placebos: readonly KeptPlacebo[];
  /** Newest session with a price of any listing; null where there are none. */
  readonly pricesTo: IsoDate | null;
}

/** What of the records is wanted. */
interface DeskWish {
  /** Of these events alone; all when left out. */
  readonly eventIds?: readonly string[];
  /** A benchmark beside the usual ones. */
  readonly benchmark?: string;
  readonly model: ReturnModel;
}

/** Name of a record among those of one model. */
export function recordKey({
  eventId,
  symbol,
  benchmark,
}: Pick<KeptStudy, 'eventId' | 'symbol' | 'benchmark'>): string {
  return [eventId, symbol, benchmark].join(' ');
}

/** Loads events, listings, closes and records. Prices after `asOf` are not seen. */
export async function loadDesk(scope: Scope, { eventIds, benchmark, model }: DeskWish): Promise<LoadedDesk> {
  const [events, listed, holidays] = await Promise.all([
    listEvents(scope),
    listListings(scope),
    listExchangeHolidays(scope),
  ]);
  const listings = listed
    .filter(({ ticker }) => exchangeOfSymbol(ticker) !== null)
    .map(({ ticker, vendor, currency, validFromOn }) => ({
      symbol: ticker,
      name: vendor,
      currency,
      listedFromOn: validFromOn,
    }));
  const symbols = listings.map(({ symbol }) => symbol);
  const [closes, records, placebos] = await Promise.all([
    listStandingCloses(
      [...symbols, ...BENCHMARK_SYMBOLS, ...(benchmark === undefined ? [] : [benchmark])],
      scope.asOf,
    ),
    listFrozenStudies({ models: [model], ...(eventIds === undefined ? {} : { eventIds }) }),
    listFrozenPlacebos({ models: [model] }),
  ]);
  const ofListings = closes.filter(({ symbol }) => symbols.includes(symbol));

  return {
    desk: new StudyDesk({
      table: buildHolidayTable(holidays),
      closes: new Map(closes.map((series) => [series.symbol, series])),
    }),
    events: events.toSorted((a, b) => a.occurredOn.localeCompare(b.occurredOn) || a.id.localeCompare(b.id)),
    listings: listings.toSorted((a, b) => orderOf(a.symbol) - orderOf(b.symbol)),
    records: new Map(records.map((record) => [recordKey(record), record])),
    placebos,
    pricesTo:
      ofListings
        .map(({ days }) => days.at(-1) ?? '')
        .sort()
        .at(-1) ?? null,
  };
}

const ORDER = ['MU', '000660.KS', '005930.KS', 'SNDK', 'WDC', 'STX', '285A.T'];

/** HBM vendors first; what is new comes last. */
function orderOf(symbol: string): number {
  const place = ORDER.indexOf(symbol);
  return place < 0 ? ORDER.length : place;
}
