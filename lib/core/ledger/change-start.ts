import { parseDayNumber } from '../calendar/day-number.ts';
import type { IsoDate } from '../facts/types.ts';
import { dayBefore } from './ledger.ts';

export const CHANGE_STARTS = ['month', 'monday', 'sunday'] as const;
/** From when changes are told: thirty days back, or the last start of the week. */
export type ChangeStart = (typeof CHANGE_STARTS)[number];

const USUAL_DAYS = 30;
/** Day 0 of the count, 1 January 1970, was a Thursday: Monday came four days later, Sunday three. */
const FIRST_OF_WEEK = { monday: 4, sunday: 3 } as const;

/** First day of the changes told on `asOf`. On the first day of a week it is that of the week before: the day has hardly begun. */
export function changeStart(asOf: IsoDate, start: ChangeStart): IsoDate {
  const day = parseDayNumber(asOf);
  if (start === 'month' || day === null) return dayBefore(asOf, USUAL_DAYS);
  const sinceFirst = (((day - FIRST_OF_WEEK[start]) % 7) + 7) % 7;
  return dayBefore(asOf, sinceFirst === 0 ? 7 : sinceFirst);
}
