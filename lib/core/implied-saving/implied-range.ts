/** Range of the implied saving from draws of the inputs and of the expected return. */
import type { DrawnCurves, DrawnListing } from './drawn-curves.ts';
import type { ImpliedRange, MarketChange, SavingBound } from './types.ts';

/** A draw in which no saving moves the vendor's value has no answer. */
const LEAST_REACH_USD_BN = 1e-6;
const PROBABILITIES = [0.1, 0.5, 0.9] as const;

/**
 * P10, P50 and P90 of the smallest saving that gives the change, each draw with its own curve and its own expected
 * return. A draw that no saving meets counts as less than none, or as more than the largest: the range is of all draws.
 * Null when in no draw any saving moves the value.
 */
export function rangeOfImplied(
  curves: DrawnCurves,
  listing: DrawnListing,
  change: MarketChange,
): ImpliedRange | null {
  const { draws, savings } = curves;
  const found = new Float64Array(draws);
  let count = 0;
  for (let draw = 0; draw < draws; draw += 1) {
    const target = change.usdBn + (listing.deviates[draw] ?? NaN) * change.stdErrorUsdBn;
    const saving = smallestRoot(savings, listing.usdBn, draw * savings.length, target);
    if (Number.isNaN(saving)) continue;
    found[count] = saving;
    count += 1;
  }
  if (count === 0) return null;
  const sorted = found.subarray(0, count).sort();
  const shareOf = (is: (saving: number) => boolean): number => sorted.filter(is).length / count;
  const [low, mid, high] = PROBABILITIES.map((p) => boundAt(sorted, p));
  if (low === undefined || mid === undefined || high === undefined) return null;
  return {
    low,
    mid,
    high,
    shareBelow: shareOf((saving) => saving === -Infinity),
    shareInside: shareOf(Number.isFinite),
    shareBeyond: shareOf((saving) => saving === Infinity),
  };
}

/**
 * Smallest saving at which one drawn curve, straight between its nodes, meets `target`; minus infinity when the target
 * lies on the side to which no saving leads, infinity when it lies beyond all of them, NaN when the curve is flat.
 */
function smallestRoot(savings: Float64Array, usdBn: Float64Array, offset: number, target: number): number {
  let [low, high] = [0, 0];
  let before = usdBn[offset] ?? NaN;
  if (before === target) return 0;
  for (let i = 1; i < savings.length; i += 1) {
    const value = usdBn[offset + i] ?? NaN;
    if (before - target > 0 !== value - target > 0 || value === target) {
      const [from, to] = [savings[i - 1] ?? NaN, savings[i] ?? NaN];
      return from + ((to - from) * (target - before)) / (value - before);
    }
    low = Math.min(low, value);
    high = Math.max(high, value);
    before = value;
  }
  if (high - low <= LEAST_REACH_USD_BN) return NaN;
  // The side to which the curve goes further is that of more saving.
  return target > 0 === high > -low ? Infinity : -Infinity;
}

/** Type-7 quantile of sorted savings; an end without a saving is not averaged away. */
function boundAt(sorted: Float64Array, probability: number): SavingBound {
  const position = probability * (sorted.length - 1);
  const below = sorted[Math.floor(position)] ?? NaN;
  const above = sorted[Math.ceil(position)] ?? NaN;
  if (below === -Infinity) return { side: 'below', saving: null };
  if (above === Infinity) return { side: 'beyond', saving: null };
  return { side: 'inside', saving: below + (above - below) * (position - Math.floor(position)) };
}
