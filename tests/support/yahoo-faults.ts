import type { ChartBody } from './yahoo-payloads.ts';

/** What the fake Yahoo can be told to do wrong. */
export type YahooFaultKind =
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string; readonly body?: string }
  | { readonly kind: 'body'; readonly body: string }
  | { readonly kind: 'consent-page' }
  | { readonly kind: 'consent-redirect' }
  | { readonly kind: 'detour' }
  | { readonly kind: 'truncated' }
  | { readonly kind: 'renamed'; readonly from: string; readonly to: string }
  | { readonly kind: 'hang' }
  | { readonly kind: 'reset' }
  | { readonly kind: 'wrong-currency'; readonly currency: string }
  | { readonly kind: 'hundredfold-jump'; readonly row: number; readonly factor: number }
  | {
      readonly kind: 'split-day';
      /** Below zero: counted from the last one. */
      readonly row: number;
      readonly numerator: number;
      readonly denominator: number;
    }
  | { readonly kind: 'null-bars'; readonly rows: readonly number[] }
  | { readonly kind: 'duplicate-day'; readonly row: number; readonly isDifferent: boolean }
  | { readonly kind: 'future-bars'; readonly days: number }
  | { readonly kind: 'instead-of-close'; readonly row: number; readonly value: unknown };

export const CONSENT_PAGE =
  '<!DOCTYPE html><html><head><title>Yahoo is part of the Yahoo family of brands</title></head><body><form method="post"><input type="hidden" name="csrfToken" value="abc"><button name="agree">Accept all</button></form></body></html>';

const PRICE_COLUMNS = ['open', 'high', 'low', 'close'] as const;

/** The text of a chart, or of another answer, with the fault built in; the same text for faults of the connection. */
export function spoilText(text: string, fault: YahooFaultKind): string {
  if (fault.kind === 'truncated') return text.slice(0, Math.floor(text.length * 0.6));
  if (fault.kind === 'renamed') return text.replaceAll(`"${fault.from}":`, `"${fault.to}":`);
  if (fault.kind === 'wrong-currency') {
    return text.replaceAll(/"(currency|currencyCode)":"[^"]*"/g, `"$1":"${fault.currency}"`);
  }
  const body = JSON.parse(text) as ChartBody;
  if (!('chart' in body)) return text;
  spoilChart(body, fault);

  return JSON.stringify(body);
}

function spoilChart({ chart }: ChartBody, fault: YahooFaultKind): void {
  const [result] = chart.result;
  const [quote] = result.indicators.quote;
  const adjusted = result.indicators.adjclose?.[0] ?? {};
  const columns = [...Object.values(quote), ...Object.values(adjusted)];
  if (fault.kind === 'hundredfold-jump') {
    for (const name of PRICE_COLUMNS) multiply(quote[name], fault.row, fault.factor);
  }
  if (fault.kind === 'split-day') {
    // Yahoo before it has restated the past: prices fall on the day of the split, the split stands among the events.
    const factor = fault.denominator / fault.numerator;
    const splitRow = fault.row < 0 ? result.timestamp.length + fault.row : fault.row;
    for (const [row] of result.timestamp.entries()) {
      if (row >= splitRow) for (const name of PRICE_COLUMNS) multiply(quote[name], row, factor);
    }
    const date = result.timestamp[splitRow] ?? 0;
    const { numerator, denominator } = fault;
    result.events = { ...result.events, splits: { [String(date)]: { date, numerator, denominator } } };
  }
  if (fault.kind === 'null-bars') for (const row of fault.rows) for (const each of columns) each[row] = null;
  if (fault.kind === 'duplicate-day') {
    result.timestamp.splice(fault.row, 0, result.timestamp[fault.row] ?? 0);
    for (const each of columns) each.splice(fault.row, 0, each[fault.row]);
    if (fault.isDifferent) multiply(quote['close'], fault.row, 1.01);
  }
  if (fault.kind === 'future-bars') {
    const last = result.timestamp.at(-1) ?? 0;
    result.timestamp.push(last + fault.days * 86_400);
    for (const each of columns) each.push(each.at(-1));
  }
  if (fault.kind === 'instead-of-close' && quote['close']) quote['close'][fault.row] = fault.value;
}

function multiply(column: unknown[] | undefined, row: number, factor: number): void {
  if (column !== undefined && typeof column[row] === 'number') column[row] *= factor;
}
