/** Calendar dates as whole days since 1970-01-01, so that the model can measure time without a clock or a zone. */
import type { IsoDate } from '../facts/types.ts';

const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const MS_PER_DAY = 86_400_000;

/** Day number of a date, null when `text` is not a real calendar date (2026-02-30, 2026-1-1). */
export function parseDayNumber(text: string): number | null {
  const match = ISO_DATE.exec(text);
  if (match === null) return null;
  const dayNumber = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) / MS_PER_DAY;
  return toIsoDate(dayNumber) === text ? dayNumber : null;
}

/** Day number of a date that is known to be one. Throws `RangeError` on anything else: that is a bug. */
export function toDayNumber(date: IsoDate): number {
  const dayNumber = parseDayNumber(date);
  if (dayNumber === null) throw new RangeError(`"${date}" is not a calendar date (YYYY-MM-DD)`);
  return dayNumber;
}

/** Inverse of {@link toDayNumber}; whole days only. */
export function toIsoDate(dayNumber: number): IsoDate {
  return new Date(dayNumber * MS_PER_DAY).toISOString().slice(0, 10);
}

/** Day of the week of a day number: 0 is Monday, 6 is Sunday. */
export function weekdayOf(dayNumber: number): number {
  // 1970-01-01 was a Thursday.
  return (((dayNumber + 3) % 7) + 7) % 7;
}
