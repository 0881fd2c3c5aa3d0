/**
 * Two runs set against each other draw by draw. Runs of one seed draw the same world in the same draw (dimensions.ts), so
 * their difference is that of the scenarios and has a range of its own, narrower than the two ranges let one think.
 */
import { bandOf, meanOf, type BandQuantiles, type EstimatedMean } from './summary.ts';

export interface RunComparison {
  /** Draws in which both have a value. */
  readonly draws: number;
  /** Share of them in which the first lies below the second, with its 95 % interval. */
  readonly below: EstimatedMean;
  /** Share of them in which the two are the same but for rounding. */
  readonly equal: number;
  /** Second less first. */
  readonly difference: BandQuantiles;
}

/** Relative difference that is rounding of the arithmetic. */
const ROUNDING = 1e-9;

/**
 * Comparison of two runs of the same seed, output and number of draws, by the values that each draw gave (null = none).
 * Null when no draw has both. Throws `RangeError` for runs of different length: they cannot be paired.
 */
export function compareRuns(
  first: readonly (number | null)[],
  second: readonly (number | null)[],
): RunComparison | null {
  if (first.length !== second.length) {
    throw new RangeError(
      `runs of ${String(first.length)} and ${String(second.length)} draws cannot be paired`,
    );
  }
  const isBelow = new Float64Array(first.length).fill(NaN);
  const differences: number[] = [];
  let equal = 0;
  first.forEach((a, draw) => {
    const b = second[draw] ?? null;
    if (a === null || b === null) return;
    const isEqual = Math.abs(b - a) <= ROUNDING * Math.max(Math.abs(a), Math.abs(b));
    if (isEqual) equal += 1;
    isBelow[draw] = !isEqual && a < b ? 1 : 0;
    differences.push(b - a);
  });
  if (differences.length === 0) return null;
  return {
    draws: differences.length,
    below: meanOf(isBelow),
    equal: equal / differences.length,
    difference: bandOf(Float64Array.from(differences)),
  };
}
