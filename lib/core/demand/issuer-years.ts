/** Calendarised capex by issuer and year, with the range of the guides: the "$700 billion" table (model 4). */
import { valueAt } from '../assumptions/value-at.ts';
import { yearOfQuarter } from '../calendar/quarter.ts';
import type { IssuerYearCapex } from '../exposure/types.ts';
import type { CapexBasis, IssuerBasis } from './capex-basis.ts';
import { fillIssuerQuarters, isGuidedQuarter, type CapexOutlook, type GuideEnd } from './capex.ts';

/**
 * One row per included issuer and calendar year from `firstYear` to `lastYear`, USD bn. A year that the issuer's
 * series covers only in part (before its first reported quarter) has no row: a part is not a year.
 */
export function computeIssuerYears(
  basis: CapexBasis,
  outlook: CapexOutlook,
  years: { readonly first: number; readonly last: number },
): IssuerYearCapex[] {
  return basis.issuers.flatMap((issuer) => {
    const low = quartersAt(issuer, outlook, 'low');
    const point = quartersAt(issuer, outlook, 'point');
    const high = quartersAt(issuer, outlook, 'high');
    return Array.from({ length: years.last - years.first + 1 }, (_, i) => years.first + i)
      .filter((year) => isCovered(issuer, year))
      .map((year) => ({
        issuer: issuer.issuer,
        ticker: issuer.ticker,
        year,
        lowUsdBn: yearSum(issuer, low, year),
        pointUsdBn: yearSum(issuer, point, year),
        highUsdBn: yearSum(issuer, high, year),
        actualUsdBn: reportedIn(issuer, point, year),
        announcementId: guideOf(issuer, year),
      }));
  });
}

function quartersAt(issuer: IssuerBasis, outlook: CapexOutlook, end: GuideEnd): Float64Array {
  const quarters = new Float64Array(issuer.quarterCount);
  fillIssuerQuarters(issuer, outlook, end, quarters);
  return quarters;
}

function sharesOf(issuer: IssuerBasis, year: number): IssuerBasis['shares'] {
  return issuer.shares.filter((share) => yearOfQuarter(share.calendar) === year);
}

/** Whether the issuer's series covers the calendar year in whole. */
function isCovered(issuer: IssuerBasis, year: number): boolean {
  return issuer.firstMonth <= year * 12 && issuer.firstMonth + issuer.quarterCount * 3 >= (year + 1) * 12;
}

function yearSum(issuer: IssuerBasis, quarters: Float64Array, year: number): number {
  return sharesOf(issuer, year).reduce(
    (sum, share) => sum + valueAt(quarters, share.fiscal) * share.weight,
    0,
  );
}

function reportedIn(issuer: IssuerBasis, quarters: Float64Array, year: number): number | null {
  const reported = sharesOf(issuer, year).filter((share) => share.fiscal < issuer.reportedUsdBn.length);
  if (reported.length === 0) return null;
  return reported.reduce((sum, share) => sum + valueAt(quarters, share.fiscal) * share.weight, 0);
}

/** Newest guide that fills open quarters of the year; null when none does. */
function guideOf(issuer: IssuerBasis, year: number): string | null {
  const open = sharesOf(issuer, year).filter((share) => share.fiscal >= issuer.reportedUsdBn.length);
  for (const share of open) {
    const guide = issuer.guides[Math.floor((share.fiscal + issuer.missingHeadQuarters) / 4)];
    if (guide !== undefined && guide !== null) return guide.announcementId;
  }
  return null;
}

/**
 * How the calendar year of an issuer is known: reported in whole, guided in whole (what is not reported lies in own
 * years that a guide covers), or null where a part of it rests on the model's path or has no row at all.
 */
export function howYearIsKnown(issuer: IssuerBasis, year: number): 'reported' | 'guided' | null {
  if (!isCovered(issuer, year)) return null;
  const open = sharesOf(issuer, year).filter((share) => share.fiscal >= issuer.reportedUsdBn.length);
  if (open.length === 0) return 'reported';
  return open.every((share) => isGuidedQuarter(issuer, share.fiscal)) ? 'guided' : null;
}
