/**
 * Studies kept as records: abnormal returns, never prices. A record holds no return of its benchmark and no level, so
 * that nobody can rebuild a price from it; the path is rounded to a hundredth of a percent.
 */
import type { IsoDate } from '../facts/types.ts';
import type { DayWindow, ReturnModel } from './options.ts';
import { closeToClose } from './returns.ts';
import { cumulate, listAbnormalReturns, type ListingStudy } from './study.ts';

/** Benchmark of a model without one, as records write it. */
export const NO_BENCHMARK = 'none';

/** First day of every kept path. */
export const PATH_FROM = -10;

/** Last day of a kept path; the longer one is for events whose techniques the model can value. */
export const PATH_TO = 60;
export const LONG_PATH_TO = 250;

/** Windows whose error is kept to the last digit, with the benchmark's own move in it. */
export const KEPT_WINDOWS: readonly DayWindow[] = [
  { from: 0, to: 0 },
  { from: 1, to: 1 },
  { from: 0, to: 1 },
  { from: 0, to: 2 },
  { from: -1, to: 1 },
  { from: -1, to: 3 },
  { from: 0, to: 5 },
  { from: 0, to: 10 },
  { from: 0, to: 20 },
  { from: 0, to: 60 },
];

/** The few of them that are kept of models beside the usual one, and of closes. */
const COMPARED_WINDOWS: readonly DayWindow[] = [
  { from: 0, to: 0 },
  { from: 0, to: 1 },
  { from: -1, to: 3 },
  { from: 0, to: 20 },
];
const CLOSE_WINDOWS: readonly DayWindow[] = [
  { from: 0, to: 0 },
  { from: 1, to: 1 },
  { from: 0, to: 1 },
  { from: 0, to: 2 },
];

/** A kept window; fractions. */
export interface FrozenWindow extends DayWindow {
  readonly car: number;
  readonly stdError: number;
  /** Change from the close before the window to its last, to a tenth of a percent; null where it is not kept. */
  readonly closeToClose: number | null;
}

/** One event, listing, model and benchmark, as computed on a day. */
export interface FrozenStudy {
  readonly eventId: string;
  readonly symbol: string;
  readonly model: ReturnModel;
  readonly benchmark: string;
  readonly computedOn: IsoDate;
  readonly modelVersion: string;
  readonly priceNote: string;
  readonly currency: string;
  readonly firstSessionOn: IsoDate;
  readonly alpha: number;
  readonly beta: number;
  readonly days: number;
  readonly residualStdDev: number;
  readonly estimationFromOn: IsoDate;
  readonly estimationToOn: IsoDate;
  readonly windows: readonly FrozenWindow[];
  readonly pathFrom: number;
  /** Abnormal returns summed from `pathFrom` on, in hundredths of a percent; null where no return ends. */
  readonly pathHundredthsPct: readonly (number | null)[];
}

/** What a study is frozen with. */
export interface FreezeNotes {
  readonly eventId: string;
  readonly computedOn: IsoDate;
  readonly modelVersion: string;
  readonly priceNote: string;
  /** Last day of the path; null keeps windows alone. */
  readonly pathTo: number | null;
}

const PLACES = { range: 1e5, close: 1e3, alpha: 1e5, beta: 1e3, deviation: 1e5 };

/** Makes the record of a study. */
export function freezeStudy(study: ListingStudy, { pathTo, ...notes }: FreezeNotes): FrozenStudy {
  const { fit, series, zeroPlace } = study;
  const { returns, options } = series;
  const windows = pathTo === null ? COMPARED_WINDOWS : KEPT_WINDOWS;

  return {
    ...notes,
    symbol: returns.symbol,
    model: fit.model,
    benchmark: returns.benchmark ?? NO_BENCHMARK,
    currency: returns.currency,
    firstSessionOn: study.firstSessionOn,
    alpha: round(fit.alpha, PLACES.alpha),
    beta: round(fit.beta, PLACES.beta),
    days: fit.n,
    residualStdDev: round(Math.sqrt(fit.residualVariance), PLACES.deviation),
    estimationFromOn: returns.sessions[fit.fromPlace] ?? '',
    estimationToOn: returns.sessions[fit.toPlace] ?? '',
    windows: windows.flatMap((range) => {
      const sum = cumulate(study, range);
      if (!sum.ok) return [];
      const closes =
        pathTo !== null && CLOSE_WINDOWS.some(({ from, to }) => from === range.from && to === range.to)
          ? closeToClose(returns, zeroPlace, range, options.returns)
          : null;
      return [
        {
          ...range,
          car: round(sum.value.car, PLACES.range),
          stdError: round(sum.value.stdError, PLACES.range),
          closeToClose: closes === null ? null : round(closes, PLACES.close),
        },
      ];
    }),
    pathFrom: PATH_FROM,
    pathHundredthsPct: pathTo === null ? [] : freezePath(study, pathTo),
  };
}

function freezePath(study: ListingStudy, pathTo: number): (number | null)[] {
  let sum = 0;
  return listAbnormalReturns(study, { from: PATH_FROM, to: pathTo }).map(({ value }) => {
    sum += value ?? 0;
    return value === null ? null : toWhole(sum * 1e4);
  });
}

function round(value: number, places: number): number {
  return toWhole(value * places) / places;
}

/** Nearest whole number, without a negative zero. */
function toWhole(value: number): number {
  const whole = Math.round(value);
  return whole === 0 ? 0 : whole;
}

/** CAR of a window by a record. */
export interface FrozenCar {
  readonly car: number;
  readonly stdError: number;
  readonly t: number;
  /** False where the error leaves out the benchmark's own move, which the record does not hold. */
  readonly isErrorExact: boolean;
}

/** CAR of any window that the kept path covers; null where it does not. */
export function frozenCar(frozen: FrozenStudy, range: DayWindow): FrozenCar | null {
  const kept = frozen.windows.find(({ from, to }) => from === range.from && to === range.to);
  if (kept !== undefined) {
    return { car: kept.car, stdError: kept.stdError, t: kept.car / kept.stdError, isErrorExact: true };
  }
  const until = summedThrough(frozen, range.to);
  const before = range.from === frozen.pathFrom ? 0 : summedThrough(frozen, range.from - 1);
  if (until === null || before === null) return null;
  const car = (until - before) / 1e4;
  const length = range.to - range.from + 1;
  const parameters = frozen.model === 'market-adjusted' ? 0 : (length * length) / frozen.days;
  const stdError = frozen.residualStdDev * Math.sqrt(length + parameters);

  return { car, stdError, t: car / stdError, isErrorExact: false };
}

function summedThrough({ pathFrom, pathHundredthsPct }: FrozenStudy, day: number): number | null {
  return pathHundredthsPct[day - pathFrom] ?? null;
}

/** Last day of the kept path; null where there is none. */
export function lastKeptDay({ pathFrom, pathHundredthsPct }: FrozenStudy): number | null {
  return pathHundredthsPct.length === 0 ? null : pathFrom + pathHundredthsPct.length - 1;
}

/** Placebo quantiles kept by length of window; in the order of PLACEBO_PROBABILITIES. */
export interface FrozenPlacebo {
  readonly symbol: string;
  readonly model: ReturnModel;
  readonly benchmark: string;
  /** Sessions in the window. */
  readonly length: number;
  readonly computedOn: IsoDate;
  readonly modelVersion: string;
  /** Dates that served. */
  readonly dates: number;
  readonly firstOn: IsoDate;
  readonly lastOn: IsoDate;
  readonly car: readonly number[];
  readonly t: readonly number[];
}
