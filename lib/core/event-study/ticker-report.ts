/** One listing around one event, as it is told: from prices where they serve, else from the kept record. */
import type { IsoDate } from '../facts/types.ts';
import { quantilesInPlace } from '../stats/quantiles.ts';
import { frozenCar, lastKeptDay, type FrozenPlacebo, type FrozenStudy } from './frozen.ts';
import type { DayWindow, StudyFault } from './options.ts';
import type { Result } from '../result.ts';
import { PLACEBO_PROBABILITIES, type PlaceboPaths } from './placebo.ts';
import { findRecovery, type PathPoint, type Recovery } from './recovery.ts';
import { closeToClose } from './returns.ts';
import { cumulate, listAbnormalReturns, type CumulativeReturn, type ListingStudy } from './study.ts';

/** How far a path is followed by default, and to where "where it stands" looks. */
export const FOLLOWED_TO = 60;

/** Abnormal return of one day. */
export interface ReportedDay {
  readonly day: number;
  /** Null for a record, which keeps days by number. */
  readonly on: IsoDate | null;
  readonly value: number | null;
}

/** Middle 95 % of the cumulative path on dates without an event. */
export interface BandPoint {
  readonly day: number;
  readonly low: number;
  readonly high: number;
}

/** What placebo dates say of the event window. */
export interface PlaceboFigures {
  readonly low: number;
  readonly high: number;
  /** Dates that served. */
  readonly dates: number;
  /** Share of them whose CAR was at least as large, either way; null for a record, which keeps quantiles alone. */
  readonly shareAsLarge: number | null;
}

/** What the estimation gave. */
export interface FitFigures {
  readonly alpha: number;
  readonly beta: number;
  readonly n: number;
  readonly residualStdDev: number;
  readonly fromOn: IsoDate;
  readonly toOn: IsoDate;
}

/** A listing's figures for an event. */
export interface TickerFigures {
  readonly basis: 'prices' | 'record';
  readonly fit: FitFigures;
  readonly days: readonly ReportedDay[];
  /** CAR from the first day of the event window through each day. */
  readonly path: readonly PathPoint[];
  readonly car: number;
  readonly stdError: number;
  readonly t: number;
  readonly isErrorExact: boolean;
  /** Change of the share itself over the window; null where it is not known. */
  readonly closeToClose: number | null;
  readonly placebo: PlaceboFigures | null;
  readonly band: readonly BandPoint[];
  readonly recovery: Recovery | null;
}

/** Figures from prices; the fault when the window is not covered. */
export function figuresFromPrices(
  study: ListingStudy,
  range: DayWindow,
  placebo: PlaceboPaths | null,
): Result<TickerFigures, StudyFault> {
  const sum = cumulate(study, range);
  if (!sum.ok) return sum;
  const { fit, series, zeroPlace } = study;
  const { sessions } = series.returns;
  const to = Math.max(range.to, FOLLOWED_TO);
  const path = sumUp(listAbnormalReturns(study, { from: range.from, to }));

  return {
    ok: true,
    value: {
      basis: 'prices',
      fit: {
        alpha: fit.alpha,
        beta: fit.beta,
        n: fit.n,
        residualStdDev: Math.sqrt(fit.residualVariance),
        fromOn: sessions[fit.fromPlace] ?? '',
        toOn: sessions[fit.toPlace] ?? '',
      },
      days: listAbnormalReturns(study, { from: Math.min(range.from, -5), to }).map(({ day, on, value }) => ({
        day,
        on,
        value,
      })),
      path,
      car: sum.value.car,
      stdError: sum.value.stdError,
      t: sum.value.t,
      isErrorExact: true,
      closeToClose: closeToClose(series.returns, zeroPlace, range, series.options.returns),
      placebo: placebo === null ? null : placeboOf(placebo, range, sum.value),
      band: placebo === null ? [] : bandOf(placebo),
      recovery: findRecovery(path, range),
    },
  };
}

function sumUp(days: readonly { readonly day: number; readonly value: number | null }[]): PathPoint[] {
  let sum = 0;
  return days.map(({ day, value }) => {
    sum += value ?? 0;
    return { day, car: value === null ? null : sum };
  });
}

const LOW = PLACEBO_PROBABILITIES.indexOf(0.025);
const HIGH = PLACEBO_PROBABILITIES.indexOf(0.975);

function placeboOf(paths: PlaceboPaths, range: DayWindow, { car }: CumulativeReturn): PlaceboFigures | null {
  const column = paths.columns.find(({ day }) => day === range.to);
  if (column === undefined) return null;
  const asLarge = column.values.filter((value) => Math.abs(value) >= Math.abs(car)).length;
  const [low = NaN, high = NaN] = quantilesInPlace(Float64Array.from(column.values), [0.025, 0.975]);

  return { low, high, dates: column.values.length, shareAsLarge: asLarge / column.values.length };
}

function bandOf({ columns }: PlaceboPaths): BandPoint[] {
  return columns.map(({ day, values }) => {
    const [low = NaN, high = NaN] = quantilesInPlace(Float64Array.from(values), [0.025, 0.975]);
    return { day, low, high };
  });
}

/** Figures from a record; null where it does not reach the window. */
export function figuresFromRecord(
  record: FrozenStudy,
  range: DayWindow,
  placebos: readonly FrozenPlacebo[],
): TickerFigures | null {
  const sum = frozenCar(record, range);
  if (sum === null) return null;
  const path = pathOfRecord(record, range);
  const kept = record.windows.find(({ from, to }) => from === range.from && to === range.to);
  const bands = placebos.filter(
    ({ symbol, model, benchmark }) =>
      symbol === record.symbol && model === record.model && benchmark === record.benchmark,
  );
  const own = bands.find(({ length }) => length === range.to - range.from + 1);

  return {
    basis: 'record',
    fit: {
      alpha: record.alpha,
      beta: record.beta,
      n: record.days,
      residualStdDev: record.residualStdDev,
      fromOn: record.estimationFromOn,
      toOn: record.estimationToOn,
    },
    days: daysOfRecord(record, Math.min(range.from, -5)),
    path,
    ...sum,
    closeToClose: kept?.closeToClose ?? null,
    placebo:
      own === undefined
        ? null
        : { low: own.car[LOW] ?? NaN, high: own.car[HIGH] ?? NaN, dates: own.dates, shareAsLarge: null },
    band: bands
      .map(({ length, car }) => ({
        day: range.from + length - 1,
        low: car[LOW] ?? NaN,
        high: car[HIGH] ?? NaN,
      }))
      .filter(({ day }) => day <= Math.max(range.to, FOLLOWED_TO))
      .toSorted((a, b) => a.day - b.day),
    recovery: findRecovery(path, range),
  };
}

function daysOfRecord(record: FrozenStudy, from: number): ReportedDay[] {
  const last = Math.min(lastKeptDay(record) ?? -Infinity, FOLLOWED_TO);
  const days: ReportedDay[] = [];
  for (let day = from; day <= last; day += 1) {
    const sum = frozenCar(record, { from: record.pathFrom, to: day });
    const before = day === record.pathFrom ? 0 : lastSum(record, day - 1);
    const now = sum === null ? null : lastSum(record, day);
    days.push({ day, on: null, value: now === null || before === null ? null : (now - before) / 1e4 });
  }
  return days;
}

/** Path's sum through a day, or through the last day before it on which a return ended. */
function lastSum({ pathFrom, pathHundredthsPct }: FrozenStudy, day: number): number | null {
  for (let place = day - pathFrom; place >= 0; place -= 1) {
    const sum = pathHundredthsPct[place];
    if (sum !== null && sum !== undefined) return sum;
  }
  return day < pathFrom ? 0 : null;
}

function pathOfRecord(record: FrozenStudy, range: DayWindow): PathPoint[] {
  const before = range.from === record.pathFrom ? 0 : lastSum(record, range.from - 1);
  const last = Math.min(lastKeptDay(record) ?? -Infinity, Math.max(range.to, FOLLOWED_TO));
  const points: PathPoint[] = [];
  for (let day = range.from; day <= last; day += 1) {
    const sum = record.pathHundredthsPct[day - record.pathFrom] ?? null;
    points.push({ day, car: sum === null || before === null ? null : (sum - before) / 1e4 });
  }
  return points;
}
