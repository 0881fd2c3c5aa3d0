/** Capex of the big four by quarter: what was reported, and what each past day expected from there on. */
import type { CapexRun, SetQuarter } from '../../core/backtest/capex-backtest.ts';
import type { Backtest, BacktestRun } from '../../core/backtest/run-backtest.ts';
import {
  midYearOfQuarter,
  quarterIndexOf,
  quarterLabel,
  yearOfQuarter,
} from '../../core/calendar/quarter.ts';
import {
  numberCell,
  textCell,
  type ChartCard,
  type ChartTableModel,
  type ColourToken,
} from '../chart-model.ts';
import { formatDate, formatQuarterLong, formatUsdBn } from '../format.ts';
import { linearAxis, timeAxis } from '../plot-axis.ts';
import type { MarkForm, XyPlotModel, XyPoint, XySeries } from '../xy-plot-model.ts';
import { formatErrorPct, missWords, periodWords } from './change-words.ts';
import { CAPEX_EVENTS } from '../timeline/event-choices.ts';

const RUN_COLOURS: readonly ColourToken[] = [
  'c-sand',
  'l-openai',
  'l-google',
  'c-deep',
  'l-anthropic',
  'l-deepseek',
];

const NOT_REPORTED = 'not reported yet';

/** The chart; null when no run expected a quarter that is still to be drawn. */
export function prepareCapexBacktestPlot({ runs, later, knownOn }: Backtest): XyPlotModel | null {
  const reported = later.filter(({ isReported }) => isReported);
  const last = reported.at(-1)?.quarter;
  const firstDate = runs[0]?.asOf;
  if (last === undefined || firstDate === undefined) return null;
  const until = yearOfQuarter(last) * 4 + 3;
  const from = quarterIndexOf(firstDate) - 4;
  const drawn = reported.filter(({ quarter }) => quarter >= from);
  const cards: ChartCard[] = [];
  const actual = actualSeries(drawn, cards);
  const expected = runs.flatMap((run, index) => runSeries(run, index, until, drawn, cards));
  const values = [actual, ...expected].flatMap(({ points }) => points.map(({ y }) => y ?? 0));
  return {
    title: 'Capex of the big four: expected on past days, and what came',
    summary: summarise(runs),
    notes: [
      'Dashed: filled by guides of the day. Dotted: a buyer had no guide in money, so growth was assumed; that assumption was written later and is hindsight.',
      'Guides of Microsoft and Meta hold leases or their principal; what came is cash, so a part of an error is a difference of measures.',
      `Reported as known on ${formatDate(knownOn)}.`,
    ],
    events: CAPEX_EVENTS,
    xAxis: timeAxis(midYearOfQuarter(from) - 0.125, midYearOfQuarter(until) + 0.125),
    yAxis: linearAxis(values, 'USD bn a quarter'),
    series: [actual, ...expected],
    rules: [],
    table: plotTable(runs, drawn, from, until),
    cards,
    fileName: 'waterline-capex-backtest',
  };
}

function actualSeries(quarters: readonly SetQuarter[], cards: ChartCard[]): XySeries {
  return {
    id: 'came',
    label: 'Reported',
    colour: 'c-ink',
    mark: 'line',
    form: 'reported',
    endLabel: 'Reported',
    points: quarters.map(({ quarter, reportedUsdBn }) => ({
      x: midYearOfQuarter(quarter),
      y: reportedUsdBn,
      cardIndex:
        cards.push({
          title: formatQuarterLong(quarterLabel(quarter)),
          lines: [{ label: 'Reported', text: formatUsdBn(reportedUsdBn), colour: 'c-ink' }],
          footer: 'Cash purchases of property and equipment',
        }) - 1,
    })),
  };
}

/** From the last quarter that was reported on the day: dashed while guides fill it, dotted from there on. */
function runSeries(
  { bigFour }: BacktestRun,
  index: number,
  until: number,
  came: readonly SetQuarter[],
  cards: ChartCard[],
): XySeries[] {
  const colour = RUN_COLOURS[index % RUN_COLOURS.length] ?? 'c-sand';
  const open = bigFour.quarters.filter(({ quarter, isReported }) => !isReported && quarter <= until);
  const before = bigFour.quarters.findLast(({ isReported }) => isReported);
  if (before === undefined || open.length === 0) return [];
  const start: XyPoint = {
    x: midYearOfQuarter(before.quarter),
    y: before.pointUsdBn,
    cardIndex: null,
  };
  const points = open.map((quarter): XyPoint => {
    const outcome = came.find((one) => one.quarter === quarter.quarter) ?? null;
    return {
      x: midYearOfQuarter(quarter.quarter),
      y: quarter.pointUsdBn,
      cardIndex: cards.push(cardOf(bigFour, quarter, outcome, colour)) - 1,
    };
  });
  const firstGrown = open.findIndex(({ grownUsdBn }) => grownUsdBn > 0);
  const guided = firstGrown < 0 ? points : points.slice(0, firstGrown);
  const grown = firstGrown < 0 ? [] : points.slice(firstGrown);
  const link = guided.at(-1) ?? start;
  const seriesOf = (form: MarkForm, own: readonly XyPoint[], isLast: boolean): XySeries => ({
    id: `${bigFour.asOf}-${form}`,
    label: `Expected on ${formatDate(bigFour.asOf)}${form === 'assumption' ? ', growth assumed' : ''}`,
    colour,
    mark: 'line',
    form,
    endLabel: isLast ? `on ${formatDate(bigFour.asOf)}` : null,
    points: own,
  });
  return [
    ...(guided.length === 0 ? [] : [seriesOf('estimate', [start, ...guided], grown.length === 0)]),
    ...(grown.length === 0 ? [] : [seriesOf('assumption', [{ ...link, cardIndex: null }, ...grown], true)]),
  ];
}

function cardOf(
  { asOf }: CapexRun,
  { quarter, lowUsdBn, pointUsdBn, highUsdBn, reportedUsdBn, guidedUsdBn, grownUsdBn }: SetQuarter,
  outcome: SetQuarter | null,
  colour: ColourToken,
): ChartCard {
  return {
    title: `${formatQuarterLong(quarterLabel(quarter))}, expected on ${formatDate(asOf)}`,
    lines: [
      {
        label: 'Expected',
        text: `${formatUsdBn(pointUsdBn)} (${formatUsdBn(lowUsdBn)} to ${formatUsdBn(highUsdBn)})`,
        colour,
      },
      ...(reportedUsdBn > 0
        ? [{ label: 'of it reported', text: formatUsdBn(reportedUsdBn), colour: null }]
        : []),
      { label: 'of it guided', text: formatUsdBn(guidedUsdBn), colour: null },
      { label: 'of it grown', text: formatUsdBn(grownUsdBn), colour: null },
      {
        label: 'Came',
        text:
          outcome === null
            ? NOT_REPORTED
            : `${formatUsdBn(outcome.reportedUsdBn)}; expected ${missWords((pointUsdBn / outcome.reportedUsdBn - 1) * 100)}`,
        colour: 'c-ink',
      },
    ],
    footer: 'Guides and reports of the day',
  };
}

function summarise(runs: readonly BacktestRun[]): string {
  const parts = runs.flatMap(({ asOf, capex }) => {
    const target = capex.findLast(({ set }) => set === 'big-four');
    return target === undefined
      ? []
      : [
          `${formatDate(asOf)} was ${missWords(target.errorPct)} on ${periodWords(target.label)} (${formatUsdBn(target.expectedUsdBn)} against ${formatUsdBn(target.cameUsdBn)})`,
        ];
  });
  return parts.length === 0
    ? 'No quarter that was open on these days has been reported since.'
    : `${parts.join('; ')}.`;
}

function plotTable(
  runs: readonly BacktestRun[],
  came: readonly SetQuarter[],
  from: number,
  until: number,
): ChartTableModel {
  const quarters = Array.from({ length: until - from + 1 }, (_, index) => from + index);
  return {
    caption: 'Capex of the big four by quarter, expected on each day and reported',
    columns: [
      { label: 'Quarter', unit: null },
      { label: 'Reported', unit: 'USD bn' },
      ...runs.flatMap(({ asOf }) => [
        { label: `Expected on ${asOf}`, unit: 'USD bn' },
        { label: `Error of ${asOf}`, unit: 'percent' },
      ]),
    ],
    rows: quarters.map((quarter) => {
      const outcome = came.find((one) => one.quarter === quarter)?.reportedUsdBn ?? null;
      return [
        textCell(quarterLabel(quarter)),
        numberCell(outcome, formatUsdBn, NOT_REPORTED),
        ...runs.flatMap(({ bigFour }) => {
          const then = bigFour.quarters.find((one) => one.quarter === quarter) ?? null;
          const expected = then === null || then.isReported ? null : then.pointUsdBn;
          const error = expected === null || outcome === null ? null : (expected / outcome - 1) * 100;
          return [
            numberCell(expected, formatUsdBn, then === null ? 'not worked out' : 'reported by then'),
            numberCell(error, formatErrorPct, expected === null ? '' : NOT_REPORTED),
          ];
        }),
      ];
    }),
    totals: null,
  };
}
