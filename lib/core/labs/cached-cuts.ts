/**
 * Cuts of the price of cached input, found in the price table itself. A model is compared with itself only, under the
 * very same model text; the one exception is a provider's first price for cached input, set against billing it as input.
 */
import { groupPriceSeries, sortByDay, type ListPrice } from './list-price.ts';

/** A fall to a fifth or less of what cached input cost before is a cut. */
const CUT_FACTOR = 5;
/** So is a cached price that comes down to a tenth of the input price. */
const TENTH = 0.1;

export interface CachedCut {
  readonly price: ListPrice;
  /** `same-model` = against the model's own price before; `first-cached` = the provider's first price for cached input. */
  readonly kind: 'same-model' | 'first-cached';
  /** What a cached token cost before, USD per million; the input price where no cached price was listed. */
  readonly beforeUsdPerMtok: number;
  readonly afterUsdPerMtok: number;
  /** Before over after. */
  readonly factor: number;
  /** Cached over input price, before and after. */
  readonly ratioBefore: number;
  readonly ratioAfter: number;
  readonly wasBilledAsInput: boolean;
}

/** What a cached token costs in one row: `asInput` when no cached price was ever listed. */
interface CachedBilling {
  readonly usdPerMtok: number;
  readonly ratio: number;
  readonly asInput: boolean;
}

/** Every cut in `prices`, oldest first. */
export function findCachedCuts(prices: readonly ListPrice[]): CachedCut[] {
  const own = groupPriceSeries(prices).flatMap((series) => findOwnCuts(series.prices));
  const first = providersOf(prices).flatMap((provider) => findFirstCachedPrice(prices, provider, own));
  const cuts = [...own, ...first];
  return sortByDay(cuts.map(({ price }) => price)).flatMap((price) =>
    cuts.filter((cut) => cut.price === price),
  );
}

/** Cached over input price, to two decimals: list prices are rounded, so 0.028 / 0.276 is a tenth. Null = not listed. */
export function cachedRatio(price: ListPrice): number | null {
  const { inputUsdPerMtok: input, cachedInputUsdPerMtok: cached } = price;
  return input === null || cached === null || input === 0 ? null : cached / input;
}

function isTenth(ratio: number): boolean {
  return Math.round(ratio * 100) / 100 <= TENTH;
}

function findOwnCuts(series: readonly ListPrice[]): CachedCut[] {
  const cuts: CachedCut[] = [];
  let before: CachedBilling | null = null;
  for (const price of series) {
    const { inputUsdPerMtok: input, cachedInputUsdPerMtok: cached } = price;
    if (input === null || input === 0) continue;
    if (cached === null || cached === 0) {
      // A silent source after a listed price says nothing about billing; the listed one stands.
      before = before === null || before.asInput ? { usdPerMtok: input, ratio: 1, asInput: true } : before;
      continue;
    }
    const after: CachedBilling = { usdPerMtok: cached, ratio: cached / input, asInput: false };
    if (before !== null && isCut(before, after)) cuts.push(toCut(price, 'same-model', before, after));
    before = after;
  }
  return cuts;
}

/** Where no cached price was listed before, only one that comes down to a tenth of input counts. */
function isCut(before: CachedBilling, after: CachedBilling): boolean {
  const falls = before.usdPerMtok / after.usdPerMtok;
  if (falls > 1 && !isTenth(before.ratio) && isTenth(after.ratio)) return true;
  return !before.asInput && falls >= CUT_FACTOR;
}

function toCut(
  price: ListPrice,
  kind: CachedCut['kind'],
  before: CachedBilling,
  after: CachedBilling,
): CachedCut {
  return {
    price,
    kind,
    beforeUsdPerMtok: before.usdPerMtok,
    afterUsdPerMtok: after.usdPerMtok,
    factor: before.usdPerMtok / after.usdPerMtok,
    ratioBefore: before.ratio,
    ratioAfter: after.ratio,
    wasBilledAsInput: before.asInput,
  };
}

function providersOf(prices: readonly ListPrice[]): string[] {
  return [...new Set(prices.map(({ provider }) => provider))];
}

/** The first row of a provider that prices cached input at a tenth, when it sold without such a price before. */
function findFirstCachedPrice(
  prices: readonly ListPrice[],
  provider: string,
  own: readonly CachedCut[],
): CachedCut[] {
  const rows = sortByDay(prices.filter((price) => price.provider === provider));
  const index = rows.findIndex((row) => cachedRatio(row) !== null);
  const row = rows[index];
  const { inputUsdPerMtok: input, cachedInputUsdPerMtok: cached } = row ?? {};
  const soldBefore = rows.slice(0, index).some(({ inputUsdPerMtok }) => inputUsdPerMtok !== null);
  if (row === undefined || !soldBefore || typeof input !== 'number' || typeof cached !== 'number') return [];
  const isKnown = own.some(({ price }) => price === row);
  if (isKnown || cached === 0 || !isTenth(cached / input)) return [];
  const billedAsInput = { usdPerMtok: input, ratio: 1, asInput: true };
  return [
    toCut(row, 'first-cached', billedAsInput, { usdPerMtok: cached, ratio: cached / input, asInput: false }),
  ];
}
