/** Distribution of the output over all draws, and the output against one input. */
import type { UncertaintyAnswer } from '../../core/uncertainty/types.ts';
import { numberCell, textCell } from '../chart-model.ts';
import { formatFraction } from '../format.ts';
import { closeAxis, linearAxis } from '../plot-axis.ts';
import { formatInputNumber } from '../resolved-inputs.ts';
import { lowerFirst } from '../sentence.ts';
import type { XyPlotModel } from '../xy-plot-model.ts';
import type { OutputWords } from './output-words.ts';

/** Cumulative distribution; null when no draw has the output. */
export function prepareDistribution(draws: UncertaintyAnswer, words: OutputWords): XyPlotModel | null {
  const { percentiles, quantiles } = draws;
  if (quantiles === null) return null;
  // The outermost draws say how many were made, not how the output is spread.
  const shown = percentiles.slice(1, -1).map((value, i) => ({ value, percent: i + 1 }));
  const middle = `${words.format(quantiles.p10)} to ${words.format(quantiles.p90)}`;
  return {
    title: 'How often it is at most so much',
    summary: `In 80 % of ${draws.draws.toLocaleString('en-US')} draws ${words.name} is ${middle}, in half of them at most ${words.format(quantiles.p50)}.`,
    notes: [
      `The first and the last percent are not drawn.`,
      ...(draws.absence === null
        ? []
        : [`${String(draws.absentDraws)} draws have no value: ${draws.absence}.`]),
    ],
    xAxis: closeAxis(
      shown.map(({ value }) => value),
      words.axisTitle,
    ),
    yAxis: linearAxis([0, 100], '% of draws'),
    series: [
      {
        id: 'cdf',
        label: 'draws',
        colour: 'c-deep',
        mark: 'line',
        form: 'reported',
        points: shown.map(({ value, percent }, cardIndex) => ({ x: value, y: percent, cardIndex })),
        endLabel: null,
      },
    ],
    rules: [
      { axis: 'y', value: 10, label: 'P10' },
      { axis: 'y', value: 90, label: 'P90' },
      ...(words.isChange && shown[0] !== undefined && shown[0].value < 0 && (shown.at(-1)?.value ?? 0) >= 0
        ? [{ axis: 'x' as const, value: 0, label: 'no change' }]
        : []),
    ],
    table: {
      caption: `Percentiles of ${words.name}`,
      columns: [
        { label: 'Draws at most', unit: '%' },
        { label: 'Output', unit: '' },
      ],
      rows: percentiles.map((value, percent) => [
        numberCell(percent, (each) => `${String(each)} %`, ''),
        numberCell(value, words.format, ''),
      ]),
      totals: null,
    },
    cards: shown.map(({ value, percent }) => ({
      title: words.format(value),
      lines: [{ label: 'at most this', text: `${String(percent)} % of draws`, colour: 'c-deep' }],
      footer: `${draws.draws.toLocaleString('en-US')} draws, seed ${String(draws.seed)}`,
    })),
    fileName: 'waterline-distribution',
  };
}

interface ScatterOptions {
  readonly words: OutputWords;
  readonly name: string;
  readonly unit: string;
}

/** The output against one drawn input; null when the run has no scatter. */
export function prepareScatter(
  draws: UncertaintyAnswer,
  { words, name, unit }: ScatterOptions,
): XyPlotModel | null {
  const points = (draws.scatter?.points ?? []).flatMap(([x, y]) => (y === null ? [] : [{ x, y }]));
  if (points.length === 0) return null;
  const rank = rankCorrelation(points);
  const written = unit === 'fraction' ? formatFraction : formatInputNumber;
  return {
    title: name,
    summary: `Over ${String(points.length)} draws the rank correlation of ${lowerFirst(name)} with ${words.name} is ${rank.toFixed(2).replace('-', '\u2212')}.`,
    notes: ['Each dot is one draw; every other input varies too, which is the spread at one value.'],
    xAxis: closeAxis(
      points.map(({ x }) => x),
      unit === 'fraction' ? lowerFirst(name) : `${lowerFirst(name)}, ${unit}`,
      written,
    ),
    yAxis: closeAxis(
      points.map(({ y }) => y),
      words.axisTitle,
    ),
    series: [
      {
        id: 'draws',
        label: 'draws',
        colour: 'c-water',
        mark: 'points',
        form: 'derived',
        points: points.map(({ x, y }, cardIndex) => ({ x, y, size: 2.5, cardIndex })),
        endLabel: null,
      },
    ],
    rules: [],
    table: {
      caption: `${name} and ${words.name}, draw by draw`,
      columns: [
        { label: 'Draw', unit: null },
        { label: name, unit },
        { label: 'Output', unit: '' },
      ],
      rows: points.map(({ x, y }, i) => [
        textCell(String(i + 1)),
        numberCell(x, written, ''),
        numberCell(y, words.format, ''),
      ]),
      totals: null,
    },
    cards: points.map(({ x, y }, i) => ({
      title: `Draw ${String(i + 1)}`,
      lines: [
        { label: lowerFirst(name), text: written(x), colour: 'c-water' },
        { label: 'output', text: words.format(y), colour: null },
      ],
      footer: `seed ${String(draws.seed)}`,
    })),
    fileName: 'waterline-scatter',
  };
}

/** Spearman's rank correlation; ties count by their order, which among draws of continuous inputs is rare. */
function rankCorrelation(points: readonly { readonly x: number; readonly y: number }[]): number {
  const xRanks = ranksOf(points.map(({ x }) => x));
  const yRanks = ranksOf(points.map(({ y }) => y));
  const count = points.length;
  const squares = xRanks.reduce((sum, rank, i) => sum + (rank - (yRanks[i] ?? 0)) ** 2, 0);
  return count < 2 ? 0 : 1 - (6 * squares) / (count * (count * count - 1));
}

function ranksOf(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranks = new Array<number>(values.length).fill(0);
  order.forEach((position, rank) => {
    ranks[position] = rank;
  });
  return ranks;
}
