import 'server-only';

import { exchangeOfSymbol } from '#lib/core/calendar/exchange.ts';
import type { Exchange } from '#lib/core/calendar/exchange.ts';
import type { ExposureWorld } from '#lib/core/exposure/types.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';
import { buildListingPath, type DatedClose } from '#lib/core/implied-saving/listing-path.ts';
import type { ListingMarket } from '#lib/core/implied-saving/market-side.ts';
import { TIER_VENDORS } from '#lib/core/market/tier-shift.ts';
import { listStandingBars } from '#lib/db/price-bars.ts';
import { listListings } from '#lib/db/vendors.ts';

import type { Scope } from '../scope/resolve-scope.ts';

/** Benchmarks of each exchange, the first with prices is taken: broad indices of the listing's own session. */
const BENCHMARKS: Readonly<Record<Exchange, readonly string[]>> = {
  US: ['^GSPC', 'SPY'],
  KRX: ['^KS11'],
  TSE: ['^N225'],
};

/** The first day that a share price can matter for: an estimation window before the oldest event on file. */
const OLDEST_ON = '2022-01-01';

/** Closes of every listing that the model follows, with those of its benchmark. */
export interface PriceHistory {
  readonly listings: readonly {
    readonly ticker: string;
    readonly name: string;
    readonly marketCapUsdBn: number | null;
    readonly marketCapAsOn: IsoDate | null;
    readonly closes: readonly DatedClose[];
    readonly benchmark: string;
    readonly benchmarkCloses: readonly DatedClose[];
  }[];
  /** Newest session of any listing; null without prices. */
  readonly lastSessionOn: IsoDate | null;
}

/** Final closes up to the scope's day, adjusted where the source adjusts; each symbol in its newest currency. */
export async function loadPriceHistory(world: ExposureWorld, scope: Scope): Promise<PriceHistory> {
  const tickers = TIER_VENDORS.map(({ ticker }) => ticker).filter((ticker) => exchangeOfSymbol(ticker) !== null);
  const symbols = [...tickers, ...Object.values(BENCHMARKS).flat()];
  const [bars, listed] = await Promise.all([
    listStandingBars(symbols, { fromOn: OLDEST_ON, toOn: scope.asOf }),
    listListings(scope),
  ]);
  const bySymbol = Map.groupBy(
    bars.filter(({ isFinal }) => isFinal),
    ({ symbol }) => symbol,
  );
  const closesOf = (symbol: string): DatedClose[] => {
    const own = bySymbol.get(symbol) ?? [];
    const currency = own.at(-1)?.currency;
    return own
      .filter((bar) => bar.currency === currency)
      .map(({ sessionOn, close, adjustedClose }) => ({ sessionOn, close: adjustedClose ?? close }));
  };
  const listings = tickers.flatMap((ticker) => {
    const vendor = world.vendors.find((one) => one.ticker === ticker);
    const exchange = exchangeOfSymbol(ticker);
    if (vendor === undefined || exchange === null) return [];
    const [first = '', ...others] = BENCHMARKS[exchange];
    const benchmark = [first, ...others].find((symbol) => bySymbol.has(symbol)) ?? first;
    const validFrom = listed.find((one) => one.ticker === ticker)?.validFromOn ?? OLDEST_ON;
    return [
      {
        ticker,
        name: vendor.name,
        marketCapUsdBn: vendor.marketCapUsdBn,
        marketCapAsOn: vendor.marketCapAsOn,
        closes: closesOf(ticker).filter(({ sessionOn }) => sessionOn >= validFrom),
        benchmark,
        benchmarkCloses: closesOf(benchmark),
      },
    ];
  });
  const lasts = listings.flatMap(({ closes }) => closes.at(-1)?.sessionOn ?? []);

  return { listings, lastSessionOn: lasts.toSorted().at(-1) ?? null };
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
