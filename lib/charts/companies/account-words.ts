/** How accounts are written: money in the vendor's unit, kinds of figures, segments' colours. */
import { parseQuarterLabel } from '../../core/calendar/quarter.ts';
import type { NativeUnit, SegmentRole } from '../../core/vendors/company.ts';
import type { FigureKind } from '../../core/vendors/figure.ts';
import type { MetricKind } from '../../core/vendors/vendor-facts.ts';
import type { ColourToken } from '../chart-model.ts';
import { formatQuarter, formatSignificant } from '../format.ts';
import type { MarkForm } from '../xy-plot-model.ts';

const UNITS: Readonly<
  Record<NativeUnit, { readonly sign: string; readonly scale: string; readonly words: string }>
> = {
  // The typeface of figures has no won sign, so currencies but the dollar are written by their code.
  KRW_tn: { sign: 'KRW\u00a0', scale: 'tn', words: 'KRW tn' },
  JPY_bn: { sign: 'JPY\u00a0', scale: 'bn', words: 'JPY bn' },
  USD_bn: { sign: '$', scale: 'bn', words: 'USD bn' },
};

/** Unit of accounts for axes and headings: "KRW tn". */
export function unitWords(unit: NativeUnit): string {
  return UNITS[unit].words;
}

/** Money in the vendor's unit at three significant digits: "KRW 79.3 tn", "−$1.88 bn". */
export function formatNative(value: number, unit: NativeUnit): string {
  const { sign, scale } = UNITS[unit];
  const text = formatSignificant(value);
  const isNegative = text.startsWith('\u2212');
  return `${isNegative ? '\u2212' : ''}${sign}${isNegative ? text.slice(1) : text}\u00a0${scale}`;
}

/** Words after a number that is neither money nor percent; a count has none. */
const UNIT_WORDS: Readonly<Record<string, string>> = { count: '', ratio: ' times', pct: '\u00a0%' };
const MOST_DIGITS = 4;

/** A figure of the table in its own unit: money as money, percent as percent, others with the unit's name. */
export function formatMetric(value: number, unit: string): string {
  if (Object.hasOwn(UNITS, unit)) return formatNative(value, unit as NativeUnit);
  const digits = String(Math.abs(value)).replace('.', '').replace(/^0+/, '').length;
  const text = formatSignificant(value, Math.max(1, Math.min(MOST_DIGITS, digits)));
  return `${text}${UNIT_WORDS[unit] ?? `\u00a0${unit.replaceAll('_', ' ')}`}`;
}

/**
 * Solid as reported, outlined where exact arithmetic made it, hatched where two fiscal quarters were shared out by
 * days: that takes revenue to flow evenly, so it is an estimate.
 */
export const KIND_FORMS: Readonly<Record<FigureKind, MarkForm>> = {
  reported: 'reported',
  derived: 'derived',
  prorated: 'estimate',
};

export const KIND_WORDS: Readonly<Record<FigureKind, string>> = {
  reported: 'reported',
  derived: 'derived by arithmetic',
  prorated: 'derived by days from two fiscal quarters',
};

export const METRIC_KIND_WORDS: Readonly<Record<MetricKind, string>> = {
  reported: 'reported',
  derived: 'derived',
  guidance: 'guided',
  estimate: 'estimated',
};

/** The colours of parts of memory: tested to be told apart, one a role on every page of companies. */
const ROLE_COLOURS: Readonly<Record<SegmentRole, ColourToken>> = {
  hbm: 'm-weights',
  dram: 'm-kv',
  nand: 'm-closed',
  hdd: 'm-overhead',
  logic: 'm-state',
  'data-center': 'm-state',
  edge: 'm-closed',
  consumer: 'm-overhead',
  rest: 'm-free',
};

export function segmentColour(role: SegmentRole): ColourToken {
  return ROLE_COLOURS[role];
}

/** "Q3 26" for a calendar quarter; a fiscal label stays as the vendor writes it. */
export function quarterWords(label: string): string {
  return parseQuarterLabel(label) === null ? label : formatQuarter(label);
}

/** "operating income" for operating_income; what is no plain word is named. */
export function metricWords(metric: string): string {
  const words = metric.replace(/_pct$/, '').replace(/_usd$/, ' in dollars').replaceAll('_', ' ');
  return words
    .replace('nongaap', '(non-GAAP)')
    .replace('qoq', 'change on the quarter')
    .replace('yoy', 'change on the year')
    .replace('asp', 'price');
}
