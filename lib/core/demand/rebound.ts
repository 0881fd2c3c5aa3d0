/** From a saving to the demand index: path of the saving, cost, usage and its adjustment (model 3 and 5). */
import { exp, log1p } from '../elementary.ts';

/** g = x² (3 - 2x) with x = days since `asOf` / duration, cut to [0, 1]: exactly 0 before and 1 after (model 3). */
export function savingProgress(daysSinceAsOf: number, durationDays: number): number {
  const x = Math.min(Math.max(daysSinceAsOf / durationDays, 0), 1);
  return x * x * (3 - 2 * x);
}

/**
 * Long-run usage multiple min(cap, (1 - phi c)^(-eps)). Needs `passedOnSaving` = phi * c below 1; by logarithm, so
 * that no saving gives exactly 1 and a huge elasticity ends at the cap instead of overflowing.
 */
export function longRunUsage(passedOnSaving: number, usageElasticity: number, usageCap: number): number {
  return Math.min(usageCap, exp(-usageElasticity * log1p(-passedOnSaving)));
}

/** Long-run usage when the multiple itself is given: 1 + (M - 1) g, no cap. */
export function givenUsage(usageMultiple: number, progress: number): number {
  return 1 + (usageMultiple - 1) * progress;
}

/** U(t) = U(t-1) + lambda (U*(t) - U(t-1)). */
export function adjustUsage(before: number, longRun: number, adjustmentPerQuarter: number): number {
  return before + adjustmentPerQuarter * (longRun - before);
}

/**
 * I = tau (1 - s_train) + (1 - tau) (1 - s) U, written as 1 plus its changes so that no saving and no rebound give
 * exactly 1. `trainingShare` tau is the share of HBM demand that trains.
 */
export function demandIndex(
  trainingShare: number,
  trainingSaving: number,
  memorySaving: number,
  usage: number,
): number {
  return 1 - trainingShare * trainingSaving + (1 - trainingShare) * ((1 - memorySaving) * usage - 1);
}
