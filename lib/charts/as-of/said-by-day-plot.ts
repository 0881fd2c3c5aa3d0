/** HBM revenue of one year by the day on which it was said: by the model at past dates, and by others. */
import type { Backtest } from '../../core/backtest/run-backtest.ts';
import type { RangedValue } from '../../core/efficiency/one-at-a-time.ts';
import type { PublishedFigure } from '../../core/reconciliation/published-route.ts';
import { numberCell, textCell, type ChartCard } from '../chart-model.ts';
import { formatDate, formatUsdBn, formatUsdBnRange } from '../format.ts';
import { decimalYearOf, linearAxis, timeAxis } from '../plot-axis.ts';
import type { XyPlotModel, XySeries } from '../xy-plot-model.ts';
import { MARKET_EVENTS } from '../timeline/event-choices.ts';

/** One statement of the year's revenue. */
export interface SaidFigure {
  readonly on: string;
  readonly by: string;
  readonly range: RangedValue;
}

export interface SaidByDayInput {
  readonly year: number;
  /** The model at each date, that of judgement last. */
  readonly model: readonly SaidFigure[];
  readonly published: readonly SaidFigure[];
}

/** Statements about `year` from the runs, from today's model, and from others as of today. */
export function collectSaid(
  { year, published }: { readonly year: number; readonly published: readonly PublishedFigure[] },
  backtest: Backtest,
  modelOf: (asOf: string) => RangedValue | null,
): SaidByDayInput {
  const days = [...backtest.runs.map(({ asOf }) => asOf), backtest.knownOn];
  return {
    year,
    model: days.flatMap((on) => {
      const range = modelOf(on);
      return range === null ? [] : [{ on, by: 'the model', range }];
    }),
    published: published
      .map((figure) => ({
        on: figure.visibleFrom,
        by: figure.source.says,
        range: { low: figure.lowUsdBn, point: figure.pointUsdBn, high: figure.highUsdBn },
      }))
      .toSorted((a, b) => (a.on < b.on ? -1 : Number(a.on > b.on))),
  };
}

const EARLIEST_YEARS_BEFORE = 1.75;

/** The chart; null without a figure of the model. Figures said long before the first run stand in the table alone. */
export function prepareSaidByDay({ year, model, published }: SaidByDayInput): XyPlotModel | null {
  const [first] = model;
  const last = model.at(-1);
  if (first === undefined || last === undefined) return null;
  const from = Math.min(decimalYearOf(first.on), year - EARLIEST_YEARS_BEFORE) - 0.1;
  const shown = published.filter(({ on }) => decimalYearOf(on) >= from);
  const cards: ChartCard[] = [];
  const values = [...model, ...shown].flatMap(({ range }) => [range.low, range.high]);
  const hidden = published.length - shown.length;
  return {
    title: `HBM revenue of ${String(year)}, by the day it was said`,
    summary: `The model gave ${formatUsdBn(first.range.point)} on ${formatDate(first.on)} and gives ${formatUsdBn(last.range.point)} on ${formatDate(last.on)}; others ${othersWords(published)}.`,
    notes: [
      'Whiskers of the model: about P10 to P90, one input at a time. Its prices, content and calibration were written later than every past day: hindsight. Only the capex behind it is of the day.',
      'No outturn of a running year exists: the others are forecasts, placed on the day from which they count as known; an undated one on the day of its collection.',
      ...(hidden > 0 ? [`${String(hidden)} older than the axis stand in the table only.`] : []),
    ],
    events: MARKET_EVENTS,
    xAxis: timeAxis(from, decimalYearOf(last.on) + 0.1, 'day on which it was said'),
    yAxis: linearAxis(values, 'USD bn'),
    series: [
      seriesOf('model', 'The model', 'c-water', model, cards),
      seriesOf('published', 'Published by others', 'c-sand', shown, cards),
    ].filter(({ points }) => points.length > 0),
    rules: [],
    table: {
      caption: `HBM revenue of ${String(year)} by the day it was said`,
      columns: [
        { label: 'Day', unit: null },
        { label: 'By', unit: null },
        { label: 'Low', unit: 'USD bn' },
        { label: 'Point', unit: 'USD bn' },
        { label: 'High', unit: 'USD bn' },
      ],
      rows: [...model, ...published].map(({ on, by, range }) => [
        { value: on, text: formatDate(on) },
        textCell(by),
        numberCell(range.low, formatUsdBn, ''),
        numberCell(range.point, formatUsdBn, ''),
        numberCell(range.high, formatUsdBn, ''),
      ]),
      totals: null,
    },
    cards,
    fileName: `waterline-hbm-${String(year)}-by-day`,
  };
}

function othersWords(published: readonly SaidFigure[]): string {
  if (published.length === 0) return 'published nothing of it yet';
  const low = Math.min(...published.map(({ range }) => range.low));
  const high = Math.max(...published.map(({ range }) => range.high));
  return `from ${formatUsdBn(low)} to ${formatUsdBn(high)}`;
}

function seriesOf(
  id: string,
  label: string,
  colour: 'c-water' | 'c-sand',
  said: readonly SaidFigure[],
  cards: ChartCard[],
): XySeries {
  return {
    id,
    label,
    colour,
    mark: 'points',
    form: id === 'model' ? 'derived' : 'estimate',
    endLabel: null,
    points: said.map(({ on, by, range }) => ({
      x: decimalYearOf(on),
      y: range.point,
      ...(range.low === range.high ? {} : { low: range.low, high: range.high }),
      label: formatUsdBn(range.point),
      cardIndex:
        cards.push({
          title: `${label}, ${formatDate(on)}`,
          lines: [
            {
              label: by,
              text:
                range.low === range.high
                  ? formatUsdBn(range.point)
                  : `${formatUsdBn(range.point)} (${formatUsdBnRange(range.low, range.high)})`,
              colour,
            },
          ],
          footer: id === 'model' ? 'Run at the day; assumptions are hindsight' : 'Known from this day',
        }) - 1,
    })),
  };
}
