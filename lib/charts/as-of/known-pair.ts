/** Two days of knowledge set side by side: what every part of the page reads. */
import { quarterIndexOf, yearOfQuarter } from '../../core/calendar/quarter.ts';
import type { FactTableSummary } from '../../contracts/facts/summary.ts';
import type { ExposureAnswer, ExposureWorld } from '../../core/exposure/types.ts';
import type { RangedValue } from '../../core/efficiency/one-at-a-time.ts';
import { wholeQuarters, type ModelRoute } from '../../core/reconciliation/model-route.ts';
import { parsePeriod, quartersOf } from '../../core/reconciliation/periods.ts';

/** Knowledge of one day, as the service loads it. */
export interface KnownOn {
  readonly asOf: string;
  readonly world: ExposureWorld;
  readonly answer: ExposureAnswer;
  readonly model: ModelRoute;
  readonly tables: readonly FactTableSummary[];
}

export interface KnownPair {
  readonly then: KnownOn;
  readonly now: KnownOn;
  /** Calendar year of the past day. */
  readonly year: number;
}

export function pairOf(then: KnownOn, now: KnownOn): KnownPair {
  return { then, now, year: yearOfQuarter(quarterIndexOf(then.asOf)) };
}

/** Content and price are given from this year on; before it the chain has no inputs of its own. */
const FIRST_HBM_YEAR = 2024;

/** HBM revenue of a calendar year by the calibrated model; null where its chain does not reach. */
export function hbmOfYear({ model }: KnownOn, year: number): RangedValue | null {
  const period = year < FIRST_HBM_YEAR ? null : parsePeriod(String(year));
  if (period === null) return null;
  const quarters = quartersOf(period);
  return quarters.every(model.covers) ? model.calibratedUsdBn(wholeQuarters(quarters)) : null;
}

/** Revenue that the default scenario takes away over its horizon, USD bn. */
export function riskOf({ answer }: KnownOn): number {
  return answer.total.baselineHbmUsdBn - answer.total.hbmUsdBn;
}

/** First and last quarter of an answer. */
export function spanOf({ answer }: KnownOn): readonly [first: string, last: string] {
  return [answer.quarters[0]?.quarter ?? '', answer.quarters.at(-1)?.quarter ?? ''];
}

/** Rows of all tables. */
export function factCount({ tables }: KnownOn): number {
  return tables.reduce((sum, { rows }) => sum + rows, 0);
}
