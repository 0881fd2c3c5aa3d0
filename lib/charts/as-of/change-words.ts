/** How figures of two days, and errors of a forecast, are written. */
import { formatPct, formatUsdBn } from '../format.ts';

/** "$710 bn → $733 bn". */
export function thenNow(then: number, now: number, format: (value: number) => string = formatUsdBn): string {
  return `${format(then)} → ${format(now)}`;
}

/** "$710 → 733 bn": where there is little room. */
export function thenNowUsd(then: number, now: number): string {
  return `${formatUsdBn(then).replace('\u00a0bn', '')} → ${formatUsdBn(now).replace('$', '')}`;
}

/** A signed percentage, "+3.1 %" or "−28.3 %". */
export function formatErrorPct(percent: number): string {
  const text = formatPct(percent);
  return percent > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** "2.1 % too low", "3.0 % too high", "exact" when nothing is left after rounding. */
export function missWords(percent: number): string {
  const size = formatPct(Math.abs(percent));
  if (!/[1-9]/.test(size)) return 'exact';
  return `${size} too ${percent < 0 ? 'low' : 'high'}`;
}

const PERIOD = /^(\d{4})(?:(Q[1-4]|H[12])(?:–(Q[1-4]))?)?$/;

/** "2026H1" as "the first half of 2026", "2025Q3" as "Q3 2025", "2025" as it is. */
export function periodWords(label: string): string {
  const [, year, part, last] = PERIOD.exec(label) ?? [];
  if (year === undefined || part === undefined) return label;
  if (part.startsWith('H')) return `the ${part === 'H1' ? 'first' : 'second'} half of ${year}`;
  return `${part}${last === undefined ? '' : `–${last}`}\u00a0${year}`;
}
