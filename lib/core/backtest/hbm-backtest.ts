/** HBM market and vendors as the model gave them on past dates, against what was published after each date. */
import { isVisible } from '../calendar/as-of.ts';
import type { RangedValue } from '../efficiency/one-at-a-time.ts';
import type { IsoDate, MarketFigure, Provenance } from '../facts/types.ts';
import { DISCLOSING_VENDORS, listDisclosures } from '../reconciliation/disclosure-route.ts';
import type { FxQuarter, MarketFacts } from '../reconciliation/market-facts.ts';
import { wholeQuarters, type ModelRoute, type QuarterWeights } from '../reconciliation/model-route.ts';
import { lastDayOf, parsePeriod, quartersOf } from '../reconciliation/periods.ts';
import { quarterLabel } from '../calendar/quarter.ts';
import {
  summarisePublished,
  toPublished,
  type PublishedFigure,
  type PublishedRange,
} from '../reconciliation/published-route.ts';

/** What a figure published later is. */
export type OutcomeKind = 'disclosed' | 'estimate' | 'forecast';

/** What the model said of a period on a date, and what was published of it later. USD bn. */
export interface HbmTarget {
  readonly asOf: IsoDate;
  /** Null for the market. */
  readonly vendor: string | null;
  readonly label: string;
  readonly model: RangedValue;
  /** Published after the date. */
  readonly came: PublishedRange;
  readonly kind: OutcomeKind;
  /** Model over published less one, percent; null where the period is no test. */
  readonly errorPct: number | null;
  /** Whether what came lies in the model's range; null where the period is no test. */
  readonly isInside: boolean | null;
  /** Why the period tests nothing; null where it does. */
  readonly noTest: string | null;
}

interface Outcome {
  readonly vendor: string | null;
  readonly label: string;
  readonly weights: QuarterWeights;
  readonly endOn: IsoDate;
  readonly figures: readonly PublishedFigure[];
  readonly kind: OutcomeKind;
}

/** Targets of a run at `asOf`: periods that had not ended on it and that something was published of after it. */
export function scoreHbm(asOf: IsoDate, model: ModelRoute, known: MarketFacts): HbmTarget[] {
  const later = (row: Provenance): boolean => row.visibleFrom > asOf;
  const outcomes = [
    ...marketOutcomes(known.market.filter(later)),
    ...disclosedOutcomes(known, asOf),
    ...estimatedOutcomes(known.market.filter(later), known.fxRates),
  ];
  return outcomes
    .filter(
      ({ endOn, weights }) =>
        !isVisible(endOn, asOf) && [...weights.keys()].every((quarter) => model.covers(quarter)),
    )
    .flatMap((outcome) => toTarget(asOf, model, outcome));
}

function toTarget(asOf: IsoDate, model: ModelRoute, outcome: Outcome): HbmTarget[] {
  const { vendor, label, weights, figures, kind } = outcome;
  const range = vendor === null ? model.calibratedUsdBn(weights) : model.vendorUsdBn(vendor, weights);
  const came = summarisePublished(figures);
  if (range === null || came === null) return [];
  const noTest =
    vendor === null && label === String(model.calibrationYear)
      ? 'the model is scaled to this very year: no test'
      : null;
  return [
    {
      asOf,
      vendor,
      label,
      model: range,
      came,
      kind,
      errorPct: noTest === null ? (range.point / came.pointUsdBn - 1) * 100 : null,
      isInside: noTest === null ? came.highUsdBn >= range.low && came.lowUsdBn <= range.high : null,
      noTest,
    },
  ];
}

/** Groups rows by period; a running period's figures are forecasts, whoever made them. */
function marketOutcomes(market: readonly MarketFigure[]): Outcome[] {
  const rows = market.filter(
    (row) =>
      row.quantity === 'hbm_market_size' && row.vendorOrIndustry === 'industry' && row.unit === 'USD_bn',
  );
  return groupByPeriod(rows, null, () => 1);
}

function groupByPeriod(
  rows: readonly MarketFigure[],
  vendor: string | null,
  perUsdOf: (row: MarketFigure) => number | null,
): Outcome[] {
  return [...new Set(rows.map(({ period }) => period))].flatMap((label) => {
    const period = parsePeriod(label);
    if (period === null) return [];
    const figures = rows
      .filter((row) => row.period === label)
      .flatMap((row) => {
        const perUsd = perUsdOf(row);
        const figure = perUsd === null ? null : toPublished(row, period, perUsd);
        return figure === null ? [] : [figure];
      });
    const kind: OutcomeKind = figures.some(({ looksBack }) => looksBack) ? 'estimate' : 'forecast';
    const weights = wholeQuarters(quartersOf(period));
    return [{ vendor, label, weights, endOn: lastDayOf(period), figures, kind }];
  });
}

function estimatedOutcomes(market: readonly MarketFigure[], fxRates: readonly FxQuarter[]): Outcome[] {
  return DISCLOSING_VENDORS.flatMap((vendor) =>
    groupByPeriod(listHbmRevenueBy(market, vendor), vendor, (row) => unitsPerUsd(row, fxRates)),
  );
}

/** What others say of all HBM revenue of a vendor. A generation is a part of it and cannot be set against the whole. */
export function listHbmRevenueBy(market: readonly MarketFigure[], vendor: string): readonly MarketFigure[] {
  return market.filter(
    (row) =>
      row.quantity === 'hbm_revenue' &&
      row.vendorOrIndustry === vendor &&
      !/HBM\d\w* (revenue )?only/i.test(row.definition),
  );
}

/** Units of a figure bn per USD bn: 1 for dollars; for trillions of won the mean rate of the period's quarters in thousands, null when none is known. */
export function unitsPerUsd({ unit, period }: MarketFigure, fxRates: readonly FxQuarter[]): number | null {
  if (unit === 'USD_bn') return 1;
  const span = parsePeriod(period);
  if (unit !== 'KRW_tn' || span === null) return null;
  const labels = quartersOf(span).map(quarterLabel);
  const rates = fxRates
    .filter(
      ({ quoteCurrency, calendarQuarter }) => quoteCurrency === 'KRW' && labels.includes(calendarQuarter),
    )
    .map(({ rateQuotePerUsd }) => rateQuotePerUsd);
  return rates.length === 0 ? null : rates.reduce((sum, rate) => sum + rate, 0) / rates.length / 1000;
}

function disclosedOutcomes(known: MarketFacts, asOf: IsoDate): Outcome[] {
  const figures = known.vendorFigures.filter(({ visibleFrom }) => visibleFrom > asOf);
  return listDisclosures(figures, known.market, known.fxRates).flatMap((one) => {
    const [source] = one.sources;
    if (source === undefined) return [];
    const end = figures.find(
      (row) => row.vendor === one.vendor && row.fiscalQuarter === one.fiscalQuarter,
    )?.periodEndOn;
    return end === undefined
      ? []
      : [
          {
            vendor: one.vendor,
            label: one.fiscalQuarter,
            weights: one.weights,
            endOn: end,
            kind: 'disclosed' as const,
            figures: [
              {
                lowUsdBn: one.usdBn,
                pointUsdBn: one.usdBn,
                highUsdBn: one.usdBn,
                looksBack: true,
                visibleFrom: end,
                source,
              },
            ],
          },
        ];
  });
}
