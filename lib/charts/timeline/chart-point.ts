/** Which point of a chart a card speaks of, in terms that a note can keep. */
import { dayOfDecimalYear } from '../../core/calendar/decimal-year.ts';
import type { Period } from '../../core/timeline/time-scale.ts';
import type { ChartTexts } from '../chart-model.ts';
import { chartIdOf } from './lane-marks.ts';
import type { XyPlotModel } from '../xy-plot-model.ts';

/** A point of a chart, with its days where the axis is one of time. */
export interface ChartPoint {
  readonly chart: { readonly id: string; readonly series: string | null; readonly x: string };
  /** Name of the chart. */
  readonly title: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** What a chart knows of a card beside its words. */
export interface PointPlace {
  readonly series: string | null;
  readonly days: Period | null;
}

export const NO_PLACE: PointPlace = { series: null, days: null };

const LONGEST = 100;

/** The point of a card; null when there is no such card. */
export function chartPointOf(
  { cards, fileName, title }: Pick<ChartTexts, 'cards' | 'fileName' | 'title'>,
  index: number,
  { series, days }: PointPlace,
): ChartPoint | null {
  const card = cards[index];
  if (card === undefined) return null;
  return {
    chart: {
      id: chartIdOf(fileName),
      series: series?.slice(0, LONGEST) ?? null,
      x: card.title.slice(0, LONGEST),
    },
    title,
    from: days?.from ?? null,
    to: days?.to ?? null,
  };
}

/** Series and day of a card of a plot of points and lines; of several points with one card the first. */
export function xyPlaceOf({ series, xAxis }: XyPlotModel, index: number): PointPlace {
  for (const { label, points } of series) {
    const point = points.find(({ cardIndex }) => cardIndex === index);
    if (point === undefined) continue;
    const day = xAxis.kind === 'time' ? dayOfDecimalYear(point.x) : null;
    return { series: label, days: day === null ? null : { from: day, to: day } };
  }
  return NO_PLACE;
}

/** Days of a card of a chart over periods, which has one card a period. */
export function periodPlaceOf(periods: readonly Period[], index: number): PointPlace {
  return { series: null, days: periods[index] ?? null };
}
