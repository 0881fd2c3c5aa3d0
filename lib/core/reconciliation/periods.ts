/** Periods of calendar quarters: a year, a half, a quarter, or the quarters of a running year that are known. */
import { toDayNumber, toIsoDate } from '../calendar/day-number.ts';
import { firstDayOfQuarter, parseQuarterLabel, quarterIndexOf, quarterLabel } from '../calendar/quarter.ts';
import type { IsoDate } from '../facts/types.ts';

/** Consecutive calendar quarters, as running numbers. */
export interface QuarterPeriod {
  /** As facts write it: 2025, 2025Q3, 2026H1. */
  readonly label: string;
  readonly firstQuarter: number;
  readonly quarterCount: number;
}

const YEAR_OR_HALF = /^(\d{4})(?:H([12]))?$/;

/** Period of a label such as 2025, 2025Q3 or 2026H1; null for anything else (ranges of years among it). */
export function parsePeriod(label: string): QuarterPeriod | null {
  const quarter = parseQuarterLabel(label);
  if (quarter !== null) return { label, firstQuarter: quarter, quarterCount: 1 };
  const match = YEAR_OR_HALF.exec(label);
  if (match === null) return null;
  const first = Number(match[1]) * 4;
  if (match[2] === undefined) return { label, firstQuarter: first, quarterCount: 4 };
  return { label, firstQuarter: first + (match[2] === '2' ? 2 : 0), quarterCount: 2 };
}

/** Running numbers of the quarters of a period. */
export function quartersOf({ firstQuarter, quarterCount }: QuarterPeriod): number[] {
  return Array.from({ length: quarterCount }, (_, index) => firstQuarter + index);
}

/** Last day of a period. */
export function lastDayOf({ firstQuarter, quarterCount }: QuarterPeriod): IsoDate {
  return toIsoDate(firstDayOfQuarter(firstQuarter + quarterCount) - 1);
}

/** Part of the days of `quarter` that lie from `startOn` to `endOn`, both ends included: 0 to 1. */
export function shareOfQuarter(quarter: number, startOn: IsoDate, endOn: IsoDate): number {
  const first = firstDayOfQuarter(quarter);
  const next = firstDayOfQuarter(quarter + 1);
  const from = Math.max(first, toDayNumber(startOn));
  const to = Math.min(next, toDayNumber(endOn) + 1);
  return Math.max(0, to - from) / (next - first);
}

/** First year that the model's history covers whole. */
const FIRST_YEAR = 2024;

/**
 * Periods to reconcile at `asOf`: each whole year from 2024 that has ended, the quarters of `knownQuarters` of the
 * running year together, then every quarter that has ended.
 */
export function listPeriods(asOf: IsoDate, knownQuarters: ReadonlySet<number>): QuarterPeriod[] {
  const current = quarterIndexOf(asOf);
  const year = Math.floor(current / 4);
  const years = Array.from({ length: Math.max(0, year - FIRST_YEAR) }, (_, index) =>
    parsePeriod(String(FIRST_YEAR + index)),
  ).filter((period) => period !== null);
  let count = 0;
  while (knownQuarters.has(year * 4 + count) && year * 4 + count < current) count += 1;
  const soFar =
    count < 2
      ? []
      : [
          {
            label: count === 2 ? `${String(year)}H1` : `${String(year)}Q1–Q${String(count)}`,
            firstQuarter: year * 4,
            quarterCount: count,
          },
        ];
  const quarters = Array.from({ length: Math.max(0, current - FIRST_YEAR * 4) }, (_, index) => ({
    label: quarterLabel(FIRST_YEAR * 4 + index),
    firstQuarter: FIRST_YEAR * 4 + index,
    quarterCount: 1,
  }));
  return [...years, ...soFar, ...quarters];
}
