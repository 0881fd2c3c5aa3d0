/** What a listing is measured against. */
import { exchangeOfSymbol, type Exchange } from '../calendar/exchange.ts';

/** Broad index of each exchange, in its own currency. */
const HOME: Readonly<Record<Exchange, string>> = { US: 'SPY', KRX: '^KS11', TSE: '^N225' };

/** Fund on semiconductor shares, New York. */
export const SECTOR_BENCHMARK = 'SOXX';

/** A choice of benchmark: `home`, `sector`, or a symbol. */
export const NAMED_BENCHMARKS = ['home', 'sector'] as const;

/** Symbol of a choice for a listing; null where the listing's exchange is not known. */
export function benchmarkOf(symbol: string, choice: string): string | null {
  if (choice === 'sector') return SECTOR_BENCHMARK;
  if (choice !== 'home') return choice;
  const exchange = exchangeOfSymbol(symbol);
  return exchange === null ? null : HOME[exchange];
}

/** Every symbol that a named choice may need. */
export const BENCHMARK_SYMBOLS: readonly string[] = [...Object.values(HOME), SECTOR_BENCHMARK];

/** Whether the two close at different hours, so that their returns of one date are of different hours. */
export function isOtherSession(symbol: string, benchmark: string): boolean {
  return exchangeOfSymbol(symbol) !== exchangeOfSymbol(benchmark);
}
