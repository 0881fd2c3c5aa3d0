import type { IsoDate } from '#lib/core/facts/types.ts';

/**
 * Last day of a period named in words, as the fact files write it: `2026`, `CY2026`, `2026Q3`, `2026 Q3`,
 * `2026H1`, `2026-06`, `2026-06-30`, `end 2026`, `2025-2027`, `2025Q3..2026Q2`. Null for fiscal years (their end
 * differs by company) and for open periods (`2026..`).
 */
export function findPeriodEnd(label: string): IsoDate | null {
  const range = /^.+\.\.(.*)$/.exec(label) ?? /^\d{4}-(\d{4})$/.exec(label);
  return endOfOne((range?.[1] ?? label).trim());
}

/** Last day of a date that may be reduced to a month or a year. */
export function endOfReducedDate(date: string): IsoDate {
  const [year = '', month, day] = date.split('-');
  if (day !== undefined) return date;
  return month === undefined ? `${year}-12-31` : endOfMonth(Number(year), Number(month));
}

function endOfOne(label: string): IsoDate | null {
  const year = /^(?:CY|end )?(\d{4})$/.exec(label)?.[1];
  if (year !== undefined) return `${year}-12-31`;
  const part = /^(\d{4}) ?([QH])([1-4])$/.exec(label);
  if (part !== null) {
    return endOfMonth(Number(part[1]), Number(part[3]) * (part[2] === 'Q' ? 3 : 6));
  }
  return /^\d{4}-\d{2}(-\d{2})?$/.test(label) ? endOfReducedDate(label) : null;
}

function endOfMonth(year: number, month: number): IsoDate {
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}
