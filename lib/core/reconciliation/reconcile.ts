/** HBM revenue of one period by every route, each against the calibrated model (model 4: a table, no hidden constant). */
import { isVisible } from '../calendar/as-of.ts';
import { quarterLabel } from '../calendar/quarter.ts';
import type { RangedValue } from '../efficiency/one-at-a-time.ts';
import type { IsoDate, Provenance } from '../facts/types.ts';
import type { InputFault } from '../input-fault.ts';
import { ok, type Result } from '../result.ts';
import { COUNT_LAG_QUARTERS, countQuarter, findComponentCost, UNCOUNTED_CHIPS } from './accelerator-route.ts';
import { disclosedIn, listDisclosures, type Disclosure, type DisclosedPeriod } from './disclosure-route.ts';
import { compareGenerations, type GenerationPrices } from './generation-prices.ts';
import type { MarketFacts, SourceReference } from './market-facts.ts';
import { createModelRoute, MODEL_RANGE_WORDS, wholeQuarters, type ModelRoute } from './model-route.ts';
import { listPeriods, parsePeriod, quartersOf, type QuarterPeriod } from './periods.ts';
import { listPublished, summarisePublished, type PublishedFigure } from './published-route.ts';

export const ROUTES = [
  'calibrated',
  'uncalibrated',
  'published',
  'disclosed',
  'accelerators',
  'component-cost',
] as const;
export type RouteId = (typeof ROUTES)[number];

/** One route for one period. USD bn; what is missing is null with its reason in `absence`. */
export interface ReconciliationRow {
  readonly route: RouteId;
  readonly lowUsdBn: number | null;
  readonly pointUsdBn: number | null;
  readonly highUsdBn: number | null;
  /** What the range is; null without one. */
  readonly rangeWords: string | null;
  /** The calibrated model over exactly what the figure covers. */
  readonly modelUsdBn: number | null;
  /** Figure over model less one, percent. */
  readonly gapPct: number | null;
  /** What the figure covers where that is less than the whole; null = the whole. */
  readonly coverage: string | null;
  readonly absence: string | null;
  readonly reading: string;
  readonly sources: readonly SourceReference[];
}

export interface ReconciledPeriod {
  readonly label: string;
  readonly rows: readonly ReconciliationRow[];
  readonly disclosed: DisclosedPeriod;
  readonly published: readonly PublishedFigure[];
}

export interface Reconciliation {
  readonly asOf: IsoDate;
  readonly calibration: RangedValue;
  readonly calibrationYear: number;
  readonly periods: readonly ReconciledPeriod[];
  /** Prices by generation beside the blend. */
  readonly generations: GenerationPrices;
  /** Year of `asOf`, which has no outturn yet, with what was published of the whole of it. */
  readonly running: { readonly year: number; readonly published: readonly PublishedFigure[] };
}

/** Every period of `asOf` by every route. Faults are those of the world. */
export function reconcile(facts: MarketFacts): Result<Reconciliation, InputFault[]> {
  const known = cutToKnown(facts);
  const { asOf } = facts.model;
  const model = createModelRoute(facts.model);
  if (!model.ok) return model;
  const disclosures = listDisclosures(known.vendorFigures, known.market, known.fxRates);
  const periods = listPeriods(asOf, publishedQuarters(known)).filter(({ firstQuarter }) =>
    model.value.covers(firstQuarter),
  );
  return ok({
    asOf,
    calibration: model.value.calibration,
    calibrationYear: model.value.calibrationYear,
    periods: periods.map((period) => reconcilePeriod(period, known, disclosures, model.value)),
    generations: compareGenerations(known.market, model.value),
    running: runningYear(asOf, known),
  });
}

function runningYear(asOf: IsoDate, { market }: MarketFacts): Reconciliation['running'] {
  const year = Number(asOf.slice(0, 4));
  const period = parsePeriod(String(year));
  return { year, published: period === null ? [] : listPublished(market, period) };
}

/** Facts that were public on the `asOf` of the model. */
export function cutToKnown(facts: MarketFacts): MarketFacts {
  const isKnown = (row: Provenance): boolean => isVisible(row.visibleFrom, facts.model.asOf);
  return {
    ...facts,
    market: facts.market.filter(isKnown),
    vendorFigures: facts.vendorFigures.filter(isKnown),
    shipments: facts.shipments.filter(isKnown),
    chips: facts.chips.filter(isKnown),
  };
}

function publishedQuarters({ market }: MarketFacts): ReadonlySet<number> {
  const periods = market
    .filter(({ quantity }) => quantity === 'hbm_market_size')
    .map(({ period }) => parsePeriod(period))
    .filter((period) => period?.quarterCount === 1);
  return new Set(periods.flatMap((period) => (period === null ? [] : [period.firstQuarter])));
}

function reconcilePeriod(
  period: QuarterPeriod,
  facts: MarketFacts,
  disclosures: readonly Disclosure[],
  model: ModelRoute,
): ReconciledPeriod {
  const disclosed = disclosedIn(disclosures, facts.vendorFigures, period, model);
  const isScaledTo = period.label === String(model.calibrationYear);
  const published = publishedOf(facts, period);
  return {
    label: period.label,
    disclosed,
    published: published.figures,
    rows: [
      calibratedRow(period, model),
      uncalibratedRow(period, model),
      publishedRow(period, published, isScaledTo, model),
      disclosedRow(disclosed),
      acceleratorRow(period, facts, model),
      componentRow(period, facts, model),
    ],
  };
}

interface FigureOf {
  readonly route: RouteId;
  readonly figure: RangedValue;
  readonly modelUsdBn: number;
  readonly rangeWords: string | null;
  readonly coverage: string | null;
  readonly reading: string;
  readonly sources: readonly SourceReference[];
}

function rowOf({ figure, modelUsdBn, ...rest }: FigureOf): ReconciliationRow {
  return {
    ...rest,
    lowUsdBn: figure.low,
    pointUsdBn: figure.point,
    highUsdBn: figure.high,
    modelUsdBn,
    gapPct: (figure.point / modelUsdBn - 1) * 100,
    absence: null,
  };
}

function absentRow(route: RouteId, absence: string): ReconciliationRow {
  return {
    route,
    lowUsdBn: null,
    pointUsdBn: null,
    highUsdBn: null,
    rangeWords: null,
    modelUsdBn: null,
    gapPct: null,
    coverage: null,
    absence,
    reading: absence,
    sources: [],
  };
}

function calibratedRow(period: QuarterPeriod, model: ModelRoute): ReconciliationRow {
  const figure = model.calibratedUsdBn(wholeQuarters(quartersOf(period)));
  const isScaledTo = period.label === String(model.calibrationYear);
  return rowOf({
    route: 'calibrated',
    figure,
    modelUsdBn: figure.point,
    rangeWords: MODEL_RANGE_WORDS,
    coverage: null,
    reading: isScaledTo
      ? 'scaled to the published market of this year, so the year itself tests nothing'
      : 'what every other page computes with',
    sources: [],
  });
}

function uncalibratedRow(period: QuarterPeriod, model: ModelRoute): ReconciliationRow {
  const weights = wholeQuarters(quartersOf(period));
  const figure = model.uncalibratedUsdBn(weights);
  return rowOf({
    route: 'uncalibrated',
    figure,
    modelUsdBn: model.calibratedUsdBn(weights).point,
    rangeWords: MODEL_RANGE_WORDS,
    coverage: null,
    reading: 'capex times the five shares alone; the gap is the calibration factor, the same in every period',
    sources: [],
  });
}

/** Rivals for the whole period; failing those, the sum of its quarters where each has one. */
function publishedOf(facts: MarketFacts, period: QuarterPeriod) {
  const whole = listPublished(facts.market, period);
  const range = summarisePublished(whole);
  if (range !== null || period.quarterCount === 1) return { range, figures: whole, isSum: false };
  const parts = quartersOf(period).map((quarter) => {
    const figures = listPublished(facts.market, {
      label: quarterLabel(quarter),
      firstQuarter: quarter,
      quarterCount: 1,
    });
    return summarisePublished(figures);
  });
  const known = parts.filter((part) => part !== null);
  const figures = known.flatMap((part) => part.figures);
  if (known.length < parts.length) return { range: null, figures, isSum: false };
  const sum = known.reduce((total, part) => ({
    ...part,
    lowUsdBn: total.lowUsdBn + part.lowUsdBn,
    pointUsdBn: total.pointUsdBn + part.pointUsdBn,
    highUsdBn: total.highUsdBn + part.highUsdBn,
    looksBack: total.looksBack && part.looksBack,
  }));
  return { range: sum, figures, isSum: true };
}

function publishedRow(
  period: QuarterPeriod,
  { range, figures, isSum }: ReturnType<typeof publishedOf>,
  isScaledTo: boolean,
  model: ModelRoute,
): ReconciliationRow {
  if (range === null) return absentRow('published', 'no market size was published for it');
  const modelled = model.calibratedUsdBn(wholeQuarters(quartersOf(period)));
  const isMixed = figures.some(({ looksBack }) => looksBack);
  const backward = range.looksBack
    ? 'median of those dated after its end'
    : `${isMixed ? 'some' : 'all'} are forecasts or undated`;
  return rowOf({
    route: 'published',
    figure: { low: range.lowUsdBn, point: range.pointUsdBn, high: range.highUsdBn },
    modelUsdBn: modelled.point,
    rangeWords: 'lowest to highest of the rivals',
    coverage: null,
    reading: [
      `${countWords(figures.length, 'rival')}${isSum ? ', quarters summed' : ''}; ${backward}`,
      placeWords(modelled.point, range.lowUsdBn, range.highUsdBn),
      ...(isScaledTo ? ['the model is scaled to one of them'] : []),
    ].join('; '),
    sources: figures.map(({ source }) => source),
  });
}

function disclosedRow(disclosed: DisclosedPeriod): ReconciliationRow {
  const { disclosures, missing, usdBn, modelUsdBn } = disclosed;
  const lacking = missingWords(disclosed);
  if (usdBn === null || modelUsdBn === null) {
    return absentRow('disclosed', `no vendor disclosed HBM revenue for it: ${lacking}`);
  }
  const hasFloor = disclosures.some(({ bound }) => bound === 'floor');
  const hasCeiling = disclosures.some(({ bound }) => bound === 'ceiling');
  const bounds = [
    ...(hasFloor ? ['some are floors ("over")'] : []),
    ...(hasCeiling ? ['some are ceilings ("nearly")'] : []),
  ];
  const total = disclosures.length + missing.length;
  return {
    ...rowOf({
      route: 'disclosed',
      figure: { low: usdBn, point: usdBn, high: usdBn },
      modelUsdBn,
      rangeWords: null,
      coverage: `${String(disclosures.length)} of ${countWords(total, 'vendor quarter')}`,
      reading: [
        'against the model for the same vendors on their own fiscal days',
        ...bounds,
        ...(lacking === '' ? [] : [`missing: ${lacking}`]),
      ].join('; '),
      sources: disclosures.flatMap(({ sources }) => sources),
    }),
    lowUsdBn: null,
    highUsdBn: null,
  };
}

/** Vendors with the quarters that they leave out, and why. */
function missingWords({ missing }: DisclosedPeriod): string {
  const isLong = new Set(missing.map(({ quarter }) => quarter)).size > 1;
  const groups = Map.groupBy(missing, ({ vendor, reason }) => `${vendor}|${reason}`);
  return [...groups.values()]
    .map((group) => {
      const quarters = isLong ? ` ${group.map(({ quarter }) => quarterLabel(quarter)).join(', ')}` : '';
      return `${group[0]?.vendor ?? ''}${quarters} (${group[0]?.reason ?? ''})`;
    })
    .join('; ');
}

function acceleratorRow(period: QuarterPeriod, facts: MarketFacts, model: ModelRoute): ReconciliationRow {
  const quarters = quartersOf(period).map((quarter) =>
    countQuarter(quarter, facts.shipments, facts.chips, model),
  );
  const counted = quarters.filter((one) => 'usdBn' in one);
  const absent = quarters.filter((one) => 'absence' in one);
  if (counted.length === 0) {
    return absentRow('accelerators', absent[0]?.absence ?? 'no count of units is on file');
  }
  const sum = (read: (range: RangedValue) => number): number =>
    counted.reduce((total, { usdBn }) => total + read(usdBn), 0);
  const modelled = model.calibratedUsdBn(wholeQuarters(counted.map(({ quarter }) => quarter)));
  const figure = {
    low: sum(({ low }) => low),
    point: sum(({ point }) => point),
    high: sum(({ high }) => high),
  };
  const unknown = [...new Set(counted.flatMap(({ unknownMemory }) => unknownMemory))];
  const byUrl = new Map(counted.flatMap(({ sources }) => sources).map((source) => [source.url, source]));
  return rowOf({
    route: 'accelerators',
    figure,
    modelUsdBn: modelled.point,
    rangeWords:
      'units from the 5th to the 95th percentile and the smallest to the largest memory of a series, with the price from its low to its high, combined as ratios in quadrature',
    coverage:
      absent.length === 0
        ? null
        : `${counted.map(({ quarter }) => quarterLabel(quarter)).join(', ')} only; ${absent
            .map((one) => `${quarterLabel(one.quarter)}: ${one.absence}`)
            .join('; ')}`,
    reading: [
      `chips shipped ${countWords(COUNT_LAG_QUARTERS, 'quarter')} later at the model’s price`,
      placeWords(modelled.point, figure.low, figure.high),
      `not counted: ${[UNCOUNTED_CHIPS, ...unknown].join(', ')}`,
    ].join('; '),
    sources: [...byUrl.values()],
  });
}

function componentRow(period: QuarterPeriod, facts: MarketFacts, model: ModelRoute): ReconciliationRow {
  const found = findComponentCost(facts.shipments, period.label);
  if (found === null)
    return absentRow('component-cost', 'the component-cost model is published by year only');
  const { usdBn, source } = found;
  return {
    ...rowOf({
      route: 'component-cost',
      figure: { low: usdBn, point: usdBn, high: usdBn },
      modelUsdBn: model.calibratedUsdBn(wholeQuarters(quartersOf(period))).point,
      rangeWords: null,
      coverage: 'purchases of NVIDIA, AMD, Google and AWS',
      reading:
        'a model by others of the same chips; it leaves out every other buyer and stock held by vendors',
      sources: [source],
    }),
    lowUsdBn: null,
    highUsdBn: null,
  };
}

function placeWords(model: number, low: number, high: number): string {
  if (model < low) return 'the model lies below the range';
  return model > high ? 'the model lies above the range' : 'the model lies inside the range';
}

/** "1 rival", "3 rivals". */
function countWords(count: number, noun: string): string {
  return `${String(count)} ${noun}${count === 1 ? '' : 's'}`;
}
