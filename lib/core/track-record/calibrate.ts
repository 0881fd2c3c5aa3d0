/** Whether the ranges of graded calls held what they promised: coverage, places, bias. */
import { median } from '../reconciliation/published-route.ts';
import type { GradedCall, JudgedOutcome } from './grade-calls.ts';
import { CALL_LEVELS, targetKey } from './types.ts';

/** Bands of a call, by what part of outcomes they promise to hold. */
export const BAND_LEVELS = [0.5, 0.8, 0.9] as const;
export type BandLevel = (typeof BAND_LEVELS)[number];

/** Cases of all, with the 95 % interval of the share after Wilson (1927); share and interval null without a case. */
export interface SharedCount {
  readonly count: number;
  readonly of: number;
  readonly share: number | null;
  readonly interval: readonly [number, number] | null;
}

export interface BandCoverage extends SharedCount {
  readonly level: BandLevel;
}

/** Outcomes at or below a quantile: a sound forecaster has as many of them as the level says. */
export interface LevelShare extends SharedCount {
  readonly level: number;
}

/** How a set of calls fared. `matured = graded + notDisclosed`, `calls = open + awaited + matured`. */
export interface Calibration {
  readonly calls: number;
  readonly open: number;
  readonly awaited: number;
  readonly matured: number;
  readonly graded: number;
  readonly notDisclosed: number;
  /** Distinct figures among the graded: calls of several months on one figure are not independent. */
  readonly targets: number;
  /** Graded by what the company or issuer itself said; the rest by estimates of others. */
  readonly gradedByDisclosure: number;
  readonly bands: readonly BandCoverage[];
  readonly levels: readonly LevelShare[];
  /** Outcomes between the quantiles: under the first, between first and second, .. above the last. */
  readonly places: readonly number[];
  /** Median of the errors, percent: above 0 = called too high; null without one. */
  readonly biasPct: number | null;
  /** Mean of the score over the outcome, percent; null without one. */
  readonly crpsPct: number | null;
}

/** Calibration of graded calls by the figures that count now. */
export function calibrate(calls: readonly GradedCall[]): Calibration {
  const judged = calls.flatMap(({ latest }) => (latest === null ? [] : [latest]));
  const inState = (state: GradedCall['state']): number => calls.filter((one) => one.state === state).length;
  const notDisclosed = inState('not-disclosed');
  const errors = judged.flatMap(({ errorPct }) => (errorPct === null ? [] : [errorPct]));
  const scores = judged.flatMap(({ crps, actual }) => (actual > 0 ? [(crps / actual) * 100] : []));
  return {
    calls: calls.length,
    open: inState('open'),
    awaited: inState('awaited'),
    matured: judged.length + notDisclosed,
    graded: judged.length,
    notDisclosed,
    targets: new Set(judged.map(({ outcome }) => targetKey(outcome))).size,
    gradedByDisclosure: judged.filter(({ outcome }) => outcome.kind !== 'estimate').length,
    bands: BAND_LEVELS.map((level) => ({ level, ...shareOf(judged, (one) => isInside(one, level)) })),
    levels: CALL_LEVELS.map((level, i) => ({ level, ...shareOf(judged, ({ place }) => place <= i) })),
    places: Array.from({ length: CALL_LEVELS.length + 1 }, (_, i) =>
      judged.reduce((count, { place }) => count + (place === i ? 1 : 0), 0),
    ),
    biasPct: errors.length === 0 ? null : median(errors),
    crpsPct: scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length,
  };
}

function isInside(judged: JudgedOutcome, level: BandLevel): boolean {
  if (level === 0.5) return judged.inside50;
  return level === 0.8 ? judged.inside80 : judged.inside90;
}

function shareOf(judged: readonly JudgedOutcome[], isCase: (one: JudgedOutcome) => boolean): SharedCount {
  const count = judged.filter(isCase).length;
  const of = judged.length;
  return {
    count,
    of,
    share: of === 0 ? null : count / of,
    interval: of === 0 ? null : wilsonInterval(count, of),
  };
}

/** 97.5 % point of the standard normal (scipy.stats.norm.ppf(0.975)). */
const Z = 1.959963984540054;

/** 95 % interval of a share after Wilson (1927): it stays inside 0 to 1 and holds for few cases. */
export function wilsonInterval(count: number, of: number): readonly [number, number] {
  const share = count / of;
  const shrink = 1 + (Z * Z) / of;
  const centre = (share + (Z * Z) / (2 * of)) / shrink;
  const half = (Z / shrink) * Math.sqrt((share * (1 - share)) / of + (Z * Z) / (4 * of * of));
  return [Math.max(0, centre - half), Math.min(1, centre + half)];
}
