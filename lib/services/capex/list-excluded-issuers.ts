import type { CapexIssuer } from '#lib/contracts/capex.ts';
import { findExclusionReason, INCLUDED_ISSUERS } from '#lib/core/demand/consolidation.ts';
import { guidePointUsdBn } from '#lib/core/demand/guide-point.ts';
import type { CapexActual, CapexAnnouncement } from '#lib/core/facts/types.ts';

interface ExcludedInput {
  readonly year: number;
  /** Visible rows of every issuer and kind. */
  readonly announcements: readonly CapexAnnouncement[];
  readonly actuals: readonly CapexActual[];
}

/** What comes first when an issuer has several open announcements for a year. */
const KIND_ORDER: readonly string[] = ['guidance', 'plan', 'commitment'];

/**
 * One row for each issuer outside the consolidation rule that announced or reported something for the calendar
 * year, with the reason why it does not count. Announcements that another visible one replaces are left out.
 */
export function listExcludedIssuers(input: ExcludedInput): readonly CapexIssuer[] {
  const replaced = new Set(input.announcements.map((row) => row.supersedesId));
  const open = input.announcements.filter((row) => !replaced.has(row.id) && overlapsYear(row, input.year));
  const reported = input.actuals.filter((row) => overlapsYear(row, input.year));
  const names = new Set([...open, ...reported].filter(isOutside).map((row) => row.issuer));

  return [...names].toSorted().map((issuer) => {
    const announcement = open.filter((row) => row.issuer === issuer).toSorted(byKindThenNewest)[0] ?? null;
    const actuals = reported.filter((row) => row.issuer === issuer);

    return toExcluded({ issuer, announcement, actuals }, input.year);
  });
}

function toExcluded(
  found: {
    readonly issuer: string;
    readonly announcement: CapexAnnouncement | null;
    readonly actuals: readonly CapexActual[];
  },
  year: number,
): CapexIssuer {
  const { issuer, announcement, actuals } = found;
  const isCalendarYear =
    announcement?.periodStartOn === `${String(year)}-01-01` &&
    announcement.periodEndOn === `${String(year)}-12-31`;
  const guidedUsdBn = announcement === null ? null : guidePointUsdBn(announcement);

  return {
    issuer,
    ticker: announcement?.ticker ?? actuals[0]?.ticker ?? null,
    actualUsdBn: actuals.length === 0 ? null : sumReported(actuals, year),
    guidedUsdBn,
    lowUsdBn: isCalendarYear ? (announcement.lowUsdBn ?? guidedUsdBn) : null,
    pointUsdBn: isCalendarYear ? guidedUsdBn : null,
    highUsdBn: isCalendarYear ? (announcement.highUsdBn ?? guidedUsdBn) : null,
    announcementId: announcement?.id ?? null,
    includedInTotal: false,
    exclusionReason: findExclusionReason(
      announcement ?? { issuer, ticker: actuals[0]?.ticker ?? null, kind: 'guidance' },
    ),
  };
}

/** Cash of the year, quarters that reach over its ends by days; one row a period. */
function sumReported(rows: readonly CapexActual[], year: number): number {
  const byPeriod = new Map(rows.map((row) => [row.periodStartOn, row]));
  const yearStart = Date.UTC(year, 0, 1);
  const yearEnd = Date.UTC(year + 1, 0, 1);

  return [...byPeriod.values()].reduce((sum, row) => {
    const start = Date.parse(row.periodStartOn);
    const end = Date.parse(row.periodEndOn) + 86_400_000;
    const inside = Math.min(end, yearEnd) - Math.max(start, yearStart);

    return sum + (row.capexUsdBn * inside) / (end - start);
  }, 0);
}

function isOutside(row: { readonly ticker: string | null; readonly issuer: string }): boolean {
  return !INCLUDED_ISSUERS.some((included) => included.issuer === row.issuer);
}

/** An open end means: from the start on; no period at all: nothing is said about any year. */
function overlapsYear(
  row: { readonly periodStartOn: string | null; readonly periodEndOn: string | null },
  year: number,
): boolean {
  if (row.periodStartOn === null) return false;
  const lastYear = row.periodEndOn === null ? row.periodStartOn : row.periodEndOn;

  return Number(row.periodStartOn.slice(0, 4)) <= year && Number(lastYear.slice(0, 4)) >= year;
}

function byKindThenNewest(a: CapexAnnouncement, b: CapexAnnouncement): number {
  const order = KIND_ORDER.indexOf(a.kind) - KIND_ORDER.indexOf(b.kind);

  return order === 0 ? b.announcedOn.localeCompare(a.announcedOn) || a.id.localeCompare(b.id) : order;
}
