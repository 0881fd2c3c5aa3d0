import type { IsoDate } from '../facts/types.ts';
import { toDayNumber, toIsoDate } from './day-number.ts';

function firstDayOf(year: number): number {
  return toDayNumber(`${String(year).padStart(4, '0')}-01-01`);
}

/** A date as decimal year: 2026-07-02 is 2026.499. Throws `RangeError` on anything but a calendar date. */
export function decimalYearOf(date: IsoDate): number {
  const year = Number(date.slice(0, 4));
  const start = firstDayOf(year);
  return year + (toDayNumber(date) - start) / (firstDayOf(year + 1) - start);
}

/** The day that a decimal year lies in; the inverse of {@link decimalYearOf}, whatever the rounding of the year. */
export function dayOfDecimalYear(value: number): IsoDate {
  const year = Math.floor(value);
  const start = firstDayOf(year);
  const days = (value - year) * (firstDayOf(year + 1) - start);
  return toIsoDate(start + Math.floor(days + 1e-6));
}
