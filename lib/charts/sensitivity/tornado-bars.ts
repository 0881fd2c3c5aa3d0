/** Tornado: the output at each input's ends, all others at their points. */
import type { UncertaintyAnswer, TornadoRow } from '../../core/uncertainty/types.ts';
import { formatAssumptionValue, shortInputName } from '../assumption-evidence.ts';
import type { BarPlotModel, PlotBar } from '../bar-plot-model.ts';
import { numberCell, textCell, type ChartCard, type ChartTableCell } from '../chart-model.ts';
import { linearAxis } from '../plot-axis.ts';
import { formatInputNumber, formatInputRange } from '../resolved-inputs.ts';
import { lowerFirst } from '../sentence.ts';
import type { OutputWords } from './output-words.ts';

/** More bars would be too short to read; the table has all. */
const MOST_BARS = 12;

const NO_VALUE = 'no value there';

/** What is said of an input's range and where it comes from. */
export type DescribeBasis = (id: string) => string;

interface TornadoOptions {
  readonly words: OutputWords;
  readonly isFlat: boolean;
  readonly describeBasis: DescribeBasis;
}

export function prepareTornado(draws: UncertaintyAnswer, options: TornadoOptions): BarPlotModel {
  const { words, isFlat } = options;
  const moving = draws.tornado.filter(isMoving);
  const shown = moving.slice(0, MOST_BARS);
  const point = draws.point ?? 0;
  const [first, second] = shown;
  const endsWords = isFlat ? 'a tenth below and above its point' : 'its P10 and P90';
  return {
    title: 'What moves it, one input at a time',
    summary:
      first === undefined
        ? `No input moves ${words.name}.`
        : `With each input alone at ${endsWords}, ${nameOf(first)} moves ${words.name} most (${rangeWords(first, words)})${second === undefined ? '' : `, then ${nameOf(second)} (${rangeWords(second, words)})`}.`,
    notes: [
      `All inputs at their points give ${draws.point === null ? 'no value' : words.format(draws.point)}.`,
      ...(moving.length > MOST_BARS
        ? [`${String(moving.length - MOST_BARS)} more inputs move it less; the table lists them.`]
        : []),
      isFlat
        ? 'Ends are a tenth below and above the point, whatever the evidence says.'
        : 'Ends are the input’s P10 and P90, so a bar is wide by what the input does and by how little is known of it.',
    ],
    valueAxis: linearAxis(
      shown.flatMap(({ low, high }) => [low ?? point, high ?? point]),
      words.axisTitle,
    ),
    bars: shown.map((row) => toBar(row, point, words)),
    rules: draws.point === null ? [] : [{ value: point, label: 'all at their points' }],
    legend: [
      { label: 'input low', colour: 'c-water', form: 'reported' },
      { label: 'input high', colour: 'c-sand', form: 'reported' },
    ],
    table: {
      caption: `${words.axisTitle} at the ends of each input, the rest at their points`,
      columns: [
        { label: 'Input', unit: null },
        { label: 'Input low', unit: '' },
        { label: 'Input high', unit: '' },
        { label: 'Output at low', unit: '' },
        { label: 'Output at high', unit: '' },
        { label: 'Basis', unit: null },
      ],
      rows: moving.map((row) => toRow(row, options)),
      totals: null,
    },
    cards: shown.map((row) => toCard(row, options)),
    fileName: 'waterline-tornado',
  };
}

function nameOf({ name }: TornadoRow): string {
  return lowerFirst(shortInputName(name));
}

function isMoving({ low, high }: TornadoRow): boolean {
  return low !== high;
}

function toBar(row: TornadoRow, point: number, words: OutputWords): PlotBar {
  return {
    label: shortInputName(row.name),
    sublabel: `${formatInputRange(row.lowInput, row.highInput, row.unit)}${row.isOwnRange ? ', your range' : ''}`,
    segments: [
      { from: point, to: row.low ?? point, colour: 'c-water', form: 'reported' },
      { from: point, to: row.high ?? point, colour: 'c-sand', form: 'reported' },
    ],
    whisker: null,
    valueLabel: rangeWords(row, words),
  };
}

function rangeWords({ low, high }: TornadoRow, { format }: OutputWords): string {
  const ends = [low, high].filter((end) => end !== null).sort((a, b) => a - b);
  return ends.length < 2 ? NO_VALUE : ends.map(format).join(' to ');
}

function toRow(row: TornadoRow, { words, describeBasis }: TornadoOptions): ChartTableCell[] {
  const output = (value: number | null): ChartTableCell => numberCell(value, words.format, NO_VALUE);
  return [
    textCell(row.name),
    numberCell(row.lowInput, formatInputNumber, ''),
    numberCell(row.highInput, formatInputNumber, ''),
    output(row.low),
    output(row.high),
    textCell(describeBasis(row.input)),
  ];
}

function toCard(row: TornadoRow, { words, describeBasis }: TornadoOptions): ChartCard {
  const line = (label: string, input: number, output: number | null): ChartCard['lines'][number] => ({
    label: `${label} ${formatAssumptionValue(input, row.unit)}`,
    text: output === null ? NO_VALUE : words.format(output),
    colour: label === 'low' ? 'c-water' : 'c-sand',
  });
  return {
    title: row.name,
    lines: [line('low', row.lowInput, row.low), line('high', row.highInput, row.high)],
    footer: row.isOwnRange ? 'range set by you' : describeBasis(row.input),
  };
}
