/**
 * What is known of capex at `asOf`, per issuer and on the issuer's own quarters: the reported prefix and the newest
 * guide of each year. Everything that depends on facts alone is settled here, once; what depends on assumptions
 * follows in capex.ts.
 */
import { isVisible } from '../calendar/as-of.ts';
import { prorateQuartersByDays, type QuarterShare } from '../calendar/proration.ts';
import { firstDayOfMonth, monthIndexOf } from '../calendar/quarter.ts';
import { toDayNumber, toIsoDate } from '../calendar/day-number.ts';
import type { InputFault } from '../input-fault.ts';
import type { CapexActual, CapexAnnouncement, IsoDate } from '../facts/types.ts';
import { err, ok, type Result } from '../result.ts';
import { INCLUDED_ISSUERS } from './consolidation.ts';
import { guideEnds, type UsdBnEnds } from './guide-point.ts';

/** A guided year; a single figure stands for low, point and high. USD bn. */
export interface CapexGuide extends UsdBnEnds {
  readonly announcementId: string;
}

export interface IssuerBasis {
  readonly issuer: string;
  readonly ticker: string;
  /** First month of the first reported quarter, running number. */
  readonly firstMonth: number;
  /** Reported cash, USD bn, by own quarter from the first one known; without gaps. */
  readonly reportedUsdBn: Float64Array;
  /** Own quarters of the first own year that lie before the first reported one. */
  readonly missingHeadQuarters: number;
  /** Own quarters up to the end of the last own year that the world needs. */
  readonly quarterCount: number;
  /** By own year, from the year of the first reported quarter. */
  readonly guides: readonly (CapexGuide | null)[];
  readonly shares: readonly QuarterShare[];
  /** Those of the quarters that nobody has reported. */
  readonly openShares: readonly QuarterShare[];
}

/** One issuer's basis as plain JSON, for a world that travels to the browser. */
export type IssuerSeries = Omit<IssuerBasis, 'reportedUsdBn' | 'quarterCount' | 'shares' | 'openShares'> & {
  readonly reportedUsdBn: readonly number[];
};

/** A basis as plain JSON; {@link layOutCapex} makes it one again for any horizon up to the one it was made for. */
export interface CapexSeries {
  readonly firstQuarter: number;
  readonly issuers: readonly IssuerSeries[];
}

export interface CapexBasis {
  /** Calendar quarters covered, as running numbers. */
  readonly firstQuarter: number;
  readonly quarterCount: number;
  readonly issuers: readonly IssuerBasis[];
}

/** Facts and the quarter up to which the world needs capex. */
export interface CapexBasisInput {
  readonly asOf: IsoDate;
  readonly actuals: readonly CapexActual[];
  readonly announcements: readonly CapexAnnouncement[];
  /** Last calendar quarter needed, running number. */
  readonly lastQuarter: number;
}

/**
 * Basis at `asOf`; sees no row that became visible later. Faults: no included issuer has reported anything yet
 * (with the first possible date), or an issuer's series has a gap. Model 4 and 10.
 */
export function buildCapexBasis(input: CapexBasisInput): Result<CapexBasis, InputFault[]> {
  const cash = input.actuals.filter(isIncludedCash);
  const visible = cash.filter((row) => isVisible(row.visibleFrom, input.asOf));
  if (visible.length === 0) return err([tooEarly(cash)]);

  const faults: InputFault[] = [];
  const issuers: IssuerBasis[] = [];
  for (const { ticker, issuer } of INCLUDED_ISSUERS) {
    const rows = newestPerQuarter(visible.filter((row) => row.ticker === ticker));
    const gap = findGap(rows);
    if (gap !== null) faults.push(gap);
    else if (rows.length > 0) issuers.push(toIssuerBasis({ ticker, issuer }, rows, input));
  }
  if (faults.length > 0) return err(faults);

  const firstQuarter = Math.min(
    ...issuers.flatMap((one) => one.shares.slice(0, 1)).map((share) => share.calendar),
  );
  return ok({ firstQuarter, quarterCount: input.lastQuarter - firstQuarter + 1, issuers });
}

/** How the definition of a row begins that counts cash paid for property and equipment. */
export const CASH_MEASURE = 'cash PP&E purchases';

/** Cash purchases alone are comparable across issuers; lease-inclusive rows of the same quarters are not. */
export function isIncludedCash(row: CapexActual): boolean {
  return row.definition.startsWith(CASH_MEASURE) && INCLUDED_ISSUERS.some((one) => one.ticker === row.ticker);
}

function tooEarly(cash: readonly CapexActual[]): InputFault {
  const first = cash.map((row) => row.visibleFrom).sort()[0];
  const remedy =
    first === undefined
      ? 'there is no reported quarter at all: import capex_actuals.csv'
      : `use ${first} or later`;
  return { pointer: '/asOf', message: `no reported capex was public yet on this date; ${remedy}` };
}

/** One row per period, the newest publication (then the newest import) winning, in order of time. */
function newestPerQuarter(rows: readonly CapexActual[]): CapexActual[] {
  const byStart = new Map<IsoDate, CapexActual>();
  const oldestFirst = rows.toSorted(
    (a, b) => a.visibleFrom.localeCompare(b.visibleFrom) || a.recordedInBatch - b.recordedInBatch,
  );
  for (const row of oldestFirst) byStart.set(row.periodStartOn, row);
  return [...byStart.values()].sort((a, b) => a.periodStartOn.localeCompare(b.periodStartOn));
}

function findGap(rows: readonly CapexActual[]): InputFault | null {
  for (const [i, row] of rows.entries()) {
    const pointer = `/capexActuals/${row.ticker}/${row.periodStartOn}`;
    if (!Number.isFinite(row.capexUsdBn)) {
      return {
        pointer,
        message: `${row.issuer}, ${row.fiscalQuarter}: capex is not a finite number; correct the row`,
      };
    }
    const before = rows[i - 1];
    if (before !== undefined && monthIndexOf(row.periodStartOn) - monthIndexOf(before.periodStartOn) !== 3) {
      const message = `${row.issuer} has no reported quarter between ${before.fiscalQuarter} and ${row.fiscalQuarter}; add the missing row`;
      return { pointer, message };
    }
  }
  return null;
}

function toIssuerBasis(
  who: { readonly issuer: string; readonly ticker: string },
  rows: readonly CapexActual[],
  input: CapexBasisInput,
): IssuerBasis {
  const firstMonth = monthIndexOf(rows[0]?.periodStartOn ?? input.asOf);
  const guides = unsupersededGuides(who.ticker, input);
  const yearStart = yearStartMonth(guides, rows);
  const missingHeadQuarters = ((((firstMonth - yearStart) % 12) + 12) % 12) / 3;
  const years = yearsUpTo(input.lastQuarter, firstMonth, missingHeadQuarters);
  const quarterCount = years * 4 - missingHeadQuarters;
  const firstYearMonth = firstMonth - missingHeadQuarters * 3;
  return {
    ...who,
    firstMonth,
    reportedUsdBn: Float64Array.from(rows, (row) => row.capexUsdBn),
    missingHeadQuarters,
    quarterCount,
    guides: Array.from({ length: years }, (_, year) => findGuide(guides, firstYearMonth + year * 12)),
    ...shareOut(firstMonth, quarterCount, rows.length),
  };
}

/** Own years of an issuer that reach calendar quarter `lastQuarter`, from the year of its first reported quarter. */
function yearsUpTo(lastQuarter: number, firstMonth: number, missingHeadQuarters: number): number {
  const neededMonths = (lastQuarter + 1) * 3 - firstMonth;
  return Math.ceil((missingHeadQuarters + neededMonths / 3) / 4);
}

/** The facts of a basis as plain JSON. */
export function toCapexSeries(basis: CapexBasis): CapexSeries {
  return {
    firstQuarter: basis.firstQuarter,
    issuers: basis.issuers.map(
      ({ issuer, ticker, firstMonth, reportedUsdBn, missingHeadQuarters, guides }) => ({
        issuer,
        ticker,
        firstMonth,
        reportedUsdBn: [...reportedUsdBn],
        missingHeadQuarters,
        guides,
      }),
    ),
  };
}

/** Basis of `series` up to calendar quarter `lastQuarter`; a shorter one gives the same quarters, only fewer. */
export function layOutCapex(series: CapexSeries, lastQuarter: number): CapexBasis {
  return {
    firstQuarter: series.firstQuarter,
    quarterCount: lastQuarter - series.firstQuarter + 1,
    issuers: series.issuers.map((one) => {
      const years = yearsUpTo(lastQuarter, one.firstMonth, one.missingHeadQuarters);
      const quarterCount = Math.max(years * 4 - one.missingHeadQuarters, one.reportedUsdBn.length);
      return {
        ...one,
        reportedUsdBn: Float64Array.from(one.reportedUsdBn),
        quarterCount,
        guides: one.guides.slice(0, Math.ceil((one.missingHeadQuarters + quarterCount) / 4)),
        ...shareOut(one.firstMonth, quarterCount, one.reportedUsdBn.length),
      };
    }),
  };
}

function shareOut(
  firstMonth: number,
  quarterCount: number,
  reportedCount: number,
): Pick<IssuerBasis, 'shares' | 'openShares'> {
  const shares = prorateQuartersByDays(firstMonth, quarterCount);
  return { shares, openShares: shares.filter(({ fiscal }) => fiscal >= reportedCount) };
}

/** Visible guides of one issuer that cover a whole year and that no visible row replaces, newest first. */
function unsupersededGuides(ticker: string, input: CapexBasisInput): CapexAnnouncement[] {
  const visible = input.announcements.filter((row) => isVisible(row.visibleFrom, input.asOf));
  const replaced = new Set(visible.map((row) => row.supersedesId));
  return visible
    .filter((row) => row.ticker === ticker && row.kind === 'guidance' && coversOneYear(row))
    .filter((row) => !replaced.has(row.id) && guideEnds(row) !== null)
    .sort((a, b) => b.announcedOn.localeCompare(a.announcedOn) || b.id.localeCompare(a.id));
}

function coversOneYear(row: CapexAnnouncement): boolean {
  if (row.periodStartOn === null || row.periodEndOn === null) return false;
  const nextStart = firstDayOfMonth(monthIndexOf(row.periodStartOn) + 12);
  return toIsoDate(nextStart - 1) === row.periodEndOn && toDayNumber(row.periodStartOn) < nextStart;
}

/**
 * First month (0..11) of the issuer's own year: that of its newest guide; without one, January when its quarters
 * are calendar quarters, else as its fiscal quarter labels say (Oracle: June).
 */
function yearStartMonth(guides: readonly CapexAnnouncement[], rows: readonly CapexActual[]): number {
  const guided = guides[0]?.periodStartOn;
  if (guided !== undefined && guided !== null) return monthIndexOf(guided) % 12;
  const row = rows[0];
  if (row === undefined) return 0;
  const month = monthIndexOf(row.periodStartOn) % 12;
  const quarterOfYear = Number(/Q([1-4])$/.exec(row.fiscalQuarter)?.[1] ?? 1);
  return month % 3 === 0 ? 0 : (month - (quarterOfYear - 1) * 3 + 12) % 12;
}

function findGuide(guides: readonly CapexAnnouncement[], yearFirstMonth: number): CapexGuide | null {
  const row = guides.find(
    (one) => one.periodStartOn !== null && monthIndexOf(one.periodStartOn) === yearFirstMonth,
  );
  const ends = row === undefined ? null : guideEnds(row);
  return row === undefined || ends === null ? null : { announcementId: row.id, ...ends };
}
