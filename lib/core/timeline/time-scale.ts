/** Where a day stands along the time axis of a chart. */
import { decimalYearOf } from '../calendar/decimal-year.ts';
import { toDayNumber } from '../calendar/day-number.ts';
import type { IsoDate } from '../facts/types.ts';

/** First and last day of a period, both in it. */
export interface Period {
  readonly from: IsoDate;
  readonly to: IsoDate;
}

/** Decimal years in a straight line, or periods that each take the same room, whatever their length. */
export type TimeScale =
  | { readonly kind: 'years'; readonly from: number; readonly to: number }
  | { readonly kind: 'periods'; readonly periods: readonly Period[] };

/**
 * Place of a day, 0 at the axis' beginning and 1 at its end; null for a day that the axis does not hold. Throws
 * `RangeError` on anything but a calendar date.
 */
export function placeDay(scale: TimeScale, day: IsoDate): number | null {
  if (scale.kind === 'years') {
    const place = (decimalYearOf(day) - scale.from) / (scale.to - scale.from);
    return place >= 0 && place <= 1 ? place : null;
  }
  const { periods } = scale;
  const index = periods.findIndex(({ from, to }) => from <= day && day <= to);
  const period = periods[index];
  if (period === undefined) return null;
  const first = toDayNumber(period.from);
  // The middle of the day, so that a day is inside its period at either end.
  const within = (toDayNumber(day) - first + 0.5) / (toDayNumber(period.to) - first + 1);
  return (index + within) / periods.length;
}

/** Place of a range of days: the middle of the part that the axis holds; null when it holds neither end. */
export function placePeriod(scale: TimeScale, { from, to }: Period): number | null {
  const [first, last] = [placeDay(scale, from), placeDay(scale, to)];
  if (first === null || last === null) return first ?? last;
  return (first + last) / 2;
}
