/**
 * Many events of one kind. The listings of one event move together, so each event counts once, with the mean of its
 * listings; events whose windows overlap share days and are told apart only by their count.
 */
import type { DayWindow } from './options.ts';
import { tOfMean } from './across.ts';

/** One event of a pool. */
export interface PooledEvent {
  readonly id: string;
  readonly firstSessionOn: string;
  /** CARs of the listings that cover the window. */
  readonly cars: readonly number[];
}

/** A pool's result; null where too few events have a figure. */
export interface PooledResult {
  readonly range: DayWindow;
  readonly events: number;
  /** Events whose window shares days with that of another of the pool. */
  readonly overlapping: number;
  readonly meanCar: number | null;
  readonly medianCar: number | null;
  readonly shareNegative: number | null;
  /** Mean of the events' means over its standard error, events taken as independent. */
  readonly t: number | null;
}

/**
 * @param isOverlapping whether the windows of two events share days
 */
export function poolEvents(
  pool: readonly PooledEvent[],
  range: DayWindow,
  isOverlapping: (a: PooledEvent, b: PooledEvent) => boolean,
): PooledResult {
  const known = pool.filter(({ cars }) => cars.length > 0);
  const means = known.map(({ cars }) => cars.reduce((sum, car) => sum + car, 0) / cars.length);
  const sorted = means.toSorted((a, b) => a - b);
  const [lower, upper] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  const isEmpty = means.length === 0;

  return {
    range,
    events: means.length,
    overlapping: known.filter((event) =>
      known.some((other) => other !== event && isOverlapping(event, other)),
    ).length,
    meanCar: isEmpty ? null : means.reduce((sum, mean) => sum + mean, 0) / means.length,
    medianCar: lower === undefined || upper === undefined ? null : (lower + upper) / 2,
    shareNegative: isEmpty ? null : means.filter((mean) => mean < 0).length / means.length,
    t: tOfMean(means),
  };
}
