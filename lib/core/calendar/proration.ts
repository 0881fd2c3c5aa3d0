/** Fiscal quarters spread over calendar quarters by days (model 4). */
import { firstDayOfMonth, firstDayOfQuarter } from './quarter.ts';

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
