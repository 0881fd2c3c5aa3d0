/**
 * What a reader may choose about an event study, and the words in which bad input is told. Peers differ in every one of
 * these choices (R estudy2, python eventstudy, MacKinlay 1997), so none is silent.
 */
import type { IsoDate } from '../facts/types.ts';

/**
 * `market`: R = alpha + beta * benchmark, by least squares. `market-adjusted`: the benchmark itself is expected (alpha
 * 0, beta 1). `constant-mean`: the mean of the estimation window is expected, no benchmark.
 */
export const RETURN_MODELS = ['market', 'market-adjusted', 'constant-mean'] as const;
export type ReturnModel = (typeof RETURN_MODELS)[number];

/** simple: P/P' − 1. log: ln(P/P'), which sums over days to the return of the window. */
export const RETURN_KINDS = ['simple', 'log'] as const;
export type ReturnKind = (typeof RETURN_KINDS)[number];

/** What the squared residuals are divided by. n-p is n−2 for the market model: p parameters were estimated. */
export const VARIANCE_DIVISORS = ['n-p', 'n-1', 'n'] as const;
export type VarianceDivisor = (typeof VARIANCE_DIVISORS)[number];

/**
 * Error of a cumulative abnormal return over k days. `exact`: the forecast errors of alpha and beta, with their
 * covariance between days. `independent`: each day's forecast error, covariance left out. `simple`: k times the residual
 * variance.
 */
export const CAR_ERRORS = ['exact', 'independent', 'simple'] as const;
export type CarError = (typeof CAR_ERRORS)[number];

/** Days relative to day 0, both ends included. */
export interface DayWindow {
  readonly from: number;
  readonly to: number;
}

/** One way to compute a study. */
export interface StudyOptions {
  readonly model: ReturnModel;
  readonly returns: ReturnKind;
  readonly varianceDivisor: VarianceDivisor;
  readonly carError: CarError;
  readonly estimation: DayWindow;
  /** Usable days that the estimation window must hold. */
  readonly minimumDays: number;
  /** Days taken out of the estimation window, such as those of a shock that had nothing to do with the firm. */
  readonly excludedDays: ReadonlySet<IsoDate>;
}

/** Model 9: 221 sessions that end six weeks before the event, of which at least 120 must be usable. */
export const DEFAULT_STUDY_OPTIONS: StudyOptions = {
  model: 'market',
  returns: 'simple',
  varianceDivisor: 'n-p',
  carError: 'exact',
  estimation: { from: -250, to: -30 },
  minimumDays: 120,
  excludedDays: new Set(),
};

/** The window of the headline: the day before, the day itself and three more. */
export const DEFAULT_EVENT_WINDOW: DayWindow = { from: -1, to: 3 };

/** Farthest day that a window may reach, about two years: beyond it every study is one of other events. */
export const FARTHEST_DAY = 500;

/** Parameters that a model estimates: what n-p takes off. */
export const PARAMETER_COUNTS: Readonly<Record<ReturnModel, number>> = {
  market: 2,
  'market-adjusted': 0,
  'constant-mean': 1,
};

/** Why there is no figure. Each has its words in {@link describeStudyFault}. */
export type StudyFault =
  | { readonly kind: 'no-prices'; readonly symbol: string }
  | {
      readonly kind: 'before-listing';
      readonly symbol: string;
      readonly firstOn: IsoDate;
      readonly dayOn: IsoDate;
    }
  | {
      readonly kind: 'after-prices';
      readonly symbol: string;
      readonly lastOn: IsoDate;
      readonly dayOn: IsoDate;
    }
  | { readonly kind: 'short-prices'; readonly symbol: string; readonly lastOn: IsoDate; readonly day: number }
  | { readonly kind: 'few-days'; readonly symbol: string; readonly usable: number; readonly wanted: number }
  | { readonly kind: 'zero-variance'; readonly symbol: string; readonly what: 'residual' | 'benchmark' }
  | { readonly kind: 'missing-day'; readonly symbol: string; readonly day: number }
  | { readonly kind: 'bad-window'; readonly detail: string };

/** The fault in one sentence. */
export function describeStudyFault(fault: StudyFault): string {
  switch (fault.kind) {
    case 'no-prices':
      return `There are no prices of ${fault.symbol}.`;
    case 'before-listing':
      return `${fault.symbol} has prices of regular trading from ${fault.firstOn} only; the event first traded on ${fault.dayOn}.`;
    case 'after-prices':
      return `Prices of ${fault.symbol} end on ${fault.lastOn}; the event first traded on ${fault.dayOn}.`;
    case 'short-prices':
      return `Prices of ${fault.symbol} end on ${fault.lastOn}, before day ${describeDay(fault.day)}.`;
    case 'few-days':
      return `The estimation window of ${fault.symbol} has ${String(fault.usable)} usable days; ${String(fault.wanted)} are needed.`;
    case 'zero-variance':
      return fault.what === 'benchmark'
        ? `${fault.symbol} does not move in the estimation window, so no beta can be estimated.`
        : `${fault.symbol} does not move apart from its expectation in the estimation window, so there is no error to test against.`;
    case 'missing-day':
      return `${fault.symbol} has no return that ends in day ${describeDay(fault.day)} or spans it inside the window.`;
    case 'bad-window':
      return fault.detail;
  }
}

/** "+3", "0", "−1". */
export function describeDay(day: number): string {
  if (day === 0) return '0';
  return day > 0 ? `+${String(day)}` : `−${String(-day)}`;
}

/** "(−1, +3)". */
export function describeWindow({ from, to }: DayWindow): string {
  return `(${describeDay(from)}, ${describeDay(to)})`;
}

/** What is wrong with the windows, null when nothing is. */
export function findWindowFault(
  estimation: DayWindow,
  event: DayWindow,
  minimumDays: number,
): StudyFault | null {
  const fault = (detail: string): StudyFault => ({ kind: 'bad-window', detail });
  const days = [estimation.from, estimation.to, event.from, event.to];
  if (!days.every((day) => Number.isInteger(day) && Math.abs(day) <= FARTHEST_DAY)) {
    return fault(`Windows are whole days from −${String(FARTHEST_DAY)} to +${String(FARTHEST_DAY)}.`);
  }
  if (event.from > event.to) return fault(`The event window ${describeWindow(event)} ends before it begins.`);
  if (estimation.from > estimation.to) {
    return fault(`The estimation window ${describeWindow(estimation)} ends before it begins.`);
  }
  if (estimation.to >= event.from) {
    return fault(
      `The estimation window ${describeWindow(estimation)} runs into the event window ${describeWindow(event)}.`,
    );
  }
  const length = estimation.to - estimation.from + 1;
  if (length < minimumDays) {
    return fault(
      `The estimation window ${describeWindow(estimation)} has ${String(length)} days; ${String(minimumDays)} usable ones are needed.`,
    );
  }
  return null;
}
