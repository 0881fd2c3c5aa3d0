/** How prices of tokens, multiples and calendar days are written on the page of labs. */
import { formatFraction, formatFractionRange, formatSignificant } from '../format.ts';

const NO_BREAK_SPACE = '\u00a0';

/** A list price as printed, USD per million tokens: 0.0028 → "$0.0028", 5 → "$5". At most four significant digits. */
export function formatListPrice(usdPerMtok: number): string {
  return `$${String(Number(usdPerMtok.toPrecision(4)))}`;
}

/** A modelled USD per million tokens, two significant digits: a roofline knows no more. */
export function formatModelledPrice(usdPerMtok: number): string {
  return `$${String(Number(usdPerMtok.toPrecision(2)))}`;
}

/** Ends of a modelled price: "$0.041–0.21". */
export function formatModelledRange(low: number, high: number): string {
  return `${formatModelledPrice(low)}–${formatModelledPrice(high).slice(1)}`;
}

/** "7.6 ×", "66 ×". */
export function formatMultiple(value: number): string {
  return `${formatSignificant(value, 2)}${NO_BREAK_SPACE}×`;
}

/** Pass-through and savings: "60.0 % (30.0–90.0 %)", without brackets when the reader holds it. */
export function formatChosen(range: {
  readonly low: number;
  readonly point: number;
  readonly high: number;
}): string {
  const point = formatFraction(range.point);
  return range.low === range.high ? point : `${point} (${formatFractionRange(range.low, range.high)})`;
}

/** A day as decimal year, for time axes. */
export function yearOfDay(date: string): number {
  const year = Number(date.slice(0, 4));
  const start = Date.UTC(year, 0, 1);
  return year + (Date.parse(`${date}T00:00:00Z`) - start) / (Date.UTC(year + 1, 0, 1) - start);
}

/** Why a price of a step is not there. */
export const NOT_LISTED = 'not listed';
