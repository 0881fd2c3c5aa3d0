/**
 * Capex by quarter (model 4): reported quarters, a guided year's open quarters on a straight line from the last
 * known one, later years by a growth that fades.
 */
import { indexAt, valueAt } from '../assumptions/value-at.ts';
import type { QuarterShare } from '../calendar/proration.ts';
import type { CapexBasis, CapexGuide, IssuerBasis } from './capex-basis.ts';

/** Assumptions behind the quarters that nobody has reported. */
export interface CapexOutlook {
  /** Actual over guided for the unreported rest of a guided year, ratio. */
  guidanceAttainment: number;
  /** y_1, y_T per year and theta, the factor by which growth above y_T shrinks each further year. */
  growthFirstYear: number;
  growthTerminal: number;
  growthFade: number;
}

/** Which end of the guides to follow. */
export type GuideEnd = 'low' | 'point' | 'high';

/**
 * Fills `quarters` (USD bn by own quarter, length `quarterCount`) of one issuer.
 * guided year: rest = (guide - reported) * attainment; past guidance: year = year before * (1 + y),
 * y = y_T + (y_1 - y_T) * theta^n.
 */
export function fillIssuerQuarters(
  issuer: IssuerBasis,
  outlook: CapexOutlook,
  end: GuideEnd,
  quarters: Float64Array,
): void {
  quarters.set(issuer.reportedUsdBn);
  fillOpenYears(issuer, outlook, end, quarters);
}

/** The same for `quarters` that begin with the issuer's reported ones already; no value changes those. */
export function fillOpenYears(
  issuer: IssuerBasis,
  outlook: CapexOutlook,
  end: GuideEnd,
  quarters: Float64Array,
): void {
  const known = issuer.reportedUsdBn.length;
  const firstOpenYear = Math.floor((known + issuer.missingHeadQuarters) / 4);
  let yearBefore = firstOpenYear === 0 ? -1 : yearTotal(issuer, quarters, firstOpenYear - 1);
  // theta^n of model 4: 1 in the first year past guidance.
  let fade = 1;
  for (let year = firstOpenYear; year < issuer.guides.length; year += 1) {
    const start = Math.max(0, year * 4 - issuer.missingHeadQuarters);
    const stop = (year + 1) * 4 - issuer.missingHeadQuarters;
    const isWhole = stop - start === 4;
    const open = Math.min(stop - start, stop - known);
    const guide = issuer.guides[year] ?? null;
    const reported = sum(quarters, start, stop - open);
    let filled: number;
    if (guide !== null && isWhole) {
      const rest = (guideAt(guide, end) - reported) * outlook.guidanceAttainment;
      filled = fillOpenQuarters(quarters, stop, open, rest);
      fade = 1;
    } else if (yearBefore >= 0) {
      const rest = yearBefore * (1 + growth(outlook, fade)) - reported;
      filled = fillOpenQuarters(quarters, stop, open, rest);
      fade *= outlook.growthFade;
    } else {
      // Neither guide nor year before: the first year of a series stays at its last reported level.
      const level = valueAt(quarters, stop - open - 1);
      quarters.fill(level, stop - open, stop);
      filled = level * open;
    }
    // A year known only in part is taken at its rate.
    yearBefore = ((reported + filled) * 4) / (stop - start);
  }
}

/** USD bn of an own year; a year known only in part is taken at its rate. */
function yearTotal(issuer: IssuerBasis, quarters: Float64Array, year: number): number {
  const start = Math.max(0, year * 4 - issuer.missingHeadQuarters);
  const stop = (year + 1) * 4 - issuer.missingHeadQuarters;
  return (sum(quarters, start, stop) * 4) / (stop - start);
}

/** Shares of own quarters in the calendar quarters of a basis, one array a field: they are read for every draw. */
export interface CalendarShares {
  readonly fiscal: Int32Array;
  /** Positions in the basis. */
  readonly calendar: Int32Array;
  readonly weight: Float64Array;
}

/** `shares` as far as the basis reaches. */
export function layOutShares(basis: CapexBasis, shares: readonly QuarterShare[]): CalendarShares {
  const inside = shares.filter(({ calendar }) => calendar - basis.firstQuarter < basis.quarterCount);
  return {
    fiscal: Int32Array.from(inside, ({ fiscal }) => fiscal),
    calendar: Int32Array.from(inside, ({ calendar }) => calendar - basis.firstQuarter),
    weight: Float64Array.from(inside, ({ weight }) => weight),
  };
}

/** Adds `quarters` of an issuer to `capexUsdBn` (by calendar quarter of the basis), prorated as `shares` say. */
export function addToCalendar(
  quarters: Float64Array,
  shares: CalendarShares,
  capexUsdBn: Float64Array,
): void {
  const { fiscal, calendar, weight } = shares;
  for (let i = 0; i < weight.length; i += 1) {
    const position = indexAt(calendar, i);
    const part = valueAt(quarters, indexAt(fiscal, i)) * valueAt(weight, i);
    capexUsdBn[position] = valueAt(capexUsdBn, position) + part;
  }
}

/** Whether an own quarter that is not reported gets its capex from a guide rather than from the path past guidance. */
export function isGuidedQuarter(issuer: IssuerBasis, fiscal: number): boolean {
  const year = Math.floor((fiscal + issuer.missingHeadQuarters) / 4);
  const isWhole = year > 0 || issuer.missingHeadQuarters === 0;
  return isWhole && (issuer.guides[year] ?? null) !== null;
}

function growth(outlook: CapexOutlook, fade: number): number {
  const excess = outlook.growthFirstYear - outlook.growthTerminal;
  return outlook.growthTerminal + excess * fade;
}

/**
 * Last `open` quarters before `stop` get `rest` on a straight line a0 + d * j from the quarter before them,
 * d = 2 (rest - m a0) / (m (m + 1)); in equal parts if one were negative. A guide below what is already
 * reported leaves nothing. Returns what the quarters got together.
 */
function fillOpenQuarters(quarters: Float64Array, stop: number, open: number, rest: number): number {
  const spend = Math.max(0, rest);
  const from = stop - open;
  const last = valueAt(quarters, from - 1);
  const step = (2 * (spend - open * last)) / (open * (open + 1));
  const isStraight = last + step * open >= 0;
  for (let j = 1; j <= open; j += 1) quarters[from + j - 1] = isStraight ? last + step * j : spend / open;
  return spend;
}

function sum(quarters: Float64Array, start: number, stop: number): number {
  let total = 0;
  for (let i = start; i < stop; i += 1) total += valueAt(quarters, i);
  return total;
}

function guideAt(guide: CapexGuide, end: GuideEnd): number {
  if (end === 'low') return guide.lowUsdBn;
  return end === 'high' ? guide.highUsdBn : guide.pointUsdBn;
}
