/** Calendarised capex by issuer and quarter, told apart by how it is known (model 4). */
import { valueAt } from '../assumptions/value-at.ts';
import { quarterLabel } from '../calendar/quarter.ts';
import type { CapexBasis, IssuerBasis } from './capex-basis.ts';
import { fillIssuerQuarters, isGuidedQuarter, type CapexOutlook } from './capex.ts';

/** Parts of one calendar quarter, USD bn; a fiscal quarter that reaches over its end is split by days. */
export interface IssuerQuarterCapex {
  readonly issuer: string;
  readonly ticker: string;
  readonly quarter: string;
  readonly reportedUsdBn: number;
  readonly guidedUsdBn: number;
  /** The model's path past guidance. */
  readonly projectedUsdBn: number;
}

/**
 * One row per issuer and calendar quarter from `first` to `last` (running numbers). A quarter that the series covers
 * only in part has no row.
 */
export function computeIssuerQuarters(
  basis: CapexBasis,
  outlook: CapexOutlook,
  quarters: { readonly first: number; readonly last: number },
): IssuerQuarterCapex[] {
  return basis.issuers.flatMap((issuer) => {
    const own = new Float64Array(issuer.quarterCount);
    fillIssuerQuarters(issuer, outlook, 'point', own);
    return Array.from(
      { length: Math.max(0, quarters.last - quarters.first + 1) },
      (_, i) => quarters.first + i,
    )
      .filter((quarter) => isCovered(issuer, quarter))
      .map((quarter) => partsOf(issuer, own, quarter));
  });
}

function isCovered(issuer: IssuerBasis, quarter: number): boolean {
  return issuer.firstMonth <= quarter * 3 && issuer.firstMonth + issuer.quarterCount * 3 >= (quarter + 1) * 3;
}

function partsOf(issuer: IssuerBasis, own: Float64Array, quarter: number): IssuerQuarterCapex {
  let reportedUsdBn = 0;
  let guidedUsdBn = 0;
  let projectedUsdBn = 0;
  for (const { fiscal, calendar, weight } of issuer.shares) {
    if (calendar !== quarter) continue;
    const usdBn = valueAt(own, fiscal) * weight;
    if (fiscal < issuer.reportedUsdBn.length) reportedUsdBn += usdBn;
    else if (isGuidedQuarter(issuer, fiscal)) guidedUsdBn += usdBn;
    else projectedUsdBn += usdBn;
  }
  return {
    issuer: issuer.issuer,
    ticker: issuer.ticker,
    quarter: quarterLabel(quarter),
    reportedUsdBn,
    guidedUsdBn,
    projectedUsdBn,
  };
}
