/** Market sizes that others published, all rivals side by side. */
import { parseDayNumber } from '../calendar/day-number.ts';
import type { IsoDate, MarketFigure } from '../facts/types.ts';
import { referenceOf, type SourceReference } from './market-facts.ts';
import { lastDayOf, type QuarterPeriod } from './periods.ts';

/** One published figure for one period, USD bn. */
export interface PublishedFigure {
  readonly lowUsdBn: number;
  readonly pointUsdBn: number;
  readonly highUsdBn: number;
  /** True when its source is dated after the period's end; a forecast, or undated, else. */
  readonly looksBack: boolean;
  readonly visibleFrom: IsoDate;
  readonly source: SourceReference;
}

/** What the rivals of one period come to. */
export interface PublishedRange {
  readonly lowUsdBn: number;
  readonly pointUsdBn: number;
  readonly highUsdBn: number;
  /** True when the point is of figures that look back on the period. */
  readonly looksBack: boolean;
  readonly figures: readonly PublishedFigure[];
}

/** Sizes of the whole market that were published for a period. */
export function listPublished(market: readonly MarketFigure[], period: QuarterPeriod): PublishedFigure[] {
  return market
    .filter(
      (row) =>
        row.quantity === 'hbm_market_size' &&
        row.vendorOrIndustry === 'industry' &&
        row.unit === 'USD_bn' &&
        row.period === period.label,
    )
    .flatMap((row) => {
      const figure = toPublished(row, period);
      return figure === null ? [] : [figure];
    });
}

/** Figure of a row; null when it holds words only. Of a lone bound, the bound is the point. */
export function toPublished(row: MarketFigure, period: QuarterPeriod, perUsd = 1): PublishedFigure | null {
  const middle = row.low === null || row.high === null ? null : (row.low + row.high) / 2;
  const point = row.point ?? middle ?? row.low ?? row.high;
  if (point === null) return null;
  return {
    lowUsdBn: (row.low ?? point) / perUsd,
    pointUsdBn: point / perUsd,
    highUsdBn: (row.high ?? point) / perUsd,
    looksBack: isAfter(row.publishedOn, lastDayOf(period)),
    visibleFrom: row.visibleFrom,
    source: referenceOf(row, row.definition),
  };
}

/** Only a whole date can be told to lie after a day; a source without one is taken as a forecast. */
function isAfter(publishedOn: string | null, day: IsoDate): boolean {
  return publishedOn !== null && parseDayNumber(publishedOn) !== null && publishedOn > day;
}

/**
 * Range of rivals, from the lowest low to the highest high. Its point is the median of those that look back on the
 * period; of all where none does. Null without a figure.
 */
export function summarisePublished(figures: readonly PublishedFigure[]): PublishedRange | null {
  if (figures.length === 0) return null;
  const backward = figures.filter(({ looksBack }) => looksBack);
  const chosen = backward.length > 0 ? backward : figures;
  return {
    lowUsdBn: Math.min(...figures.map(({ lowUsdBn }) => lowUsdBn)),
    pointUsdBn: median(chosen.map(({ pointUsdBn }) => pointUsdBn)),
    highUsdBn: Math.max(...figures.map(({ highUsdBn }) => highUsdBn)),
    looksBack: backward.length > 0,
    figures,
  };
}

/** Middle value; the mean of the two middle ones of an even count. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}
