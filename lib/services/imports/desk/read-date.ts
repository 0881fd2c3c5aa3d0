import { err, ok, type Result } from '#lib/core/result.ts';
import type { CellDoubt, PlainCell } from './number-style.ts';

const YEAR_FIRST = /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$/;
/** Points between the parts: day, month, year everywhere. */
const DAY_FIRST = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/;
const SLASHED = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;

/**
 * Reads dates as Excel rewrites them: `2026/7/30`, `30.7.2026`, and `7/30/2026` or `30/7/2026` where only one order
 * gives a month. Text that is no such date is passed on for the contract to judge.
 */
export function readDate(cell: string): Result<PlainCell, CellDoubt> {
  const yearFirst = YEAR_FIRST.exec(cell);
  if (yearFirst !== null) return rewritten(yearFirst[1], yearFirst[2], yearFirst[3]);
  const dayFirst = DAY_FIRST.exec(cell);
  if (dayFirst !== null) return rewritten(dayFirst[3], dayFirst[2], dayFirst[1]);
  const slashed = SLASHED.exec(cell);
  if (slashed === null) return ok({ plain: cell, isRewritten: false });

  const [, first, second, year] = slashed;
  if (Number(first) > 12 || first === second) return rewritten(year, second, first);
  if (Number(second) > 12) return rewritten(year, first, second);
  const readings = [plainDate(year, first, second), plainDate(year, second, first)];
  return err({ what: `may be ${readings.join(' or ')}`, remedy: 'write YYYY-MM-DD' });
}

function rewritten(year?: string, month?: string, day?: string): Result<PlainCell, CellDoubt> {
  return ok({ plain: plainDate(year, month, day), isRewritten: true });
}

function plainDate(year = '', month = '', day = ''): string {
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
