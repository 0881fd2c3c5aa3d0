/** What is asked for beside the listings of the facts, as data. */
import type { ListedSymbol } from '#lib/sources/yahoo/observations.ts';

/** Indices that event studies are held against, and funds that carry the sector. */
export const BENCHMARKS: readonly ListedSymbol[] = [
  { symbol: '^SOX', currency: 'USD' },
  { symbol: '^GSPC', currency: 'USD' },
  { symbol: '^IXIC', currency: 'USD' },
];

/** Benchmarks of the exchanges of Seoul and Tokyo. */
export const ASIAN_BENCHMARKS = {
  KRX: [{ symbol: '^KS11', currency: 'KRW' }],
  TSE: [{ symbol: '^N225', currency: 'JPY' }],
} as const satisfies Record<string, readonly ListedSymbol[]>;

/** Units of a currency per US dollar, as Yahoo quotes them. */
export const CURRENCY_PAIRS: readonly ListedSymbol[] = ['KRW', 'JPY', 'TWD', 'CNY', 'EUR'].map(
  (currency) => ({
    symbol: `${currency}=X`,
    currency,
  }),
);

/** Currencies that the listings trade in and that the ECB publishes; it has none of the Taiwan dollar. */
export const REFERENCE_CURRENCIES = ['USD', 'KRW', 'JPY', 'CNY'] as const;
