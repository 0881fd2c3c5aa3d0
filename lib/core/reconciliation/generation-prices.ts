/**
 * HBM prices by generation as sources state them, beside the blend that the model computes with (model 4: generations
 * are inside the blend). Facts do not carry a generation of their own; their definitions name it.
 */
import type { RangedValue } from '../efficiency/one-at-a-time.ts';
import type { MarketFigure } from '../facts/types.ts';
import { referenceOf, type SourceReference } from './market-facts.ts';
import type { ModelRoute } from './model-route.ts';
import { parsePeriod, quartersOf, type QuarterPeriod } from './periods.ts';
import { median } from './published-route.ts';

/** One price, USD per GB. */
export interface GenerationPrice {
  /** HBM3E, HBM4, ...; null for a blend of all. */
  readonly generation: string | null;
  /** A vendor's name, or `industry`. */
  readonly vendor: string;
  /** As the source has it: 2026, 2026Q2, 2026H2..2027. */
  readonly period: string;
  readonly lowUsdPerGb: number;
  readonly pointUsdPerGb: number;
  readonly highUsdPerGb: number;
  /** The model's blend, mean of the period's quarters; null where the chain does not reach. */
  readonly modelUsdPerGb: number | null;
  /** Price over the model's blend less one, percent. */
  readonly gapPct: number | null;
  readonly source: SourceReference;
}

/** What the generations of one year come to: share of shipments times price. */
export interface ImpliedBlend {
  readonly year: string;
  readonly usdPerGb: number;
  readonly modelUsdPerGb: number;
  readonly gapPct: number;
  readonly parts: readonly {
    readonly generation: string;
    /** Of shipped bits, 0 to 1. */
    readonly share: number;
    readonly usdPerGb: number;
    /** Year of the price; an earlier one where the year itself has none. */
    readonly priceYear: number;
  }[];
  readonly sources: readonly SourceReference[];
}

export interface GenerationPrices {
  readonly prices: readonly GenerationPrice[];
  readonly implied: readonly ImpliedBlend[];
}

/** Prices in order of their first quarter, then period, then generation; and the blend of each year whose shares and prices are on file. */
export function compareGenerations(market: readonly MarketFigure[], model: ModelRoute): GenerationPrices {
  const prices = market
    .filter(isPrice)
    .flatMap((row) => {
      const period = parseSpan(row.period);
      return period === null ? [] : [toPrice(row, period, model)];
    })
    .toSorted((a, b) => order(a).localeCompare(order(b)));
  const years = Map.groupBy(
    market.filter(({ quantity }) => quantity === 'hbm_generation_mix'),
    ({ period }) => period,
  );
  return {
    prices,
    implied: [...years].flatMap(([year, rows]) => impliedBlend(year, rows, prices, model) ?? []),
  };
}

const order = ({ period, generation, vendor }: GenerationPrice): string =>
  [parseSpan(period)?.firstQuarter ?? '', period, generation ?? '', vendor].join('|');

/** Costs are on file under the same quantity, and prices per gigabit repeat those per gigabyte. */
function isPrice({ quantity, unit, definition }: MarketFigure): boolean {
  return quantity === 'hbm_asp' && unit === 'USD_per_GB' && !/\bcost\b/i.test(definition);
}

function generationOf({ definition }: MarketFigure): string | null {
  return /\bHBM\d[A-Z]?\b/.exec(definition)?.[0] ?? null;
}

/** A period, or all from the first to the last of `a..b`. */
function parseSpan(label: string): QuarterPeriod | null {
  const [from = '', to = from] = label.split('..');
  const first = parsePeriod(from);
  const last = parsePeriod(to);
  if (first === null || last === null || last.firstQuarter < first.firstQuarter) return null;
  const quarterCount = last.firstQuarter + last.quarterCount - first.firstQuarter;
  return { label, firstQuarter: first.firstQuarter, quarterCount };
}

/** Mean blend of the period. */
function modelPrice(period: QuarterPeriod, model: ModelRoute): RangedValue['point'] | null {
  const quarters = quartersOf(period);
  if (!quarters.every(model.covers)) return null;
  return quarters.reduce((sum, quarter) => sum + model.priceUsdPerGb(quarter).point, 0) / period.quarterCount;
}

function toPrice(row: MarketFigure, period: QuarterPeriod, model: ModelRoute): GenerationPrice {
  const { point, low, high } = rangeOf(row);
  const modelUsdPerGb = modelPrice(period, model);
  return {
    generation: generationOf(row),
    vendor: row.vendorOrIndustry,
    period: row.period,
    lowUsdPerGb: low,
    pointUsdPerGb: point,
    highUsdPerGb: high,
    modelUsdPerGb,
    gapPct: modelUsdPerGb === null ? null : (point / modelUsdPerGb - 1) * 100,
    source: referenceOf(row, row.definition),
  };
}

/** The middle of two ends stands for a point that is not stated. */
function rangeOf({ low, point, high }: MarketFigure): RangedValue {
  const ends = [low, point, high].filter((value) => value !== null);
  if (ends.length === 0) throw new RangeError('a price has a point or an end');
  const lowest = Math.min(...ends);
  const highest = Math.max(...ends);
  return { low: lowest, point: point ?? (lowest + highest) / 2, high: highest };
}

/** Null where a share has no price, or the shares do not make up the whole. */
function impliedBlend(
  year: string,
  rows: readonly MarketFigure[],
  prices: readonly GenerationPrice[],
  model: ModelRoute,
): ImpliedBlend | null {
  const period = parsePeriod(year);
  const modelUsdPerGb = period === null ? null : modelPrice(period, model);
  if (modelUsdPerGb === null) return null;
  const parts = rows.flatMap((row) => {
    const generation = generationOf(row);
    const price = generation === null ? null : priceIn(generation, Number(year), prices);
    return generation === null || price === null || row.point === null
      ? []
      : [{ generation, share: row.point / 100, ...price }];
  });
  const whole = parts.reduce((sum, { share }) => sum + share, 0);
  if (parts.length < rows.length || Math.abs(whole - 1) > 0.01) return null;
  const usdPerGb = parts.reduce((sum, part) => sum + (part.share / whole) * part.usdPerGb, 0);
  return {
    year,
    usdPerGb,
    modelUsdPerGb,
    gapPct: (usdPerGb / modelUsdPerGb - 1) * 100,
    parts,
    sources: rows.map((row) => referenceOf(row, row.definition)),
  };
}

/** Median of a generation's prices that lie inside a year, the latest year that has any up to `year`. */
function priceIn(
  generation: string,
  year: number,
  prices: readonly GenerationPrice[],
): { readonly usdPerGb: number; readonly priceYear: number } | null {
  const own = prices.flatMap(({ generation: one, period, pointUsdPerGb }) => {
    const priceYear = Number(period.slice(0, 4));
    return one === generation && !period.includes('..') && priceYear <= year
      ? [{ priceYear, pointUsdPerGb }]
      : [];
  });
  if (own.length === 0) return null;
  const latest = Math.max(...own.map(({ priceYear }) => priceYear));
  const figures = own.filter(({ priceYear }) => priceYear === latest);
  return { usdPerGb: median(figures.map(({ pointUsdPerGb }) => pointUsdPerGb)), priceYear: latest };
}
