/** Every figure that a call can be judged by, as known on one day; forecasts by others are none. */
import { expectCapex } from '../backtest/capex-expectation.ts';
import { sumSet } from '../backtest/capex-backtest.ts';
import { listHbmRevenueBy, unitsPerUsd } from '../backtest/hbm-backtest.ts';
import { parseQuarterLabel, quarterLabel } from '../calendar/quarter.ts';
import { isIncludedCash } from '../demand/capex-basis.ts';
import type { CapexActual, MarketFigure } from '../facts/types.ts';
import { listDisclosures } from '../reconciliation/disclosure-route.ts';
import { referenceOf, type MarketFacts } from '../reconciliation/market-facts.ts';
import { parsePeriod } from '../reconciliation/periods.ts';
import { listPublished, toPublished, type PublishedFigure } from '../reconciliation/published-route.ts';
import { cutToKnown } from '../reconciliation/reconcile.ts';
import { CALL_VENDORS } from './make-calls.ts';
import { calendarQuarter, weightsOf } from './reporting-quarters.ts';
import type { CallSubject, Outcome } from './types.ts';

/** Outcomes that were public on the day of `facts`, in no order; several of one target stand side by side. */
export function listOutcomes(facts: MarketFacts): Outcome[] {
  const known = cutToKnown(facts);
  return [
    ...disclosedRevenue(known),
    ...CALL_VENDORS.flatMap((vendor) => estimatedRevenue(known, vendor)),
    ...marketSizes(known.market),
    ...reportedCapex(known),
  ];
}

function disclosedRevenue({ vendorFigures, market, fxRates }: MarketFacts): Outcome[] {
  return listDisclosures(vendorFigures, market, fxRates).flatMap((one): Outcome[] => {
    const vendor = CALL_VENDORS.find(({ name }) => name === one.vendor);
    if (vendor === undefined) return [];
    const { periodStartOn, periodEndOn, bound, visibleFrom, sources } = one;
    return [
      {
        subject: 'hbm-revenue',
        vendor: vendor.ticker,
        quarter: quarterLabel(one.quarter),
        periodStartOn,
        periodEndOn,
        value: one.usdBn,
        kind: one.basis,
        bound,
        visibleFrom,
        sources,
      },
    ];
  });
}

/** Estimates by others are of calendar quarters, whatever the vendor's own are. */
function estimatedRevenue(
  { market, fxRates }: MarketFacts,
  { ticker, name }: { readonly ticker: string; readonly name: string },
): Outcome[] {
  return listHbmRevenueBy(market, name).flatMap((row) => {
    const quarter = parseQuarterLabel(row.period);
    const period = parsePeriod(row.period);
    const perUsd = unitsPerUsd(row, fxRates);
    if (quarter === null || period === null || perUsd === null) return [];
    const figure = toPublished(row, period, perUsd);
    return figure === null ? [] : toEstimate('hbm-revenue', ticker, quarter, figure);
  });
}

/** Nobody reports the market: trackers and vendors estimate it, and only those that look back on a quarter count. */
function marketSizes(market: readonly MarketFigure[]): Outcome[] {
  const periods = new Set(market.map(({ period }) => period));
  return [...periods].flatMap((label) => {
    const quarter = parseQuarterLabel(label);
    if (quarter === null) return [];
    return listPublished(market, { label, firstQuarter: quarter, quarterCount: 1 }).flatMap((figure) =>
      toEstimate('hbm-total', null, quarter, figure),
    );
  });
}

function toEstimate(
  subject: CallSubject,
  vendor: string | null,
  quarter: number,
  { pointUsdBn, looksBack, visibleFrom, source }: PublishedFigure,
): Outcome[] {
  if (!looksBack) return [];
  const { periodStartOn, periodEndOn } = calendarQuarter(quarter);
  return [
    {
      subject,
      vendor,
      quarter: quarterLabel(quarter),
      periodStartOn,
      periodEndOn,
      value: pointUsdBn,
      kind: 'estimate',
      bound: null,
      visibleFrom,
      sources: [source],
    },
  ];
}

/** Quarters that every one of the issuers has reported whole; own fiscal quarters are shared out by days. */
function reportedCapex({ model }: MarketFacts): Outcome[] {
  const expected = expectCapex(model);
  if (!expected.ok) return [];
  return sumSet(expected.value, 'included')
    .filter(({ isReported }) => isReported)
    .map(({ quarter, reportedUsdBn }) => {
      const period = calendarQuarter(quarter);
      const rows = reportsOf(model.capexActuals, model.asOf, quarter);
      return {
        subject: 'capex' as const,
        vendor: null,
        quarter: quarterLabel(quarter),
        periodStartOn: period.periodStartOn,
        periodEndOn: period.periodEndOn,
        value: reportedUsdBn,
        kind: 'reported' as const,
        bound: null,
        visibleFrom: rows.reduce(
          (latest, { visibleFrom }) => (visibleFrom > latest ? visibleFrom : latest),
          period.periodEndOn,
        ),
        sources: rows.map((row) => referenceOf(row, `${row.issuer} ${row.fiscalQuarter}: ${row.definition}`)),
      };
    });
}

/** Reports of the issuers whose own quarters share days with a calendar quarter. */
function reportsOf(actuals: readonly CapexActual[], asOf: string, quarter: number): readonly CapexActual[] {
  return actuals.filter(
    (row) => isIncludedCash(row) && row.visibleFrom <= asOf && weightsOf({ quarter, ...row }).has(quarter),
  );
}
