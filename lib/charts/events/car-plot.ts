/** Cumulative abnormal return of each share around an event, with the placebo band of one of them. */
import type { StudiedTicker } from '../../contracts/event-studies.ts';
import { describeDay, describeWindow, type DayWindow } from '../../core/event-study/options.ts';
import type { PathPoint } from '../../core/event-study/recovery.ts';
import type { BandPoint } from '../../core/event-study/ticker-report.ts';
import { numberCell, textCell, type ChartCard } from '../chart-model.ts';
import { linearAxis, type PlotAxis } from '../plot-axis.ts';
import { vendorColour } from '../vendor-colours.ts';
import type { XyPlotModel, XySeries } from '../xy-plot-model.ts';
import { shareName, signedFraction, signedRange, withWrittenDates } from './event-words.ts';

/** What the chart is made from. */
export interface CarPlotInput {
  readonly title: string;
  readonly tickers: readonly {
    readonly answer: StudiedTicker;
    readonly path: readonly PathPoint[];
    readonly band: readonly BandPoint[];
  }[];
  readonly range: DayWindow;
  /** Last day drawn. */
  readonly lastDay: number;
  /** Share whose band is drawn. */
  readonly focus: string;
}

const TICK_STEPS = [1, 2, 5, 10, 20, 50, 100] as const;
const MOST_TICKS = 14;

/** Sessions about day 0, ticks at multiples of a round step. */
function dayAxis(from: number, to: number): PlotAxis {
  const step = TICK_STEPS.find((each) => (to - from) / each <= MOST_TICKS) ?? 100;
  const first = Math.ceil(from / step);
  const ticks = Array.from({ length: Math.floor(to / step) - first + 1 }, (_, i) => (first + i) * step);
  return {
    kind: 'linear',
    min: from,
    max: to,
    title: 'sessions from the first in which the news could trade',
    ticks: ticks.map((value) => ({ value, label: describeDay(value) })),
  };
}

/** The chart; null where no share has a path. */
export function prepareCarPlot({ title, tickers, range, lastDay, focus }: CarPlotInput): XyPlotModel | null {
  const drawn = tickers.filter(({ path }) => path.length > 0);
  if (drawn.length === 0) return null;
  const before = range.from - 1;
  const days = Array.from({ length: lastDay - before + 1 }, (_, i) => before + i);
  const cars = drawn.map(
    ({ path }) => new Map([[before, 0], ...path.map(({ day, car }) => [day, car] as const)]),
  );
  const focused = drawn.find(({ answer }) => answer.ticker === focus);
  const band = new Map((focused?.band ?? []).map((point) => [point.day, point]));
  const values = days.flatMap((day) => [
    ...cars.map((each) => each.get(day) ?? 0),
    band.get(day)?.low ?? 0,
    band.get(day)?.high ?? 0,
  ]);
  const lines = drawn.map(({ answer }, i): XySeries => ({
    id: answer.ticker,
    label: shareName(answer),
    colour: vendorColour(answer.ticker),
    mark: 'line',
    form: answer.ticker === focus ? 'reported' : 'derived',
    endLabel: shareName(answer),
    points: days.map((day, index) => ({
      x: day,
      y: cars[i]?.get(day) ?? null,
      cardIndex:
        answer.ticker === focused?.answer.ticker || (focused === undefined && i === 0) ? index : null,
    })),
  }));
  return {
    title,
    summary: summaryOf(focused?.answer ?? null, range, drawn.length),
    notes: notesOf(tickers, focused?.answer ?? null, range),
    xAxis: dayAxis(before, lastDay),
    yAxis: linearAxis(values, 'cumulative abnormal return', (value) =>
      signedFraction(value).replace('.0\u00a0', '\u00a0'),
    ),
    series: [...(band.size === 0 ? [] : [bandSeries(days, band, focused?.answer ?? null)]), ...lines],
    rules: [
      { axis: 'x', value: 0, label: 'first session' },
      ...(range.to > 0 && range.to < lastDay
        ? [{ axis: 'x' as const, value: range.to, label: `window ends ${describeDay(range.to)}` }]
        : []),
    ],
    table: tableOf(days, drawn, cars, band, focused?.answer ?? null),
    cards: days.map((day) => cardOf(day, drawn, cars, band.get(day))),
    fileName: 'waterline-event-study',
  };
}

function bandSeries(
  days: readonly number[],
  band: ReadonlyMap<number, BandPoint>,
  focus: StudiedTicker | null,
): XySeries {
  return {
    id: 'placebo',
    label: 'Placebo',
    colour: focus === null ? 'c-muted' : vendorColour(focus.ticker),
    mark: 'band',
    form: 'derived',
    endLabel: null,
    points: days.flatMap((day) => {
      const point = band.get(day);
      if (point === undefined) return [];
      return [{ x: day, y: (point.low + point.high) / 2, low: point.low, high: point.high, cardIndex: null }];
    }),
  };
}

function summaryOf(focus: StudiedTicker | null, range: DayWindow, count: number): string {
  if (focus?.car == null) return `${String(count)} shares over the sessions about the event.`;
  return `${shareName(focus)}: ${signedFraction(focus.car)} over ${describeWindow(range)}, standard error ${signedFraction(focus.carStdError ?? 0).replace('+', '')}.`;
}

function notesOf(tickers: CarPlotInput['tickers'], focus: StudiedTicker | null, range: DayWindow): string[] {
  const absent = tickers.flatMap(({ answer }) => (answer.absence === null ? [] : [answer]));
  return [
    `Each line sums what the share did beyond its expectation from day ${describeDay(range.from)} on; days are sessions of its own exchange.`,
    ...(focus?.placebo == null
      ? []
      : [
          `Band: the middle 95 % of the same sum for ${shareName(focus)} on ${String(focus.placebo.dates)} sessions that were day 0 of no event of the ledger.`,
        ]),
    ...absent.map(({ ticker, absence }) => `${ticker} is not drawn: ${withWrittenDates(absence ?? '')}`),
  ];
}

function cardOf(
  day: number,
  drawn: CarPlotInput['tickers'],
  cars: readonly ReadonlyMap<number, number | null>[],
  band: BandPoint | undefined,
): ChartCard {
  return {
    title: `Day ${describeDay(day)}`,
    lines: [
      ...drawn.map(({ answer }, i) => {
        const car = cars[i]?.get(day) ?? null;
        return {
          label: shareName(answer),
          text: car === null ? 'no return ends' : signedFraction(car),
          colour: vendorColour(answer.ticker),
        };
      }),
      ...(band === undefined
        ? []
        : [{ label: 'Placebo 95 %', text: signedRange(band.low, band.high), colour: null }]),
    ],
    footer: 'Computed; cumulative abnormal return',
  };
}

function tableOf(
  days: readonly number[],
  drawn: CarPlotInput['tickers'],
  cars: readonly ReadonlyMap<number, number | null>[],
  band: ReadonlyMap<number, BandPoint>,
  focus: StudiedTicker | null,
): XyPlotModel['table'] {
  const hasBand = band.size > 0 && focus !== null;
  return {
    caption: 'Cumulative abnormal return by session',
    columns: [
      { label: 'Day', unit: null },
      ...drawn.map(({ answer }) => ({ label: shareName(answer), unit: 'fraction' })),
      ...(hasBand
        ? [
            { label: `Placebo low, ${shareName(focus)}`, unit: 'fraction' },
            { label: `Placebo high, ${shareName(focus)}`, unit: 'fraction' },
          ]
        : []),
    ],
    rows: days.map((day) => [
      textCell(describeDay(day)),
      ...drawn.map((_, i) => numberCell(cars[i]?.get(day) ?? null, signedFraction, 'no return ends')),
      ...(hasBand
        ? [
            numberCell(band.get(day)?.low ?? null, signedFraction, 'none'),
            numberCell(band.get(day)?.high ?? null, signedFraction, 'none'),
          ]
        : []),
    ]),
    totals: null,
  };
}
