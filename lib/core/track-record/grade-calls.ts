/** Judging frozen calls by what was published since: each has a state, and every one of them is counted. */
import { toDayNumber, toIsoDate } from '../calendar/day-number.ts';
import { parseQuarterLabel } from '../calendar/quarter.ts';
import type { IsoDate } from '../facts/types.ts';
import { median } from '../reconciliation/published-route.ts';
import { reportingQuarter } from './reporting-quarters.ts';
import {
  CALL_LEVELS,
  levelValues,
  OUTCOME_KINDS,
  targetKey,
  type ForecastCall,
  type Outcome,
} from './types.ts';

/**
 * `open`: the period runs; `awaited`: it has ended and its figure may still come; `graded`; `not-disclosed`: nobody has
 * published a figure {@link DUE_DAYS} after its end, which may change when somebody does.
 */
export const CALL_STATES = ['open', 'awaited', 'graded', 'not-disclosed'] as const;
export type CallState = (typeof CALL_STATES)[number];

/** Days after a period's end until which a figure may be expected; the slowest vendor reports after some fifty. */
export const DUE_DAYS = 90;

/** Two periods are the same when neither end is further apart: one week more or less in a fiscal year. */
const SAME_PERIOD_DAYS = 7;

/** A call against one figure. */
export interface Grade {
  readonly actual: number;
  /** Median of the call over the figure less one, percent; null where the figure is not above 0. */
  readonly errorPct: number | null;
  readonly inside50: boolean;
  readonly inside80: boolean;
  readonly inside90: boolean;
  /** Quantiles of the call that lie below the figure, of {@link CALL_LEVELS}: 0 = under all, 7 = above all. */
  readonly place: number;
  /** Continuous ranked probability score from the quantiles, in the call's unit; 0 is best. */
  readonly crps: number;
}

/** A figure and the call against it. */
export interface JudgedOutcome extends Grade {
  readonly outcome: Outcome;
}

/** A call with its state. */
export interface GradedCall {
  readonly call: ForecastCall;
  readonly state: CallState;
  /** When it was settled: its first figure public, or given up; null while it is open or awaited. */
  readonly maturedOn: IsoDate | null;
  /** By the figure that was published first, and by what counts now; null until graded. */
  readonly first: JudgedOutcome | null;
  readonly latest: JudgedOutcome | null;
  /** Why there is no grade; null with one. */
  readonly reason: string | null;
}

/** Outcomes of one target: what was published first and what counts now. */
export interface OutcomeHistory {
  readonly first: Outcome;
  readonly latest: Outcome;
}

/**
 * First and latest outcome of every target, by {@link targetKey}. `snapshots` are the outcomes as recorded at one data
 * version after the other, all as known on the day of judgement: a figure that was corrected later keeps its first value.
 */
export function followOutcomes(
  snapshots: readonly (readonly Outcome[])[],
): ReadonlyMap<string, OutcomeHistory> {
  const histories = new Map<string, OutcomeHistory>();
  for (const snapshot of snapshots) {
    const groups = Map.groupBy(snapshot.filter(isOfOwnQuarter), targetKey);
    for (const [key, group] of groups) {
      const latest = chooseOutcome(group);
      const first = histories.get(key)?.first ?? earliest(group);
      if (latest !== null && first !== null) histories.set(key, { first, latest });
    }
    // What was withdrawn since counts no more.
    for (const key of histories.keys()) if (!groups.has(key)) histories.delete(key);
  }
  return histories;
}

/** An estimate of a calendar quarter says nothing of the other days that a vendor's own quarter covers. */
function isOfOwnQuarter(outcome: Outcome): boolean {
  const quarter = parseQuarterLabel(outcome.quarter);
  return quarter !== null && isSamePeriod(reportingQuarter(outcome.vendor, quarter), outcome);
}

function earliest(group: readonly Outcome[]): Outcome | null {
  return group.toSorted((a, b) => compareDays(a, b) || rankOf(a) - rankOf(b))[0] ?? null;
}

function compareDays(a: Outcome, b: Outcome): number {
  return toDayNumber(a.visibleFrom) - toDayNumber(b.visibleFrom);
}

/**
 * What counts: the best kind there is, and of it the newest; of rival estimates the median, as the market's size is
 * read elsewhere, since no one of them is better than the others.
 */
function chooseOutcome(group: readonly Outcome[]): Outcome | null {
  const [best] = group.toSorted((a, b) => rankOf(a) - rankOf(b) || compareDays(b, a));
  if (best?.kind !== 'estimate') return best ?? null;
  return {
    ...best,
    value: median(group.map(({ value }) => value)),
    sources: group.flatMap(({ sources }) => sources),
  };
}

function rankOf({ kind }: Outcome): number {
  return OUTCOME_KINDS.indexOf(kind);
}

/** State and grade of every call on `asOf`, in their order: none is left out. */
export function gradeCalls(
  calls: readonly ForecastCall[],
  outcomes: ReadonlyMap<string, OutcomeHistory>,
  asOf: IsoDate,
): GradedCall[] {
  return calls.map((call) => gradeCall(call, outcomes.get(targetKey(call)), asOf));
}

function gradeCall(call: ForecastCall, history: OutcomeHistory | undefined, asOf: IsoDate): GradedCall {
  const none = { call, maturedOn: null, first: null, latest: null };
  if (call.periodEndOn >= asOf) return { ...none, state: 'open', reason: 'the period has not ended' };
  if (history !== undefined && isSamePeriod(call, history.latest)) {
    const { first, latest } = history;
    return {
      call,
      state: 'graded',
      maturedOn: first.visibleFrom > call.periodEndOn ? first.visibleFrom : call.periodEndOn,
      first: { outcome: first, ...gradeOf(call, first.value) },
      latest: { outcome: latest, ...gradeOf(call, latest.value) },
      reason: null,
    };
  }
  const dueOn = toIsoDate(toDayNumber(call.periodEndOn) + DUE_DAYS);
  const reason =
    history === undefined
      ? 'no figure has been published for it'
      : 'what was published is of other days than the call';
  if (asOf < dueOn) return { ...none, state: 'awaited', reason };
  return { ...none, state: 'not-disclosed', maturedOn: dueOn, reason };
}

type Period = Pick<ForecastCall, 'periodStartOn' | 'periodEndOn'>;

function isSamePeriod(one: Period, other: Period): boolean {
  const apart = (a: IsoDate, b: IsoDate): number => Math.abs(toDayNumber(a) - toDayNumber(b));
  return (
    apart(one.periodStartOn, other.periodStartOn) <= SAME_PERIOD_DAYS &&
    apart(one.periodEndOn, other.periodEndOn) <= SAME_PERIOD_DAYS
  );
}

/** Grade of a call by a figure in its unit. */
export function gradeOf({ quantiles }: Pick<ForecastCall, 'quantiles'>, actual: number): Grade {
  const { p05, p10, p25, p50, p75, p90, p95 } = quantiles;
  const inside = (low: number, high: number): boolean => actual >= low && actual <= high;
  return {
    actual,
    errorPct: actual > 0 ? (p50 / actual - 1) * 100 : null,
    inside50: inside(p25, p75),
    inside80: inside(p10, p90),
    inside90: inside(p05, p95),
    place: levelValues(quantiles).filter((value) => value < actual).length,
    crps: crpsOf(levelValues(quantiles), actual),
  };
}

/**
 * Twice the pinball loss, averaged over the levels, each weighted with the part of 0 to 1 that it is nearest to
 * (Gneiting and Raftery 2007: the score is twice the integral of the quantile losses).
 */
function crpsOf(values: readonly number[], actual: number): number {
  return CALL_LEVELS.reduce((sum, level, i) => {
    const gap = actual - (values[i] ?? NaN);
    const loss = gap >= 0 ? level * gap : (level - 1) * gap;
    return sum + 2 * loss * widthOf(i);
  }, 0);
}

function widthOf(i: number): number {
  const level = (j: number): number => CALL_LEVELS[j] ?? NaN;
  const from = i === 0 ? 0 : (level(i - 1) + level(i)) / 2;
  const to = i === CALL_LEVELS.length - 1 ? 1 : (level(i) + level(i + 1)) / 2;
  return to - from;
}
