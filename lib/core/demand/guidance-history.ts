/**
 * What the guides of a calendar year added up to, each day on which one of them moved. Every day is the capex basis of
 * that day (model 10) read by the formula of issuer-years.ts: there is no second arithmetic.
 */
import { isVisible } from '../calendar/as-of.ts';
import { quarterIndexOf } from '../calendar/quarter.ts';
import type { InputFault } from '../input-fault.ts';
import type { CapexActual, CapexAnnouncement, IsoDate } from '../facts/types.ts';
import { ok, type Result } from '../result.ts';
import { buildCapexBasis, isIncludedCash } from './capex-basis.ts';
import type { CapexOutlook } from './capex.ts';
import { INCLUDED_ISSUERS } from './consolidation.ts';
import type { UsdBnEnds } from './guide-point.ts';
import { computeIssuerYears, howYearIsKnown } from './issuer-years.ts';

/** An announcement with what is known of its measure. */
export interface MeasuredAnnouncement extends CapexAnnouncement {
  readonly comparability: {
    readonly measure: string;
    /** Null when it replaces none or nobody has judged it. */
    readonly isComparableWithSuperseded: boolean | null;
    readonly reason: string;
  } | null;
}

/** One issuer's calendar year as it was known from a day on. */
export interface IssuerVintage extends UsdBnEnds {
  readonly knownOn: IsoDate;
  readonly state: 'guided' | 'reported';
  /** Cash of the year reported by then; null when no quarter of it was. */
  readonly actualUsdBn: number | null;
  /** The guide that fills the open quarters; null when none is open. */
  readonly announcementId: string | null;
}

export interface IssuerHistory {
  readonly issuer: string;
  readonly ticker: string;
  /** Oldest first, from its first guide of the whole year; one for each change of amount, state or reported part. */
  readonly vintages: readonly IssuerVintage[];
}

/** The sum of the issuers' guides from a day on. */
export interface SumVintage extends UsdBnEnds {
  readonly knownOn: IsoDate;
  /** Tickers that announced a guide on that day. */
  readonly changed: readonly string[];
}

/** Why a sum moved: a new guide, a guide on another measure, the split of a fiscal guide, or the year's outcome. */
export type StepCause = 'revision' | 'measure' | 'split' | 'outcome';

/** One issuer's change of the sum on one day; the three ends are changes. */
export interface GuidanceStep extends UsdBnEnds {
  readonly knownOn: IsoDate;
  readonly issuer: string;
  readonly ticker: string;
  readonly cause: StepCause;
  /** The guide after the change; null when the year is reported. */
  readonly announcementId: string | null;
}

export interface GuidanceHistory {
  readonly year: number;
  /** Those that guided the whole calendar year in numbers before it was over, in the order of the rule. */
  readonly issuers: readonly IssuerHistory[];
  /** Names of those asked for that did not. */
  readonly absent: readonly string[];
  /** Oldest first, from the day on which all of `issuers` had guided; one for each change. */
  readonly sums: readonly SumVintage[];
  /** Changes between the sums: from the first sum they add up to the last. */
  readonly steps: readonly GuidanceStep[];
}

export interface GuidanceHistoryInput {
  readonly asOf: IsoDate;
  readonly year: number;
  /** Issuers of the consolidation rule to be added. */
  readonly tickers: readonly string[];
  readonly actuals: readonly CapexActual[];
  readonly announcements: readonly MeasuredAnnouncement[];
  readonly outlook: CapexOutlook;
}

/** Differences below this are rounding of prorated quarters, USD bn. */
const ROUNDING_USD_BN = 1e-9;

type Day = ReadonlyMap<string, IssuerVintage>;

/**
 * History of the guides of a calendar year up to `asOf`. Guides count as printed: attainment is 1 whatever the outlook
 * says. Fault: nothing was reported by `asOf`, or a series has a gap then. Model 4 and 10.
 */
export function computeGuidanceHistory(input: GuidanceHistoryInput): Result<GuidanceHistory, InputFault[]> {
  const now = readDay(input, input.asOf);
  if (!now.ok) return now;
  const days = listDays(input).flatMap((day) => {
    // A past day without a sound series said nothing; that of `asOf` is judged above.
    const read = readDay(input, day);
    return read.ok ? [[day, read.value] as const] : [];
  });
  const asked = INCLUDED_ISSUERS.filter(({ ticker }) => input.tickers.includes(ticker));
  const issuers = asked
    .map((who) => ({ ...who, vintages: vintagesOf(days, who.ticker) }))
    .filter(({ vintages }) => {
      // Who is first known after the year was over reported it without a guide of the whole of it.
      const first = vintages[0];
      return first !== undefined && first.knownOn <= `${String(input.year)}-12-31`;
    });
  const known = issuers.map(({ ticker }) => ticker);
  return ok({
    year: input.year,
    issuers,
    absent: asked.filter(({ ticker }) => !known.includes(ticker)).map(({ issuer }) => issuer),
    ...sumUp(issuers, input),
  });
}

/** Days on which a guide or a reported quarter of the issuers became known, oldest first. */
function listDays({ asOf, tickers, actuals, announcements }: GuidanceHistoryInput): IsoDate[] {
  const guides = announcements.filter(
    ({ kind, ticker }) => kind === 'guidance' && ticker !== null && tickers.includes(ticker),
  );
  const reported = actuals.filter((row) => isIncludedCash(row) && tickers.includes(row.ticker));
  const days = [...guides, ...reported].map(({ visibleFrom }) => visibleFrom);
  return [...new Set(days)].filter((day) => isVisible(day, asOf)).sort();
}

function readDay(input: GuidanceHistoryInput, asOf: IsoDate): Result<Day, InputFault[]> {
  const { year, tickers, actuals, announcements } = input;
  const lastQuarter = Math.max(year * 4 + 3, quarterIndexOf(asOf));
  const built = buildCapexBasis({ asOf, actuals, announcements, lastQuarter });
  if (!built.ok) return built;
  const outlook = { ...input.outlook, guidanceAttainment: 1 };
  const rows = computeIssuerYears(built.value, outlook, { first: year, last: year });
  const day = new Map<string, IssuerVintage>();
  for (const basis of built.value.issuers) {
    const state = howYearIsKnown(basis, year);
    const row = rows.find(({ ticker }) => ticker === basis.ticker);
    if (state === null || row === undefined || !tickers.includes(basis.ticker)) continue;
    const { lowUsdBn, pointUsdBn, highUsdBn, actualUsdBn, announcementId } = row;
    day.set(basis.ticker, {
      knownOn: asOf,
      state,
      lowUsdBn,
      pointUsdBn,
      highUsdBn,
      actualUsdBn,
      announcementId,
    });
  }
  return ok(day);
}

function vintagesOf(days: readonly (readonly [IsoDate, Day])[], ticker: string): IssuerVintage[] {
  const vintages: IssuerVintage[] = [];
  for (const [, day] of days) {
    const next = day.get(ticker);
    const last = vintages.at(-1);
    if (next === undefined) continue;
    if (last === undefined || isChanged(last, next)) vintages.push(next);
  }
  return vintages;
}

function isChanged(last: IssuerVintage, next: IssuerVintage): boolean {
  return (
    last.state !== next.state ||
    last.announcementId !== next.announcementId ||
    Math.abs((last.actualUsdBn ?? 0) - (next.actualUsdBn ?? 0)) > ROUNDING_USD_BN ||
    isMoved(difference(last, next))
  );
}

function difference(from: UsdBnEnds, to: UsdBnEnds): UsdBnEnds {
  return {
    lowUsdBn: to.lowUsdBn - from.lowUsdBn,
    pointUsdBn: to.pointUsdBn - from.pointUsdBn,
    highUsdBn: to.highUsdBn - from.highUsdBn,
  };
}

function isMoved({ lowUsdBn, pointUsdBn, highUsdBn }: UsdBnEnds): boolean {
  return [lowUsdBn, pointUsdBn, highUsdBn].some((change) => Math.abs(change) > ROUNDING_USD_BN);
}

/** Ends of several amounts together, USD bn. */
export function addEnds(rows: readonly UsdBnEnds[]): UsdBnEnds {
  return rows.reduce<UsdBnEnds>(
    (sum, row) => ({
      lowUsdBn: sum.lowUsdBn + row.lowUsdBn,
      pointUsdBn: sum.pointUsdBn + row.pointUsdBn,
      highUsdBn: sum.highUsdBn + row.highUsdBn,
    }),
    { lowUsdBn: 0, pointUsdBn: 0, highUsdBn: 0 },
  );
}

/** Newest vintage of an issuer on a day; null before its first. */
export function vintageAt({ vintages }: IssuerHistory, day: IsoDate): IssuerVintage | null {
  return vintages.findLast(({ knownOn }) => knownOn <= day) ?? null;
}

function sumUp(
  issuers: readonly IssuerHistory[],
  input: GuidanceHistoryInput,
): Pick<GuidanceHistory, 'sums' | 'steps'> {
  const days = issuers.flatMap(({ vintages }) => vintages.map(({ knownOn }) => knownOn));
  const firstDay = issuers
    .map(({ vintages }) => vintages[0]?.knownOn ?? '')
    .sort()
    .at(-1);
  const sums: SumVintage[] = [];
  const steps: GuidanceStep[] = [];
  for (const day of [...new Set(days)].filter((each) => firstDay !== undefined && each >= firstDay).sort()) {
    const known = issuers.map((issuer) => vintageAt(issuer, day)).filter((each) => each !== null);
    const changed = issuers
      .filter(({ ticker }) => hasNewGuide(ticker, day, input))
      .map(({ ticker }) => ticker);
    const moved = sums.length === 0 ? [] : stepsOf(issuers, day, input.announcements);
    if (sums.length > 0 && moved.length === 0) continue;
    steps.push(...moved);
    sums.push({ knownOn: day, changed, ...addEnds(known) });
  }
  return { sums, steps };
}

/** Whether an issuer announced a guide that touches the year on a day. */
function hasNewGuide(ticker: string, day: IsoDate, { year, announcements }: GuidanceHistoryInput): boolean {
  return announcements.some(
    (row) =>
      row.ticker === ticker &&
      row.kind === 'guidance' &&
      row.visibleFrom === day &&
      Number(row.periodStartOn?.slice(0, 4)) <= year &&
      Number(row.periodEndOn?.slice(0, 4)) >= year,
  );
}

function stepsOf(
  issuers: readonly IssuerHistory[],
  day: IsoDate,
  announcements: readonly MeasuredAnnouncement[],
): GuidanceStep[] {
  return issuers.flatMap(({ issuer, ticker, vintages }) => {
    const index = vintages.findIndex(({ knownOn }) => knownOn === day);
    const [from, to] = [vintages[index - 1], vintages[index]];
    if (from === undefined || to === undefined) return [];
    const change = difference(from, to);
    if (!isMoved(change)) return [];
    const cause = causeOf(to, announcements);
    return [{ knownOn: day, issuer, ticker, cause, announcementId: to.announcementId, ...change }];
  });
}

function causeOf(to: IssuerVintage, announcements: readonly MeasuredAnnouncement[]): StepCause {
  if (to.state === 'reported') return 'outcome';
  const guide = announcements.find(({ id }) => id === to.announcementId);
  // The same guide on a later day: only the split of its fiscal year over calendar years moved.
  if (guide?.visibleFrom !== to.knownOn) return 'split';
  return guide.comparability?.isComparableWithSuperseded === false ? 'measure' : 'revision';
}
