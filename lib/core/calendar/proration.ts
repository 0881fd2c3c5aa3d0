/** Fiscal quarters spread over calendar quarters by days (model 4 and 7). */
import type { IsoDate } from '../facts/types.ts';
import { toDayNumber } from './day-number.ts';
import { firstDayOfMonth, firstDayOfQuarter, quarterIndexOf } from './quarter.ts';

/** `weight` of fiscal quarter `fiscal` (from 0) falls into calendar quarter `calendar` (running number). */
export interface QuarterShare {
  readonly fiscal: number;
  readonly calendar: number;
  readonly weight: number;
}

/**
 * Shares of `count` three-month periods, the first of which begins with month `firstMonth` (running number).
 * The weights of one fiscal quarter sum to 1; quarters that are calendar quarters get one share of exactly 1.
 */
export function prorateQuartersByDays(firstMonth: number, count: number): readonly QuarterShare[] {
  const shares: QuarterShare[] = [];
  for (let fiscal = 0; fiscal < count; fiscal += 1) {
    const startMonth = firstMonth + fiscal * 3;
    const start = firstDayOfMonth(startMonth);
    const end = firstDayOfMonth(startMonth + 3);
    for (let calendar = Math.floor(startMonth / 3); firstDayOfQuarter(calendar) < end; calendar += 1) {
      const from = Math.max(start, firstDayOfQuarter(calendar));
      const to = Math.min(end, firstDayOfQuarter(calendar + 1));
      shares.push({ fiscal, calendar, weight: (to - from) / (end - start) });
    }
  }
  return shares;
}

/** `days` of a period fall into calendar quarter `calendar` (running number), which has `quarterDays` in all. */
export interface QuarterDays {
  readonly calendar: number;
  readonly days: number;
  readonly quarterDays: number;
}

/** Days of the period from `startOn` to `endOn`, both included, by calendar quarter in order. */
export function countQuarterDays(startOn: IsoDate, endOn: IsoDate): readonly QuarterDays[] {
  const start = toDayNumber(startOn);
  const end = toDayNumber(endOn) + 1;
  const counts: QuarterDays[] = [];
  for (let calendar = quarterIndexOf(startOn); firstDayOfQuarter(calendar) < end; calendar += 1) {
    const [first, next] = [firstDayOfQuarter(calendar), firstDayOfQuarter(calendar + 1)];
    const days = Math.min(end, next) - Math.max(start, first);
    if (days > 0) counts.push({ calendar, days, quarterDays: next - first });
  }
  return counts;
}

/** The calendar quarter that holds most days of a period; the earlier of two that hold as many. */
export function mainQuarterOf(startOn: IsoDate, endOn: IsoDate): number {
  const [first, ...others] = countQuarterDays(startOn, endOn);
  if (first === undefined) throw new RangeError(`the period ${startOn} to ${endOn} has no day`);
  return others.reduce((best, next) => (next.days > best.days ? next : best), first).calendar;
}
