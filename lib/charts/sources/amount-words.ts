/** Stored numbers in words: as recorded, not rounded. */
import type { Amount } from '../../core/ledger/stored-fact.ts';

const MINUS = '\u2212';
const NO_BREAK_SPACE = '\u00a0';
/** What a double holds without noise. */
const MOST_DIGITS = 12;

const UNIT_WORDS: Readonly<Record<string, string>> = { pct: '%' };

/** A number with all the digits that were recorded: −1,234.5. */
export function formatStored(value: number): string {
  const [whole = '', ...rest] = String(Number(Math.abs(value).toPrecision(MOST_DIGITS))).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${value < 0 ? MINUS : ''}${[grouped, ...rest].join('.')}`;
}

/** Point, else range, else the one bound; null without a number. */
export function mainWords(amount: Amount, unit: string | null): string | null {
  const { low, point, high } = amount;
  if (point !== null) return withUnit(formatStored(point), unit);
  if (low !== null && high !== null) return withUnit(joinEnds(low, high), unit);
  if (low !== null) return `above ${withUnit(formatStored(low), unit)}`;
  return high === null ? null : `below ${withUnit(formatStored(high), unit)}`;
}

/** The range around a point: "70–80", "from 70", "to 80"; null where none is stated. */
export function rangeWords({ low, point, high }: Amount): string | null {
  if (point === null || (low === null && high === null)) return null;
  if (low !== null && high !== null) return low === high ? null : joinEnds(low, high);
  return low === null ? `to ${formatStored(high ?? point)}` : `from ${formatStored(low)}`;
}

/** Number and range in one text; `missing` without a number. */
export function amountWords(amount: Amount | null, unit: string | null, missing: string): string {
  if (amount === null) return missing;
  const range = rangeWords(amount);
  const main = mainWords(amount, unit);
  return main === null ? missing : `${main}${range === null ? '' : ` (${range})`}`;
}

/** A unit as it is read: "%" for pct. */
export function unitWords(unit: string): string {
  return UNIT_WORDS[unit] ?? unit;
}

function withUnit(text: string, unit: string | null): string {
  return unit === null ? text : `${text}${NO_BREAK_SPACE}${unitWords(unit)}`;
}

function joinEnds(low: number, high: number): string {
  const ends = [formatStored(low), formatStored(high)];
  return low < 0 || high < 0 ? ends.join(' to ') : ends.join('–');
}
