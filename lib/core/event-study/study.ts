/**
 * One listing and one event: abnormal returns day by day, and their sum over any window with its error.
 *
 * MacKinlay, "Event Studies in Economics and Finance", Journal of Economic Literature 35 (1997), for the models and the
 * exact error; returns are in the listing's own currency, days are sessions of its own exchange.
 */
import type { IsoDate } from '../facts/types.ts';
import { err, ok, type Result } from '../result.ts';
import { abnormalAt, fitModel, forecastTerm, runSums, type Fit, type RunningSums } from './fit.ts';
import {
  findWindowFault,
  type CarError,
  type DayWindow,
  type StudyFault,
  type StudyOptions,
} from './options.ts';
import { placeOf, type JoinedReturns } from './returns.ts';

/** A listing's returns and what every event of it is estimated from: made once, used for all events. */
export interface StudySeries {
  readonly returns: JoinedReturns;
  readonly sums: RunningSums;
  readonly options: StudyOptions;
}

/** Gets a series ready for events. */
export function prepareSeries(returns: JoinedReturns, options: StudyOptions): StudySeries {
  return { returns, sums: runSums(returns, options.excludedDays), options };
}

/** A listing around an event. */
export interface ListingStudy {
  readonly series: StudySeries;
  readonly fit: Fit;
  readonly zeroPlace: number;
  /** First session in which the news could trade here. */
  readonly firstSessionOn: IsoDate;
}

/** Estimates a listing before an event. */
export function studyListing(series: StudySeries, firstSessionOn: IsoDate): Result<ListingStudy, StudyFault> {
  const zeroPlace = placeOf(series.returns, firstSessionOn);
  if (!zeroPlace.ok) return zeroPlace;
  return studyAt(series, zeroPlace.value);
}

/** As {@link studyListing}, for a place of the series: what a placebo date is. */
export function studyAt(series: StudySeries, zeroPlace: number): Result<ListingStudy, StudyFault> {
  const fit = fitModel(series.returns, series.sums, zeroPlace, series.options);
  if (!fit.ok) return fit;
  return ok({ series, fit: fit.value, zeroPlace, firstSessionOn: series.returns.sessions[zeroPlace] ?? '' });
}

/** One day. */
export interface AbnormalReturn {
  readonly day: number;
  readonly on: IsoDate;
  /** Fraction; null where no return ends, with the days that the next one spans. */
  readonly value: number | null;
  /** With the forecast error of this one day. */
  readonly stdError: number | null;
  /** Sessions that the return spans; 0 where none ends. */
  readonly span: number;
}

/** Abnormal returns of the days of a window that the prices reach. */
export function listAbnormalReturns(study: ListingStudy, { from, to }: DayWindow): AbnormalReturn[] {
  const { series, zeroPlace, fit } = study;
  const { returns } = series;
  const listed: AbnormalReturn[] = [];
  const first = Math.max(0, zeroPlace + from);
  const last = Math.min(returns.sessions.length - 1, zeroPlace + to);
  for (let place = first; place <= last; place += 1) {
    const span = returns.spans[place] ?? 0;
    const variance = fit.residualVariance * (span + forecastTerm(fit, span, returns.market[place] ?? 0));
    listed.push({
      day: place - zeroPlace,
      on: returns.sessions[place] ?? '',
      value: span === 0 ? null : abnormalAt(returns, place, fit),
      stdError: span === 0 ? null : Math.sqrt(variance),
      span,
    });
  }
  return listed;
}

/** Sum of abnormal returns over a window, and how far it may be off by chance. */
export interface CumulativeReturn {
  readonly range: DayWindow;
  readonly car: number;
  readonly stdError: number;
  readonly t: number;
}

/**
 * CAR over a window. The window must be covered: a return that spans missing days counts where all the days it spans lie
 * inside.
 */
export function cumulate(
  study: ListingStudy,
  range: DayWindow,
  carError: CarError = study.series.options.carError,
): Result<CumulativeReturn, StudyFault> {
  const { estimation, minimumDays } = study.series.options;
  const bad = findWindowFault(estimation, range, minimumDays);
  if (bad !== null) return err(bad);
  const { returns } = study.series;
  const [first, last] = [study.zeroPlace + range.from, study.zeroPlace + range.to];
  const uncovered = findUncovered(returns, first, last);
  if (uncovered !== null) return err(toFault(study, uncovered));
  let [car, market, independent] = [0, 0, 0];
  for (let place = first; place <= last; place += 1) {
    const span = returns.spans[place] ?? 0;
    if (span === 0) continue;
    const x = returns.market[place] ?? 0;
    car += abnormalAt(returns, place, study.fit);
    market += x;
    independent += span + forecastTerm(study.fit, span, x);
  }
  const sessions = last - first + 1;
  const units = {
    exact: sessions + forecastTerm(study.fit, sessions, market),
    independent,
    simple: sessions,
  }[carError];
  const stdError = Math.sqrt(study.fit.residualVariance * units);

  return ok({ range, car, stdError, t: car / stdError });
}

/** First place whose session no return inside the window accounts for, null when all are. */
function findUncovered(returns: JoinedReturns, first: number, last: number): number | null {
  let next = first;
  for (let place = first; place <= last; place += 1) {
    const span = returns.spans[place];
    if (place < 0 || span === undefined) return place;
    if (span === 0) continue;
    if (place - span + 1 !== next) return next;
    next = place + 1;
  }
  return next > last ? null : next;
}

function toFault(study: ListingStudy, place: number): StudyFault {
  const { sessions, symbol } = study.series.returns;
  const [firstOn, lastOn] = [sessions[0] ?? '', sessions.at(-1) ?? ''];
  const day = place - study.zeroPlace;
  if (place < 0) return { kind: 'before-listing', symbol, firstOn, dayOn: study.firstSessionOn };
  if (place >= sessions.length) return { kind: 'short-prices', symbol, lastOn, day };
  return { kind: 'missing-day', symbol, day };
}
