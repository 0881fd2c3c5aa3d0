/**
 * What the same windows give on dates without an event: the noise against which a reaction is to be seen, with the fat
 * tails and the changing volatility that the textbook's errors leave out.
 */
import type { IsoDate } from '../facts/types.ts';
import { hashSeed, mixBits } from '../stats/mix-bits.ts';
import { quantilesInPlace } from '../stats/quantiles.ts';
import { abnormalAt } from './fit.ts';
import type { DayWindow } from './options.ts';
import { cumulate, studyAt, type StudySeries } from './study.ts';

/** Probabilities of a placebo band's quantiles: 95 % and 80 % ranges and the middle. */
export const PLACEBO_PROBABILITIES = [0.025, 0.1, 0.5, 0.9, 0.975] as const;

/** Distribution of CAR and of t on dates without an event. Quantiles in the order of PLACEBO_PROBABILITIES. */
export interface PlaceboBand {
  readonly range: DayWindow;
  /** Dates that have an estimation window and cover the window. */
  readonly count: number;
  readonly firstOn: IsoDate;
  readonly lastOn: IsoDate;
  readonly car: readonly number[];
  readonly t: readonly number[];
}

/** Which dates are tried. */
export interface PlaceboChoice {
  /** Sessions that are day 0 of an event. */
  readonly eventDays: ReadonlySet<IsoDate>;
  /** So many dates drawn with replacement under a seed; all dates when left out. */
  readonly sample?: { readonly count: number; readonly seed: number };
}

/** Fewer dates than these make no band. */
export const FEWEST_PLACEBO_DATES = 40;

/** CARs and t-statistics of a window on placebo dates. */
export interface PlaceboSample {
  readonly places: readonly number[];
  readonly car: Float64Array;
  readonly t: Float64Array;
}

/** Every placebo date of a series for one window. */
export function samplePlacebo(series: StudySeries, range: DayWindow, choice: PlaceboChoice): PlaceboSample {
  const candidates = listCandidates(series, choice);
  const places: number[] = [];
  const car: number[] = [];
  const t: number[] = [];
  for (const place of candidates) {
    const study = studyAt(series, place);
    if (!study.ok) continue;
    const sum = cumulate(study.value, range);
    if (!sum.ok) continue;
    places.push(place);
    car.push(sum.value.car);
    t.push(sum.value.t);
  }
  return { places, car: Float64Array.from(car), t: Float64Array.from(t) };
}

function listCandidates({ returns }: StudySeries, { eventDays, sample }: PlaceboChoice): readonly number[] {
  const all = returns.sessions.flatMap((day, place) =>
    eventDays.has(day) || (returns.spans[place] ?? 0) === 0 ? [] : [place],
  );
  if (sample === undefined) return all;
  const [high, low] = hashSeed(sample.seed);
  return Array.from({ length: sample.count }, (_, i) => {
    const word = mixBits(high ^ mixBits(low + Math.imul(i, 0x9e3779b9))) >>> 0;
    return all[Math.floor((word / 2 ** 32) * all.length)] ?? 0;
  });
}

/** Quantiles of a placebo distribution; null where too few dates serve. */
export function placeboBand(
  series: StudySeries,
  range: DayWindow,
  choice: PlaceboChoice,
): PlaceboBand | null {
  const { places, car, t } = samplePlacebo(series, range, choice);
  if (places.length < FEWEST_PLACEBO_DATES) return null;
  const dates = series.returns.sessions;

  return {
    range,
    count: places.length,
    firstOn: dates[Math.min(...places)] ?? '',
    lastOn: dates[Math.max(...places)] ?? '',
    car: quantilesInPlace(car, PLACEBO_PROBABILITIES),
    t: quantilesInPlace(t, PLACEBO_PROBABILITIES),
  };
}

/** CARs of every placebo date, for each last day of the window. */
export interface PlaceboPaths {
  readonly columns: readonly { readonly day: number; readonly values: readonly number[] }[];
}

/** CAR from `range.from` on through each day to `range.to`, on every placebo date: what a band along a path is made of. */
export function placeboPaths(series: StudySeries, range: DayWindow, choice: PlaceboChoice): PlaceboPaths {
  const { returns } = series;
  const columns = Array.from({ length: range.to - range.from + 1 }, (_, i) => ({
    day: range.from + i,
    values: [] as number[],
  }));
  for (const place of listCandidates(series, choice)) {
    const study = studyAt(series, place);
    if (!study.ok) continue;
    let sum = 0;
    for (const [i, column] of columns.entries()) {
      const at = place + range.from + i;
      const span = returns.spans[at];
      // A return that began before the window, or the end of the prices, ends the path.
      if (span === undefined || span > i + 1) break;
      if (span === 0) continue;
      sum += abnormalAt(returns, at, study.value.fit);
      column.values.push(sum);
    }
  }
  return { columns: columns.filter(({ values }) => values.length >= FEWEST_PLACEBO_DATES) };
}
