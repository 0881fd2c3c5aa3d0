/** Shares of the variance: what an input explains alone, and together with others. */
import type { SobolRow, UncertaintyAnswer } from '../../core/uncertainty/types.ts';
import { shortInputName } from '../assumption-evidence.ts';
import type { BarPlotModel, PlotBar } from '../bar-plot-model.ts';
import { numberCell, textCell, type ChartTableCell } from '../chart-model.ts';
import { formatFraction, formatFractionRange } from '../format.ts';
import { linearAxis } from '../plot-axis.ts';
import type { OutputWords } from './output-words.ts';

const MOST_BARS = 10;

/** Bars of the shares; null when the run has none, with the reason in the answer. */
export function prepareSobolBars(draws: UncertaintyAnswer, words: OutputWords): BarPlotModel | null {
  const [first] = draws.sobol;
  if (first === undefined) return null;
  const shown = draws.sobol.slice(0, MOST_BARS);
  const alone = draws.sobol.reduce((sum, { firstOrder }) => sum + firstOrder, 0);
  return {
    title: 'Share of the variance',
    summary: `${shortInputName(first.name)} explains ${formatFraction(first.total)} (${formatFractionRange(...first.totalInterval)}) of the variance of ${words.name}, ${formatFraction(first.firstOrder)} of it alone; all inputs alone explain ${formatFraction(alone)}, the rest is what they do together.`,
    notes: [
      `Sobol indices from ${String(draws.sobolDraws)} rows of a Saltelli design, ${String(draws.sobolDraws * (draws.sobol.length + 2))} paths, seed ${String(draws.seed)}; whiskers are 95 % bootstrap intervals of the total.`,
      'Shares of the total may sum above 100 %: what two inputs do together counts for both.',
    ],
    valueAxis: linearAxis(
      shown.flatMap(({ total, totalInterval }) => [total * 100, totalInterval[1] * 100]),
      '% of the variance',
    ),
    bars: shown.map(toBar),
    rules: [],
    legend: [
      { label: 'alone', colour: 'c-deep', form: 'reported' },
      { label: 'together with others', colour: 'c-water', form: 'derived' },
    ],
    table: {
      caption: `Share of the variance of ${words.name} by input`,
      columns: [
        { label: 'Input', unit: null },
        { label: 'Alone', unit: 'fraction' },
        { label: 'Alone, 95 % interval', unit: null },
        { label: 'In all', unit: 'fraction' },
        { label: 'In all, 95 % interval', unit: null },
      ],
      rows: draws.sobol.map(toRow),
      totals: null,
    },
    cards: shown.map((row) => ({
      title: row.name,
      lines: [
        { label: 'alone', text: formatFraction(row.firstOrder), colour: 'c-deep' },
        { label: 'in all', text: formatFraction(row.total), colour: 'c-water' },
        { label: '95 % interval', text: formatFractionRange(...row.totalInterval), colour: null },
      ],
      footer: 'computed, Sobol indices',
    })),
    fileName: 'waterline-variance',
  };
}

function toBar({ name, firstOrder, total, totalInterval }: SobolRow): PlotBar {
  // An index near 0 is estimated a little below it now and then; a bar shows none of that.
  const alone = Math.max(0, Math.min(firstOrder, total)) * 100;
  return {
    label: shortInputName(name),
    sublabel: null,
    segments: [
      { from: 0, to: alone, colour: 'c-deep', form: 'reported' },
      { from: alone, to: Math.max(alone, total * 100), colour: 'c-water', form: 'derived' },
    ],
    whisker: { low: Math.max(0, totalInterval[0] * 100), high: totalInterval[1] * 100 },
    valueLabel: formatFraction(total),
  };
}

function toRow(row: SobolRow): ChartTableCell[] {
  return [
    textCell(row.name),
    numberCell(row.firstOrder, formatFraction, ''),
    textCell(formatFractionRange(...row.firstOrderInterval)),
    numberCell(row.total, formatFraction, ''),
    textCell(formatFractionRange(...row.totalInterval)),
  ];
}
