/** List prices of models and the series they make. One series = one model text of one provider, never mixed. */
import type { IsoDate, Provenance } from '../facts/types.ts';

/** One row of `token_prices.csv`; USD per million tokens. Null = the source does not state it, never free. */
export interface ListPrice extends Provenance {
  readonly provider: string;
  /** As the table writes it: "(list)", "(promotion)", "peak" and "off-peak" are models of their own. */
  readonly model: string;
  readonly effectiveOn: IsoDate;
  readonly inputUsdPerMtok: number | null;
  readonly cachedInputUsdPerMtok: number | null;
  readonly outputUsdPerMtok: number | null;
  readonly event: string;
  readonly notes: string | null;
}

/** Prices of one model text, oldest first. */
export interface PriceSeries {
  readonly provider: string;
  readonly model: string;
  readonly prices: readonly ListPrice[];
}

/** One series for each provider and model text, in order of their first price. */
export function groupPriceSeries(prices: readonly ListPrice[]): PriceSeries[] {
  const series = new Map<string, ListPrice[]>();
  for (const price of sortByDay(prices)) {
    const key = priceKey(price.provider, price.model);
    series.set(key, [...(series.get(key) ?? []), price]);
  }
  return [...series.values()].flatMap((rows) => {
    const [first] = rows;
    return first === undefined ? [] : [{ provider: first.provider, model: first.model, prices: rows }];
  });
}

/** Name of a series; a provider or model text cannot hold a line break. */
export function priceKey(provider: string, model: string): string {
  return `${provider}\n${model}`;
}

/** Oldest first; on one day in order of the model text, so that the order never depends on the database. */
export function sortByDay(prices: readonly ListPrice[]): ListPrice[] {
  return prices.toSorted(
    (a, b) =>
      compare(a.effectiveOn, b.effectiveOn) || compare(a.provider, b.provider) || compare(a.model, b.model),
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
