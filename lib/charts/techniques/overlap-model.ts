/** The overlap of a set of techniques as matrix, bars and sentences. */
import type { BarPlotModel, PlotBar } from '../bar-plot-model.ts';
import { numberCell, textCell, type ChartCard, type ChartTableModel } from '../chart-model.ts';
import { formatFraction } from '../format.ts';
import { linearAxis } from '../plot-axis.ts';
import type { SetOverlap } from './overlap.ts';
import { familyGroup } from './technique-words.ts';

export interface MatrixCell {
  /** What the cell is drawn as: two together, one alone on the diagonal, excluded, or nothing above the diagonal. */
  readonly kind: 'pair' | 'alone' | 'excluded' | 'unknown' | 'empty';
  readonly text: string;
  readonly note: string | null;
  readonly reason: string | null;
}

export interface OverlapMatrix {
  readonly names: readonly { readonly id: string; readonly name: string }[];
  readonly rows: readonly (readonly MatrixCell[])[];
}

const EMPTY: MatrixCell = { kind: 'empty', text: '', note: null, reason: null };
const NOT_SERVED = 'cannot serve';

function cellOf(overlap: SetOverlap, rowId: string, columnId: string): MatrixCell {
  if (rowId === columnId) {
    const alone = overlap.alone.get(rowId) ?? null;
    return alone === null
      ? { kind: 'unknown', text: NOT_SERVED, note: null, reason: null }
      : { kind: 'alone', text: formatFraction(alone), note: 'alone', reason: null };
  }
  const pair = overlap.pairs.find(({ first, second }) => first === columnId && second === rowId);
  if (pair === undefined) return EMPTY;
  if (pair.isExcluded) return { kind: 'excluded', text: 'excluded', note: null, reason: pair.reason };
  if (pair.together === null || pair.independent === null) {
    return { kind: 'unknown', text: NOT_SERVED, note: null, reason: pair.reason };
  }
  return {
    kind: 'pair',
    text: formatFraction(pair.together),
    note: `of ${formatFraction(pair.independent)}`,
    reason: pair.reason,
  };
}

/** Lower half of the matrix: together, of what two without overlap would save. */
export function prepareOverlapMatrix(overlap: SetOverlap): OverlapMatrix {
  const names = overlap.chosen.map(({ id, name }) => ({ id, name }));
  return {
    names,
    rows: names.map((row, index) =>
      names.map((column, at) => (at > index ? EMPTY : cellOf(overlap, row.id, column.id))),
    ),
  };
}

/** Every pair in words, as a table. */
export function preparePairTable(overlap: SetOverlap): ChartTableModel {
  const nameOf = (id: string): string => overlap.chosen.find((each) => each.id === id)?.name ?? id;
  return {
    caption: 'Two at a time, HBM hours per token saved',
    columns: [
      { label: 'Pair', unit: null },
      { label: 'Together', unit: 'fraction' },
      { label: 'Without overlap', unit: 'fraction' },
      { label: 'Why', unit: null },
    ],
    rows: overlap.pairs.map(({ first, second, together, independent, isExcluded, reason }) => {
      const missing = isExcluded ? 'excluded' : NOT_SERVED;
      return [
        textCell(`${nameOf(first)} + ${nameOf(second)}`),
        numberCell(together, formatFraction, missing),
        numberCell(independent, formatFraction, missing),
        textCell(reason),
      ];
    }),
    totals: null,
  };
}

/** Name without its bracket: there is little room beside a bar. */
function barName(name: string): string {
  return name.split(' (')[0] ?? name;
}

interface StackBar {
  readonly label: string;
  readonly sublabel: string | null;
  readonly value: number | null;
  readonly bar: PlotBar['segments'];
  readonly reason: string;
}

/** From the product of the headlines to what is saved, and whose saving it is; null without an answer. */
export function prepareStackBars(overlap: SetOverlap, deployment: string): BarPlotModel | null {
  const { answer, compatible, headlineProduct } = overlap;
  if (answer === null) return null;
  const whole = (label: string, sublabel: string, value: number | null): StackBar => ({
    label,
    sublabel,
    value,
    bar: value === null ? [] : [{ from: 0, to: value, colour: 'c-water', form: 'reported' }],
    reason: answer.absence ?? 'not computed',
  });
  const shares = answer.shapley.map(({ technique, share }): StackBar => {
    const known = compatible.find(({ id }) => id === technique);
    const { colour } = familyGroup(known?.family ?? '');
    return {
      label: known === undefined ? technique : barName(known.name),
      sublabel: `headline ${formatFraction(known?.savingPoint ?? 0)}`,
      value: share,
      bar: share === null ? [] : [{ from: 0, to: share, colour, form: 'derived' }],
      reason: 'a part of the set cannot be served alone',
    };
  });
  const bars = [
    whole('Headlines multiplied', 'each of the whole', headlineProduct),
    whole('Resident bytes', 'at the same batch', answer.rawByteSaving),
    whole('HBM hours per token', 'on the deployment', answer.memorySaving),
    ...shares,
  ];
  const values = bars.map(({ value }) => value).filter((value) => value !== null);
  return {
    title: 'From headlines to HBM hours',
    summary: stackWords(overlap, deployment),
    notes: [
      'The lower bars are shares of the third one that do not depend on the order; they sum to it.',
      `Deployment: ${deployment}.`,
    ],
    valueAxis: linearAxis(values, '% saved', (value) =>
      String(Math.round(value * 100)).replace('-', '\u2212'),
    ),
    bars: bars.map(({ label, sublabel, value, bar, reason }) => ({
      label,
      sublabel,
      segments: bar,
      whisker: null,
      valueLabel: value === null ? reason : formatFraction(value),
    })),
    rules: [],
    legend: [],
    table: {
      caption: 'From headlines to HBM hours',
      columns: [
        { label: 'Quantity', unit: null },
        { label: 'Saved', unit: 'fraction' },
      ],
      rows: bars.map(({ label, value, reason }) => [
        textCell(label),
        numberCell(value, formatFraction, reason),
      ]),
      totals: null,
    },
    cards: bars.map(({ label, sublabel, value, reason }): ChartCard => ({
      title: label,
      lines: [
        { label: sublabel ?? 'saved', text: value === null ? reason : formatFraction(value), colour: null },
      ],
      footer: 'Computed by Waterline on the deployment below the chart',
    })),
    fileName: 'waterline-technique-stack',
  };
}

function stackWords({ answer, headlineProduct }: SetOverlap, deployment: string): string {
  if (answer?.memorySaving == null) return answer?.absence ?? 'Nothing is saved: the set is empty.';
  return `The headlines multiply to ${formatFraction(headlineProduct)}; together they save ${formatFraction(answer.memorySaving)} of HBM hours per token on ${deployment}.`;
}
