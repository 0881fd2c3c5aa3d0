/** HBM revenue by quarter: the baseline and each scenario's path over it. */
import { decimalYearOfQuarter } from '../../core/efficiency/fleet/fleet-saving.ts';
import type { ExposureQuarter } from '../../core/exposure/types.ts';
import { numberCell, textCell, type ChartCard, type ChartTableModel } from '../chart-model.ts';
import { formatQuarterLong, formatSignificant, formatUsdBn } from '../format.ts';
import { linearAxis, timeAxis } from '../plot-axis.ts';
import type { XyPlotModel, XySeries } from '../xy-plot-model.ts';
import { SLOT_MARKS, type ComparedRun } from './compared-run.ts';
import { HBM_EVENTS } from '../timeline/event-choices.ts';

const AFTER = 'after its horizon';

/** The paths; null when no scenario has a quarter. */
export function preparePathsPlot(runs: readonly ComparedRun[]): XyPlotModel | null {
  const [longest] = runs.toSorted((a, b) => b.answer.quarters.length - a.answer.quarters.length);
  const quarters = longest?.answer.quarters ?? [];
  const [first, last] = [quarters[0], quarters.at(-1)];
  if (first === undefined || last === undefined) return null;
  const values = [
    ...quarters.map(({ baselineHbmUsdBn }) => baselineHbmUsdBn),
    ...runs.flatMap(({ answer }) => answer.quarters.map(({ hbmUsdBn }) => hbmUsdBn)),
  ];
  const years = quarters.map(({ quarter }) => decimalYearOfQuarter(quarter));
  const [from = 0, to = 0] = [years[0], years.at(-1)];
  return {
    title: 'HBM revenue by quarter',
    summary: summarise(runs, last),
    notes: [
      'Every input at its point. Strokes only tell the lines apart; the baseline is HBM revenue without a saving.',
      ...(runs.some(({ answer }) => answer.quarters.length !== quarters.length)
        ? ['Horizons differ: a line ends in the last quarter of its scenario.']
        : []),
    ],
    events: HBM_EVENTS,
    xAxis: timeAxis(from - 0.125, Math.max(to, from + 0.25) + 0.125),
    yAxis: linearAxis(values, 'USD bn a quarter'),
    series: [baselineSeries(quarters), ...runs.map(toSeries)],
    rules: [],
    table: toTable(runs, quarters),
    cards: quarters.map((quarter, k) => toCard(runs, quarter, k)),
    fileName: 'waterline-scenario-paths',
  };
}

function baselineSeries(quarters: readonly ExposureQuarter[]): XySeries {
  return {
    id: 'baseline',
    label: 'Baseline',
    colour: 'c-water',
    mark: 'line',
    form: 'derived',
    endLabel: 'baseline',
    points: quarters.map(({ quarter, baselineHbmUsdBn }, k) => ({
      x: decimalYearOfQuarter(quarter),
      y: baselineHbmUsdBn,
      cardIndex: k,
    })),
  };
}

function toSeries({ slot, name, answer }: ComparedRun): XySeries {
  return {
    id: slot,
    label: name,
    ...SLOT_MARKS[slot],
    mark: 'line',
    endLabel: name,
    points: answer.quarters.map(({ quarter, hbmUsdBn }, k) => ({
      x: decimalYearOfQuarter(quarter),
      y: hbmUsdBn,
      cardIndex: k,
    })),
  };
}

function summarise(runs: readonly ComparedRun[], last: ExposureQuarter): string {
  const ends = runs.flatMap(({ name, answer }) => {
    const end = answer.quarters.at(-1);
    return end?.quarter === last.quarter ? [`${name} ${formatUsdBn(end.hbmUsdBn)}`] : [];
  });
  return `In ${formatQuarterLong(last.quarter)} the baseline is ${formatUsdBn(last.baselineHbmUsdBn)} a quarter; ${ends.join('; ')}.`;
}

function toTable(runs: readonly ComparedRun[], quarters: readonly ExposureQuarter[]): ChartTableModel {
  return {
    caption: 'HBM revenue by quarter and scenario',
    columns: [
      { label: 'Quarter', unit: null },
      { label: 'Baseline', unit: 'USD bn' },
      ...runs.map(({ name }) => ({ label: name, unit: 'USD bn' })),
    ],
    rows: quarters.map(({ quarter, baselineHbmUsdBn }, k) => [
      textCell(quarter),
      numberCell(baselineHbmUsdBn, formatSignificant, ''),
      ...runs.map(({ answer }) => numberCell(answer.quarters[k]?.hbmUsdBn ?? null, formatSignificant, AFTER)),
    ]),
    totals: [
      textCell('Sum'),
      numberCell(
        quarters.reduce((sum, { baselineHbmUsdBn }) => sum + baselineHbmUsdBn, 0),
        formatSignificant,
        '',
      ),
      ...runs.map(({ answer }) => numberCell(answer.total.hbmUsdBn, formatSignificant, '')),
    ],
  };
}

function toCard(
  runs: readonly ComparedRun[],
  { quarter, baselineHbmUsdBn }: ExposureQuarter,
  k: number,
): ChartCard {
  return {
    title: formatQuarterLong(quarter),
    lines: [
      { label: 'Baseline', text: formatUsdBn(baselineHbmUsdBn), colour: 'c-water' },
      ...runs.map(({ slot, name, answer }) => {
        const revenue = answer.quarters[k]?.hbmUsdBn;
        return {
          label: name,
          text: revenue === undefined ? AFTER : formatUsdBn(revenue),
          colour: SLOT_MARKS[slot].colour,
        };
      }),
    ],
    footer: 'Computed, every input at its point',
  };
}
