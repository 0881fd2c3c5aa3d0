/** Months as freezes count them: `2026-11`, in UTC. */
import { toIsoDate } from '../calendar/day-number.ts';
import { firstDayOfMonth, monthIndexOf } from '../calendar/quarter.ts';
import type { IsoDate } from '../facts/types.ts';

/** Month of a date. */
export function monthOf(date: IsoDate): string {
  return date.slice(0, 7);
}

/** Seed of a month's draws: 202611 for 2026-11, so that anybody can draw them again. */
export function seedOfMonth(month: string): number {
  return Number(month.replace('-', ''));
}

/** Months between the first freeze and a month, both included, that have none: they stay missed. */
export function missedMonths(frozen: readonly string[], present: string): string[] {
  const [first] = frozen.toSorted();
  if (first === undefined) return [];
  return monthsThrough(first, present).filter((month) => month !== present && !frozen.includes(month));
}

/** The last days of the `count` months before that of `date`, oldest first. */
export function monthEndsBefore(date: IsoDate, count: number): IsoDate[] {
  const present = monthIndexOf(date);
  return Array.from({ length: count }, (_, i) => toIsoDate(firstDayOfMonth(present - count + 1 + i) - 1));
}

function monthsThrough(first: string, last: string): string[] {
  const from = monthIndexOf(`${first}-01`);
  const count = monthIndexOf(`${last}-01`) - from + 1;
  return Array.from({ length: Math.max(0, count) }, (_, i) =>
    toIsoDate(firstDayOfMonth(from + i)).slice(0, 7),
  );
}
