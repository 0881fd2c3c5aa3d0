import 'server-only';

import { EXCHANGES, exchangeOfSymbol } from '#lib/core/calendar/exchange.ts';
import { benchmarkOf } from '#lib/core/event-study/benchmarks.ts';
import { listSessions } from '#lib/core/event-study/session-axis.ts';
import type { CloseSeries } from '#lib/core/event-study/returns.ts';
import type { ExposureWorld } from '#lib/core/exposure/types.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';
import { buildListingPath, type ListingHistory } from '#lib/core/implied-saving/listing-path.ts';
import type { ListingMarket } from '#lib/core/implied-saving/market-side.ts';
import { TIER_VENDORS } from '#lib/core/market/tier-shift.ts';
import { listStandingBars } from '#lib/db/price-bars.ts';
import { listListings } from '#lib/db/vendors.ts';
import { now } from '#lib/platform/clock.ts';

import { readHolidays } from '../refresh/plan-slots.ts';
import type { Scope } from '../scope/resolve-scope.ts';

/** Broad index that stands in where the home benchmark of New York has no prices: the refresh asks for it. */
const STAND_IN = '^GSPC';

/** A year of estimation before the oldest event on file. */
const OLDEST_ON = '2022-06-01';

/** Closes of every listing that the model follows, with those of its benchmark. */
export interface PriceHistory {
  readonly listings: readonly (ListingHistory & {
    readonly name: string;
    readonly marketCapUsdBn: number | null;
  })[];
  /** Newest session of any listing; null without prices. */
  readonly lastSessionOn: IsoDate | null;
}

/** Final closes up to the scope's day, adjusted where the source adjusts; each symbol in its newest currency. */
export async function loadPriceHistory(world: ExposureWorld, scope: Scope): Promise<PriceHistory> {
  const tickers = TIER_VENDORS.map(({ ticker }) => ticker);
  const benchmarks = tickers.flatMap((ticker) => benchmarkOf(ticker, 'home') ?? []);
  const symbols = [...new Set([...tickers, ...benchmarks, STAND_IN])];
  const [closes, listed, holidays] = await Promise.all([
    loadCloses(symbols, scope.asOf),
    listListings(scope),
    readHolidays(now().getTime()),
  ]);
  const span = { fromOn: OLDEST_ON, toOn: scope.asOf };
  const open = new Map(EXCHANGES.map((exchange) => [exchange, listSessions(holidays, exchange, span)]));
  const listings = tickers.flatMap((ticker) => {
    const vendor = world.vendors.find((one) => one.ticker === ticker);
    const exchange = exchangeOfSymbol(ticker);
    const home = benchmarkOf(ticker, 'home');
    if (vendor === undefined || exchange === null || home === null) return [];
    const needsStandIn = exchange === 'US' && closes(home).days.length === 0;
    return [
      {
        ticker,
        name: vendor.name,
        marketCapUsdBn: vendor.marketCapUsdBn,
        marketCapAsOn: vendor.marketCapAsOn,
        closes: closes(ticker),
        listedFrom: listed.find((one) => one.ticker === ticker)?.validFromOn ?? null,
        benchmark: closes(needsStandIn ? STAND_IN : home),
        sessions: open.get(exchange) ?? [],
      },
    ];
  });
  const lasts = listings.flatMap((listing) => listing.closes.days.at(-1) ?? []);

  return { listings, lastSessionOn: lasts.toSorted().at(-1) ?? null };
}

async function loadCloses(
  symbols: readonly string[],
  toOn: IsoDate,
): Promise<(symbol: string) => CloseSeries> {
  const bars = await listStandingBars(symbols, { fromOn: OLDEST_ON, toOn });
  const bySymbol = Map.groupBy(
    bars.filter(({ isFinal }) => isFinal),
    ({ symbol }) => symbol,
  );

  return (symbol) => {
    const all = bySymbol.get(symbol) ?? [];
    const currency = all.at(-1)?.currency ?? '';
    // Closes in another currency are on another scale.
    const own = all.filter((bar) => bar.currency === currency);
    return {
      symbol,
      currency,
      days: own.map(({ sessionOn }) => sessionOn),
      closes: own.map(({ close, adjustedClose }) => adjustedClose ?? close),
    };
  };
}

/** Each listing followed since its last close on or before its own day. */
export function listPriceSide(
  history: PriceHistory,
  sinceOf: (ticker: string) => IsoDate,
): readonly ListingMarket[] {
  return history.listings.map((listing) => {
    const { ticker, name, marketCapUsdBn, marketCapAsOn } = listing;
    const known = { ticker, name, marketCapUsdBn, marketCapAsOn };
    const built = buildListingPath(listing, sinceOf(ticker));
    return built.ok
      ? { ...known, ...built.value, absence: null }
      : { ...known, path: null, basis: null, absence: built.error };
  });
}
