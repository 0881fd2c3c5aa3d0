/** When rebound has made up for the saving (model 5). */
import { expm1, log1p } from '../elementary.ts';
import { valueAt } from '../assumptions/value-at.ts';

/** Demand this little under its baseline is rounding of the arithmetic, not a fall. */
const ROUNDING = 1e-12;

export interface PathOffset {
  /** First quarter k from which the demand index stays at 1 or above after having been below; null when none is. */
  readonly quarter: number | null;
  /** Whether demand was below its baseline in any quarter. */
  readonly wasBelow: boolean;
  /** Revenue lost until then, or over the horizon; USD bn, net of quarters of gain and never below 0. */
  readonly revenueLostUsdBn: number;
}

/** Offset along a path: index, baseline revenue (USD bn) and revenue ratio by quarter. */
export function findPathOffset(
  demandIndex: Float64Array,
  baselineHbmUsdBn: Float64Array,
  revenueRatio: Float64Array,
): PathOffset {
  const count = demandIndex.length;
  let afterLastFall = count;
  while (afterLastFall > 0 && valueAt(demandIndex, afterLastFall - 1) >= 1 - ROUNDING) afterLastFall -= 1;
  const quarter = afterLastFall > 0 && afterLastFall < count ? afterLastFall : null;
  let revenueLostUsdBn = 0;
  for (let k = 0; k < (quarter ?? count); k += 1) {
    revenueLostUsdBn += valueAt(baselineHbmUsdBn, k) * (1 - valueAt(revenueRatio, k));
  }
  return { quarter, wasBelow: afterLastFall > 0, revenueLostUsdBn: Math.max(0, revenueLostUsdBn) };
}

export interface StepOffset {
  /** Quarters until a step saving is offset, in discrete time; null when it never is. */
  readonly quartersExact: number | null;
  readonly firstWholeQuarter: number | null;
  /** -tau ln(1 - eps* / eps) in continuous time, tau = -1 / ln(1 - lambda): good for small changes. */
  readonly smallChangeApproximation: number | null;
}

/**
 * Time of offset for a step of s in a pure inference fleet: n = ln(1 - (1/(1-s) - 1)/(U* - 1)) / ln(1 - lambda)
 * with U* = (1 - phi c)^(-eps).
 */
export function computeStepOffset(input: {
  readonly memorySaving: number;
  readonly costSaving: number;
  readonly passThrough: number;
  readonly usageElasticity: number;
  readonly adjustmentPerQuarter: number;
}): StepOffset {
  const lnPrice = log1p(-input.passThrough * input.costSaving);
  const neededGain = input.memorySaving / (1 - input.memorySaving);
  const longRunGain = expm1(-input.usageElasticity * lnPrice);
  if (longRunGain <= neededGain || input.memorySaving <= 0) {
    return { quartersExact: null, firstWholeQuarter: null, smallChangeApproximation: null };
  }
  const lnStay = log1p(-input.adjustmentPerQuarter);
  const breakEven = log1p(-input.memorySaving) / lnPrice;
  const quartersExact = log1p(-neededGain / longRunGain) / lnStay;
  return {
    quartersExact,
    firstWholeQuarter: Math.ceil(quartersExact),
    smallChangeApproximation: log1p(-breakEven / input.usageElasticity) / lnStay,
  };
}
