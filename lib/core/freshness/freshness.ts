/** How fresh a series is: one rule for every figure, chart and file. Judged at the day that a page speaks of. */
import { toDayNumber, toIsoDate } from '../calendar/day-number.ts';
import { listTargetDays } from '../calendar/target-days.ts';
import type { IsoDate } from '../facts/types.ts';
import { FRESHNESS_RULES, type SeriesKind } from './rules.ts';

/** `due`: a newer observation may be out or on its way; `stale`: one is missing. */
export type FreshnessState = 'fresh' | 'due' | 'stale';

export interface Freshness {
  readonly kind: SeriesKind;
  readonly state: FreshnessState;
  /** In the unit of the kind's rule; below 0 while a quarter is not over. */
  readonly count: number;
  /** In words that can stand alone: "3 sessions old", "one quarter overdue". */
  readonly age: string;
}

/** A series by the day of its newest observation: end of the period for accounts, else publication or sighting. */
export interface DatedSeries {
  readonly kind: Exclude<SeriesKind, 'daily-price'>;
  readonly newestOn: IsoDate;
}

/** A quarter of 13 weeks; that of a 53-week year is covered by the days of grace. */
const DAYS_OF_A_QUARTER = 91;
const FIRST_IN_MONTHS = 61;
const FIRST_IN_YEARS = 730;
const DAYS_OF_A_MONTH = 30.44;
const DAYS_OF_A_YEAR = 365.25;

/** Judges a series at the end of a day. What is dated later than the day is as fresh as can be. */
export function judgeFreshness({ kind, newestOn }: DatedSeries, asOf: IsoDate): Freshness {
  const [newest, day] = [toDayNumber(newestOn), toDayNumber(asOf)];
  const days = Math.max(0, day - newest);
  switch (FRESHNESS_RULES[kind].unit) {
    case 'report-day': {
      const count = days - DAYS_OF_A_QUARTER;
      const state = stateOf(kind, count);
      return { kind, state, count, age: quarterWords(kind, state, days) };
    }
    case 'working-day': {
      const count = countTargetDays(newest, day);
      return { kind, state: stateOf(kind, count), count, age: countWords(count, 'working day') };
    }
    default:
      return { kind, state: stateOf(kind, days), count: days, age: dayWords(days) };
  }
}

const STATES: readonly FreshnessState[] = ['fresh', 'due', 'stale'];

/** The stalest of several series of one kind, of equals the oldest; null of none. */
export function stalest(all: readonly (Freshness | null)[]): Freshness | null {
  return all.reduce((worst, each) => {
    if (each === null || worst === null) return worst ?? each;
    const later = STATES.indexOf(each.state) - STATES.indexOf(worst.state) || each.count - worst.count;
    return later > 0 ? each : worst;
  }, null);
}

/** State and age in words, where there is room for both. */
export function freshnessWords({ kind, state, age }: Freshness): string {
  if (state === 'fresh' || (state === 'due' && kind === 'quarterly-filing')) return age;
  return `${state}, ${age}`;
}

/** Last day that a date of a source may mean: of a year its last day, of a month its last day. */
export function lastDayOf(reducedDate: string): IsoDate {
  const [year = '', month, day] = reducedDate.split('-');
  if (day !== undefined) return reducedDate;
  if (month === undefined) return `${year}-12-31`;
  const next =
    Number(month) === 12 ? `${String(Number(year) + 1)}-01-01` : `${year}-${pad(Number(month) + 1)}-01`;
  return toIsoDate(toDayNumber(next) - 1);
}

function pad(month: number): string {
  return String(month).padStart(2, '0');
}

/** State of a count in the unit of its kind. */
export function stateOf(kind: SeriesKind, count: number): FreshnessState {
  const { freshUpTo, dueUpTo } = FRESHNESS_RULES[kind];
  if (count <= freshUpTo) return 'fresh';
  return count <= dueUpTo ? 'due' : 'stale';
}

/** Working days of the ECB after one day and up to another. */
function countTargetDays(after: number, through: number): number {
  return through <= after ? 0 : listTargetDays(toIsoDate(after + 1), toIsoDate(through)).length;
}

/** "3 sessions old". */
export function countWords(count: number, unit: string): string {
  if (count === 0) return `last ${unit}`;
  return `${String(count)} ${unit}${count === 1 ? '' : 's'} old`;
}

function dayWords(days: number): string {
  if (days === 0) return 'of the day';
  if (days < FIRST_IN_MONTHS) return `${String(days)} day${days === 1 ? '' : 's'} old`;
  if (days < FIRST_IN_YEARS) return `${String(Math.floor(days / DAYS_OF_A_MONTH))} months old`;
  return `${String(Math.floor(days / DAYS_OF_A_YEAR))} years old`;
}

const SMALL_NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

function quarterWords(kind: SeriesKind, state: FreshnessState, days: number): string {
  if (state === 'fresh') return 'newest quarter';
  if (state === 'due') return 'next quarter due';
  // Each quarter that ended more than the days of grace ago is missing.
  const missing = Math.floor((days - FRESHNESS_RULES[kind].dueUpTo - 1) / DAYS_OF_A_QUARTER);
  return `${SMALL_NUMBERS[missing] ?? String(missing)} quarter${missing === 1 ? '' : 's'} overdue`;
}
