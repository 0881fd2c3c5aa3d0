/**
 * Quarters as one running number, year * 4 + (quarter - 1), and months as year * 12 + (month - 1): differences are
 * then plain subtraction.
 */
import type { IsoDate } from '../facts/types.ts';
import { toDayNumber } from './day-number.ts';

const LABEL = /^(\d{4})[Qq]([1-4])$/;

/** Running number of the calendar quarter that holds `date`. */
export function quarterIndexOf(date: IsoDate): number {
  return Math.floor(monthIndexOf(date) / 3);
}

/** `2026Q4` for 8107. */
export function quarterLabel(quarterIndex: number): string {
  return `${String(yearOfQuarter(quarterIndex))}Q${String((quarterIndex % 4) + 1)}`;
}

/** Running number of a label such as `2026Q4` or `2026q4`, null when the text is none. */
export function parseQuarterLabel(label: string): number | null {
  const match = LABEL.exec(label);
  return match === null ? null : Number(match[1]) * 4 + Number(match[2]) - 1;
}

/** Calendar year of a quarter. */
export function yearOfQuarter(quarterIndex: number): number {
  return Math.floor(quarterIndex / 4);
}

/** Running number of the month that holds `date`. */
export function monthIndexOf(date: IsoDate): number {
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
}

/** Day number of the first day of a month. */
export function firstDayOfMonth(monthIndex: number): number {
  const year = String(Math.floor(monthIndex / 12)).padStart(4, '0');
  return toDayNumber(`${year}-${String((monthIndex % 12) + 1).padStart(2, '0')}-01`);
}

/** Day number of the first day of a calendar quarter. */
export function firstDayOfQuarter(quarterIndex: number): number {
  return firstDayOfMonth(quarterIndex * 3);
}

/** mid(k) of model 3: first day plus half the days, so it may end in .5. */
export function midDayOfQuarter(quarterIndex: number): number {
  return (firstDayOfQuarter(quarterIndex) + firstDayOfQuarter(quarterIndex + 1)) / 2;
}

/** Decimal year of a quarter's middle: year + (quarter - 0.5) / 4 (model, "Time"). */
export function midYearOfQuarter(quarterIndex: number): number {
  return yearOfQuarter(quarterIndex) + ((quarterIndex % 4) + 0.5) / 4;
}
