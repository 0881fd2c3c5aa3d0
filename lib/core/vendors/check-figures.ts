/** Figures of a vendor held against each other: years, parts, margins, market value. */
import type { Company } from './company.ts';
import { halfLastDigit, type PeriodFigure } from './figure.ts';
import { listLongPeriods, listQuarters, quartersWithin } from './quarter-figures.ts';
import type { CompanyProfile, VendorMetric } from './vendor-facts.ts';

export interface FigureCheck {
  readonly what: string;
  readonly period: string;
  readonly stated: number;
  readonly recomputed: number;
  readonly unit: string;
  /** What rounding of the printed figures allows. */
  readonly tolerance: number;
  readonly agrees: boolean;
  readonly how: string;
}

/** Names of the figures that sum over a year. */
const FLOWS: Readonly<Record<string, string>> = {
  revenue: 'Revenue of the year',
  operating_income: 'Operating income of the year',
  net_income: 'Net income of the year',
};
/** Floating point, and won of which the last digit was rounded twice. */
const SLACK = 1e-9;

/** Every check that the figures on file allow, in the order years, parts, margins, market value. */
export function checkFigures(
  company: Company,
  metrics: readonly VendorMetric[],
  profile: CompanyProfile | null,
): FigureCheck[] {
  return [
    ...Object.keys(FLOWS).flatMap((metric) => checkYears(company, metrics, metric)),
    ...checkParts(company, metrics),
    ...checkMargins(company, metrics),
    ...(profile === null ? [] : checkMarketValue(profile)),
  ];
}

function toCheck(check: Omit<FigureCheck, 'agrees'>): FigureCheck {
  return { ...check, agrees: Math.abs(check.stated - check.recomputed) <= check.tolerance + SLACK };
}

/** Reported years against the sum of their four quarters; years from which a quarter was taken say nothing. */
function checkYears(company: Company, metrics: readonly VendorMetric[], metric: string): FigureCheck[] {
  const quantity = { segment: company.revenue.segment, metric, unit: company.unit };
  const quarters = listQuarters(metrics, quantity);
  return listLongPeriods(metrics, quantity).flatMap(({ row }) => {
    const inside = quartersWithin(row, quarters);
    const isCircular = inside.some(({ figure }) =>
      figure.chosen.some((chosen) => chosen.row.key === row.key),
    );
    const isDerived = inside.some(({ figure }) => figure.kind === 'derived');
    if (inside.length !== 4 || isCircular || isDerived) return [];
    return [
      toCheck({
        what: FLOWS[metric] ?? metric,
        period: row.fiscalQuarter,
        stated: row.value,
        recomputed: inside.reduce((sum, { figure }) => sum + figure.value, 0),
        unit: company.unit,
        tolerance: inside.reduce((sum, { figure }) => sum + figure.rounding, halfLastDigit(row.value)),
        how: inside.map(({ label }) => label).join(' + '),
      }),
    ];
  });
}

/** Revenue against the sum of all its parts, in quarters in which every part is known. */
function checkParts(company: Company, metrics: readonly VendorMetric[]): FigureCheck[] {
  const { revenue, unit } = company;
  const byPart = revenue.parts.map((part) =>
    listQuarters(metrics, { segment: part.segment, metric: 'revenue', unit }),
  );
  return listQuarters(metrics, { segment: revenue.segment, metric: 'revenue', unit }).flatMap((whole) => {
    const parts = byPart.flatMap((quarters) => findQuarter(quarters, whole));
    if (parts.length === 0) return [];
    const sum = parts.reduce((total, { figure }) => total + figure.value, 0);
    const rounding = parts.reduce((total, { figure }) => total + figure.rounding, whole.figure.rounding);
    const isWhole = parts.length === revenue.parts.length && (revenue.isWhole || hasOther(company));
    // Parts that are not all of it may leave a remainder; they may not exceed it.
    if (!isWhole && sum <= whole.figure.value + rounding) return [];
    return [
      toCheck({
        what: 'Revenue and its parts',
        period: whole.label,
        stated: whole.figure.value,
        recomputed: sum,
        unit,
        tolerance: rounding,
        how: revenue.parts.map(({ segment }) => segment).join(' + '),
      }),
    ];
  });
}

function hasOther({ revenue }: Company): boolean {
  return revenue.parts.some(({ segment }) => segment === 'other');
}

/** Printed operating margins against operating income over revenue. */
function checkMargins(company: Company, metrics: readonly VendorMetric[]): FigureCheck[] {
  const { revenue, unit } = company;
  const { segment } = revenue;
  const incomes = listQuarters(metrics, { segment, metric: 'operating_income', unit });
  const revenues = listQuarters(metrics, { segment, metric: 'revenue', unit });
  return listQuarters(metrics, { segment, metric: 'operating_margin_pct', unit: 'pct' }).flatMap(
    (printed) => {
      const [income] = findQuarter(incomes, printed);
      const [sales] = findQuarter(revenues, printed);
      // A margin that was worked out from these two, or one of them from it, confirms nothing.
      const isIndependent = income?.figure.kind === 'reported' && printed.figure.kind === 'reported';
      if (income === undefined || sales === undefined || !isIndependent) return [];
      const margin = income.figure.value / sales.figure.value;
      const rounding =
        (income.figure.rounding + Math.abs(margin) * sales.figure.rounding) / sales.figure.value;
      return [
        toCheck({
          what: 'Operating margin',
          period: printed.label,
          stated: printed.figure.value,
          recomputed: margin * 100,
          unit: 'pct',
          tolerance: printed.figure.rounding + rounding * 100,
          how: `${income.figure.value} over ${sales.figure.value}`,
        }),
      ];
    },
  );
}

function checkMarketValue(profile: CompanyProfile): FigureCheck[] {
  const { marketCapLocalBn, marketCapUsdBn, fxQuotePerUsd, marketCapAsOn, currency } = profile;
  if (marketCapLocalBn === null || marketCapUsdBn === null || fxQuotePerUsd === null) return [];
  if (currency === 'USD') return [];
  return [
    toCheck({
      what: 'Market value in dollars',
      period: marketCapAsOn ?? '',
      stated: marketCapUsdBn,
      recomputed: marketCapLocalBn / fxQuotePerUsd,
      unit: 'USD_bn',
      tolerance: halfLastDigit(marketCapUsdBn),
      how: `${marketCapLocalBn} bn ${currency} at ${fxQuotePerUsd} (${profile.fxBasis ?? 'rate not dated'})`,
    }),
  ];
}

function findQuarter(quarters: readonly PeriodFigure[], like: PeriodFigure): PeriodFigure[] {
  return quarters.filter(({ startOn, endOn }) => startOn === like.startOn && endOn === like.endOn);
}
