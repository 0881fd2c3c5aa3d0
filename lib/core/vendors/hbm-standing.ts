/** HBM revenue and its share of a vendor's revenue: what was disclosed, and what is estimated now. */
import { parseQuarterLabel } from '../calendar/quarter.ts';
import { mainQuarterOf } from '../calendar/proration.ts';
import { chooseFigure, type ChosenFigure } from './choose-figure.ts';
import type { Company } from './company.ts';
import type { Absence, PeriodFigure } from './figure.ts';
import { listQuarters } from './quarter-figures.ts';
import { toUsdBn, type UsdAmount } from './to-usd.ts';
import type { CompanyProfile, FxRate, VendorMetric } from './vendor-facts.ts';
import type { Ends } from './vendor-exposure.ts';

/** HBM revenue of one fiscal quarter as the table of figures has it. */
export interface HbmQuarter {
  readonly chosen: ChosenFigure;
  readonly calendar: number;
  readonly usd: UsdAmount | Absence;
  /** Fraction of the revenue of the same quarter; absent without that. */
  readonly shareOfRevenue: number | Absence;
}

/** The estimated share of revenue, with the HBM dollars that it stands for. */
export interface HbmShare {
  /** Percent of revenue. */
  readonly sharePct: Ends;
  readonly period: string;
  readonly basis: string;
  /** USD billions of that quarter: share times revenue at the quarter's rate. */
  readonly usdBn: Ends | Absence;
  /** Revenue that the share was taken of; null when it is not on file. */
  readonly revenue: PeriodFigure | null;
}

export type HbmStanding =
  | { readonly kind: 'none'; readonly reason: string }
  | { readonly kind: 'unknown'; readonly reason: string; readonly quarters: readonly HbmQuarter[] }
  | { readonly kind: 'maker'; readonly share: HbmShare; readonly quarters: readonly HbmQuarter[] };

interface HbmFacts {
  readonly metrics: readonly VendorMetric[];
  readonly profile: CompanyProfile | null;
  readonly rates: readonly FxRate[];
}

/** Where a vendor stands in HBM; quarters oldest first. */
export function findHbm(company: Company, facts: HbmFacts): HbmStanding {
  const { profile } = facts;
  const quarters = listHbmQuarters(company, facts);
  const [low, point, high] = [
    profile?.hbmShareOfRevenueLowPct ?? null,
    profile?.hbmShareOfRevenuePointPct ?? null,
    profile?.hbmShareOfRevenueHighPct ?? null,
  ];
  if (profile === null || low === null || point === null || high === null) {
    return { kind: 'unknown', reason: 'no share of revenue was on file by then', quarters };
  }
  const basis = profile.hbmShareBasis ?? 'basis not stated';
  if (high === 0) return { kind: 'none', reason: basis };
  const sharePct = { low, point, high };
  const period = profile.hbmSharePeriod ?? 'period not stated';
  const revenue = findRevenue(company, facts.metrics, period);
  return {
    kind: 'maker',
    quarters,
    share: { sharePct, period, basis, revenue, usdBn: toDollars(company, sharePct, revenue, facts.rates) },
  };
}

/** The newest quarter whose HBM revenue the company itself stated; null when it never did. */
export function lastDisclosed(standing: HbmStanding): HbmQuarter | null {
  if (standing.kind === 'none') return null;
  return standing.quarters.findLast(({ chosen }) => chosen.row.reportedOrEstimate === 'reported') ?? null;
}

function listHbmQuarters(company: Company, { metrics, rates }: HbmFacts): HbmQuarter[] {
  const rows = metrics.filter(
    (row) =>
      row.segment === 'HBM' &&
      row.metric === 'revenue' &&
      row.unit === company.unit &&
      row.calendarQuarter !== null,
  );
  const revenues = listQuarters(metrics, {
    segment: company.revenue.segment,
    metric: 'revenue',
    unit: company.unit,
  });
  return [...Map.groupBy(rows, ({ periodEndOn }) => periodEndOn).values()]
    .map((periodRows): HbmQuarter => {
      const chosen = chooseFigure(periodRows);
      const { row } = chosen;
      const whole = revenues.find(({ endOn }) => endOn === row.periodEndOn);
      const calendar = mainQuarterOf(row.periodStartOn, row.periodEndOn);
      return {
        chosen,
        calendar,
        usd: toUsdBn(row.value, company.unit, calendar, rates),
        shareOfRevenue:
          whole === undefined
            ? { absence: 'revenue of the quarter is not on file' }
            : row.value / whole.figure.value,
      };
    })
    .toSorted((a, b) => a.calendar - b.calendar);
}

/** Revenue of the quarter that a text such as "FQ3-26 (2026Q2)" names. */
function findRevenue(
  company: Company,
  metrics: readonly VendorMetric[],
  period: string,
): PeriodFigure | null {
  const label = /\d{4}Q[1-4]/.exec(period)?.[0];
  const calendar = label === undefined ? null : parseQuarterLabel(label);
  if (calendar === null) return null;
  const { revenue, unit } = company;
  const quarters = listQuarters(metrics, { segment: revenue.segment, metric: 'revenue', unit });
  return quarters.find((quarter) => quarter.calendar === calendar) ?? null;
}

function toDollars(
  company: Company,
  { low, point, high }: Ends,
  revenue: PeriodFigure | null,
  rates: readonly FxRate[],
): Ends | Absence {
  if (revenue === null) return { absence: 'revenue of the period is not on file' };
  const usd = toUsdBn(revenue.figure.value, company.unit, revenue.calendar, rates);
  if ('absence' in usd) return usd;
  const perPct = usd.usdBn / 100;
  return { low: low * perPct, point: point * perPct, high: high * perPct };
}
