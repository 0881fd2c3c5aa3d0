/**
 * How numbers, quarters and dates are written on every page, chart, table and picture: true minus sign, en dash
 * in ranges, a space that does not break before units, decimals by scale. No locale data, so that server and
 * browser write the same text.
 */

const MINUS = '\u2212';
const EN_DASH = '\u2013';
const NO_BREAK_SPACE = '\u00a0';
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

function assertFinite(value: number): void {
  if (!Number.isFinite(value)) {
    throw new RangeError(`Cannot write ${String(value)} as a figure; absence is null with a reason.`);
  }
}

function groupThousands(digits: string): string {
  const [whole = '', fraction] = digits.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** Magnitude without sign, and whether anything is left of the sign after rounding ("−0.0" is never written). */
function withSign(value: number, magnitude: string, plus: string): string {
  if (!/[1-9]/.test(magnitude)) return magnitude;
  return `${value < 0 ? MINUS : plus}${magnitude}`;
}

function significantMagnitude(value: number, digits: number): string {
  if (value === 0) return '0';
  const rounded = Number(Math.abs(value).toPrecision(digits));
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(rounded)));
  // Past three decimals the third digit of a tiny number is noise on every scale that the product draws.
  return groupThousands(rounded.toFixed(Math.min(decimals, digits)));
}

/** A number at `digits` significant digits: 548.45 → "548", 0.1026 → "0.103", −44.4 → "−44.4". Throws on NaN. */
export function formatSignificant(value: number, digits = 3): string {
  assertFinite(value);
  return withSign(value, significantMagnitude(value, digits), '');
}

/** As `formatSignificant`, with "+" before gains. */
export function formatSigned(value: number, digits = 3): string {
  assertFinite(value);
  return withSign(value, significantMagnitude(value, digits), '+');
}

/** USD billions at three significant digits: "$44.4 bn", "−$44.4 bn". */
export function formatUsdBn(usdBn: number): string {
  assertFinite(usdBn);
  return `${withSign(usdBn, `$${significantMagnitude(usdBn, 3)}`, '')}${NO_BREAK_SPACE}bn`;
}

/** A change in USD billions with its sign always written: "+$2.1 bn". */
export function formatUsdBnChange(usdBn: number): string {
  assertFinite(usdBn);
  return `${withSign(usdBn, `$${significantMagnitude(usdBn, 3)}`, '+')}${NO_BREAK_SPACE}bn`;
}

/** A figure that is already in percent, one decimal: −8.0986 → "−8.1 %". */
export function formatPct(percent: number): string {
  assertFinite(percent);
  return `${withSign(percent, groupThousands(Math.abs(percent).toFixed(1)), '')}${NO_BREAK_SPACE}%`;
}

/** A fraction 0..1 as percent, one decimal: 0.28 → "28.0 %". */
export function formatFraction(fraction: number): string {
  return formatPct(fraction * 100);
}

/** Two written ends as one range; ends below zero are joined by "to", because "−3–−1" cannot be read. */
function joinRange(low: string, high: string): string {
  const separator = low.includes(MINUS) || high.includes(MINUS) ? ' to ' : EN_DASH;
  return low === high ? low : `${low}${separator}${high}`;
}

/** Low and high in the same unit, said once: (12.3, 48.1) → "12.3–48.1", then `unit` after a space when given. */
export function formatRange(low: number, high: number, unit?: string): string {
  const range = joinRange(formatSignificant(low), formatSignificant(high));
  return unit === undefined ? range : `${range}${NO_BREAK_SPACE}${unit}`;
}

/** USD billions: (21.3, 68.9) → "$21.3–68.9 bn". */
export function formatUsdBnRange(low: number, high: number): string {
  if (low < 0 || high < 0) return joinRange(formatUsdBn(low), formatUsdBn(high));
  return `$${joinRange(significantMagnitude(low, 3), significantMagnitude(high, 3))}${NO_BREAK_SPACE}bn`;
}

/** Fractions 0..1 as percent, one decimal: (0.12, 0.48) → "12.0–48.0 %". */
export function formatFractionRange(low: number, high: number): string {
  const written = (fraction: number): string => formatFraction(fraction).slice(0, -2);
  return `${joinRange(written(low), written(high))}${NO_BREAK_SPACE}%`;
}

function quarterParts(quarter: string): { year: string; number: string } {
  const match = /^(\d{4})Q([1-4])$/.exec(quarter);
  if (match?.[1] === undefined || match[2] === undefined) {
    throw new RangeError(`"${quarter}" is not a calendar quarter such as 2027Q1.`);
  }
  return { year: match[1], number: match[2] };
}

/** "2027Q1" → "Q1 27", for axes. Throws on anything else. */
export function formatQuarter(quarter: string): string {
  const { year, number } = quarterParts(quarter);
  return `Q${number}${NO_BREAK_SPACE}${year.slice(2)}`;
}

/** "2027Q1" → "Q1 2027", for sentences. */
export function formatQuarterLong(quarter: string): string {
  const { year, number } = quarterParts(quarter);
  return `Q${number}${NO_BREAK_SPACE}${year}`;
}

/** "2026-11-23" → "23 Nov 2026"; a source that states only month or year keeps that: "Nov 2026", "2026". */
export function formatDate(date: string): string {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(date);
  const [, year, month, day] = match ?? [];
  if (year === undefined) throw new RangeError(`"${date}" is not a date such as 2026-11-23.`);
  if (month === undefined) return year;
  const name = MONTHS[Number(month) - 1];
  if (name === undefined) throw new RangeError(`"${date}" has no month ${month}.`);
  const parts = day === undefined ? [name, year] : [String(Number(day)), name, year];
  return parts.join(NO_BREAK_SPACE);
}
