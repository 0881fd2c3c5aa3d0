/** HBM revenue that vendors disclosed, and what each leaves out. */
import { parseQuarterLabel } from '../calendar/quarter.ts';
import type { IsoDate, MarketFigure } from '../facts/types.ts';
import type { FxQuarter, SourceReference, VendorFigure } from './market-facts.ts';
import { referenceOf } from './market-facts.ts';
import { quartersOf, shareOfQuarter, type QuarterPeriod } from './periods.ts';
import type { ModelRoute, QuarterWeights } from './model-route.ts';

/** Vendors whose disclosures are looked for. */
export const DISCLOSING_VENDORS = ['SK hynix', 'Samsung Electronics', 'Micron'] as const;

/** How a vendor's revenue of a quarter is known: stated in money, derived from what is, or a stated share of DRAM. */
export type DisclosureBasis = 'stated' | 'derived' | 'share';

/** HBM revenue of one vendor in the calendar quarter that its fiscal quarter is nearest to, USD bn. */
export interface Disclosure {
  readonly vendor: string;
  readonly quarter: number;
  readonly fiscalQuarter: string;
  readonly usdBn: number;
  /** Floor where the source says "over" or "more than", ceiling where it says "nearly"; null = neither. */
  readonly bound: 'floor' | 'ceiling' | null;
  readonly basis: DisclosureBasis;
  /** The days of the fiscal period. */
  readonly periodStartOn: IsoDate;
  readonly periodEndOn: IsoDate;
  /** The fiscal period in calendar quarters, by days. */
  readonly weights: QuarterWeights;
  /** First day on which all that it is made of was known. */
  readonly visibleFrom: IsoDate;
  readonly sources: readonly SourceReference[];
}

/** A vendor's quarter that nothing is known of, and why. */
export interface MissingDisclosure {
  readonly vendor: string;
  readonly quarter: number;
  readonly reason: string;
}

const FLOOR_WORDS = /\b(over|more than|above|floor|at least)\b/i;
const CEILING_WORDS = /\b(upper bound|nearly|at most|up to)\b/i;

function boundOf(notes: string | null): Disclosure['bound'] {
  if (CEILING_WORDS.test(notes ?? '')) return 'ceiling';
  return FLOOR_WORDS.test(notes ?? '') ? 'floor' : null;
}

/** Every quarter of HBM revenue that can be had from disclosures alone; estimates and guidance stay out. */
export function listDisclosures(
  figures: readonly VendorFigure[],
  market: readonly MarketFigure[],
  fxRates: readonly FxQuarter[],
): Disclosure[] {
  const stated = figures.filter(isHbmRevenue).flatMap((row) => toStated(row, fxRates));
  const isKnown = (vendor: string, quarter: number): boolean =>
    stated.some((one) => one.vendor === vendor && one.quarter === quarter);
  const shares = figures
    .filter(isHbmShareOfDram)
    .flatMap((row) => toShareOfDram(row, market))
    .filter(({ vendor, quarter }) => !isKnown(vendor, quarter));
  return [...stated, ...shares];
}

function isHbmRevenue(row: VendorFigure): boolean {
  const isDisclosed = row.reportedOrEstimate === 'reported' || row.reportedOrEstimate === 'derived';
  return row.segment === 'HBM' && row.metric === 'revenue' && isDisclosed && row.calendarQuarter !== null;
}

function toStated(row: VendorFigure, fxRates: readonly FxQuarter[]): Disclosure[] {
  const quarter = parseQuarterLabel(row.calendarQuarter ?? '');
  const perUsd = findRate(row.unit, row.calendarQuarter ?? '', fxRates);
  if (quarter === null || perUsd === null) return [];
  return [
    {
      ...placeOf(row, quarter),
      usdBn: row.value / perUsd,
      visibleFrom: row.visibleFrom,
      bound: boundOf(row.notes),
      basis: row.reportedOrEstimate === 'reported' ? 'stated' : 'derived',
      sources: [referenceOf(row, `${row.fiscalQuarter}: ${row.notes ?? 'HBM revenue'}`)],
    },
  ];
}

/** Units of local currency bn per USD bn for a stated unit (KRW_tn: thousands of won); null when there is no rate. */
function findRate(unit: string, quarter: string, fxRates: readonly FxQuarter[]): number | null {
  if (unit === 'USD_bn') return 1;
  if (unit !== 'KRW_tn') return null;
  const rate = fxRates.find((row) => row.calendarQuarter === quarter && row.quoteCurrency === 'KRW');
  return rate === undefined ? null : rate.rateQuotePerUsd / 1000;
}

function isHbmShareOfDram(row: VendorFigure): boolean {
  return (
    row.segment === 'HBM' &&
    row.metric === 'share_pct' &&
    row.reportedOrEstimate === 'reported' &&
    row.calendarQuarter !== null
  );
}

/** A disclosed share of DRAM revenue, over the DRAM revenue that a tracker gives in dollars. */
function toShareOfDram(row: VendorFigure, market: readonly MarketFigure[]): Disclosure[] {
  const quarter = parseQuarterLabel(row.calendarQuarter ?? '');
  const dram = market.find(
    (one) =>
      one.quantity === 'dram_revenue' &&
      one.vendorOrIndustry === row.vendor &&
      one.period === row.calendarQuarter &&
      one.unit === 'USD_bn' &&
      one.point !== null,
  );
  if (quarter === null || dram?.point == null) return [];
  return [
    {
      ...placeOf(row, quarter),
      usdBn: (row.value / 100) * dram.point,
      visibleFrom: row.visibleFrom > dram.visibleFrom ? row.visibleFrom : dram.visibleFrom,
      bound: boundOf(row.notes),
      basis: 'share',
      sources: [
        referenceOf(row, `${row.fiscalQuarter}: ${row.notes ?? 'share of DRAM revenue'}`),
        referenceOf(dram, dram.definition),
      ],
    },
  ];
}

function placeOf(row: VendorFigure, quarter: number) {
  const weights = new Map(
    [quarter - 1, quarter, quarter + 1]
      .map((one) => [one, shareOfQuarter(one, row.periodStartOn, row.periodEndOn)] as const)
      .filter(([, weight]) => weight > 0),
  );
  const { vendor, fiscalQuarter, periodStartOn, periodEndOn } = row;
  return { vendor, quarter, fiscalQuarter, periodStartOn, periodEndOn, weights };
}

/** What was disclosed of a period, against the model for the very same vendors and days. */
export interface DisclosedPeriod {
  readonly disclosures: readonly Disclosure[];
  readonly missing: readonly MissingDisclosure[];
  /** Sum of what is disclosed; null when nothing is. */
  readonly usdBn: number | null;
  readonly modelUsdBn: number | null;
}

/** Disclosures whose calendar quarter lies in the period, and the vendor quarters that are missing. */
export function disclosedIn(
  disclosures: readonly Disclosure[],
  figures: readonly VendorFigure[],
  period: QuarterPeriod,
  model: ModelRoute,
): DisclosedPeriod {
  const quarters = quartersOf(period);
  const within = disclosures.filter(({ quarter }) => quarters.includes(quarter));
  const missing = DISCLOSING_VENDORS.flatMap((vendor) =>
    quarters
      .filter((quarter) => !within.some((one) => one.vendor === vendor && one.quarter === quarter))
      .map((quarter) => ({ vendor, quarter, reason: whyMissing(vendor, quarter, figures) })),
  );
  const modelled = within.map(({ vendor, weights }) => model.vendorUsdBn(vendor, weights)?.point ?? 0);
  return {
    disclosures: within,
    missing,
    usdBn: within.length === 0 ? null : within.reduce((sum, { usdBn }) => sum + usdBn, 0),
    modelUsdBn: within.length === 0 ? null : modelled.reduce((sum, one) => sum + one, 0),
  };
}

function whyMissing(vendor: string, quarter: number, figures: readonly VendorFigure[]): string {
  const own = figures.filter((row) => row.vendor === vendor && row.segment.startsWith('HBM'));
  const ofQuarter = own.filter((row) => parseQuarterLabel(row.calendarQuarter ?? '') === quarter);
  const inMoney = own.filter((row) => isHbmRevenue(row) || isHbmShareOfDram(row));
  if (ofQuarter.some(({ reportedOrEstimate }) => reportedOrEstimate === 'reported'))
    return 'only a growth rate is disclosed';
  if (ofQuarter.some(({ reportedOrEstimate }) => reportedOrEstimate === 'estimate'))
    return 'nothing is disclosed; what is on file is an estimate by others';
  return inMoney.length === 0 ? 'never disclosed in money' : 'nothing is disclosed for it on file';
}
