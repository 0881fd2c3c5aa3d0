/** HBM per million tokens from the deployment as it is to its stack, a step for each technique. */
import type { WorkbenchAnswer } from '../../core/workbench/evaluate-workbench.ts';
import type { BarPlotModel, PlotBar } from '../bar-plot-model.ts';
import { numberCell, textCell } from '../chart-model.ts';
import { formatFraction, formatPct, formatSignificant } from '../format.ts';
import { linearAxis } from '../plot-axis.ts';
import { orNone } from './workbench-words.ts';

/** HBM held per million tokens through the stack; null without techniques or where a step cannot be served. */
export function prepareStackPlot(answer: WorkbenchAnswer): BarPlotModel | null {
  const { stack, techniques } = answer;
  const start = stack.base.hbmGigabyteHoursPerMillionTokens;
  const end = stack.optimised.hbmGigabyteHoursPerMillionTokens;
  if (techniques.length === 0 || start === null || end === null) return null;
  const nameOf = (id: string): string => techniques.find((one) => one.id === id)?.name ?? id;
  const shareOf = (id: string): number | null =>
    stack.shapley.find((one) => one.technique === id)?.share ?? null;
  const bar = (label: string, from: number, to: number, valueLabel: string, isEnd: boolean): PlotBar => ({
    label,
    sublabel: null,
    segments: [{ from, to, colour: isEnd ? 'c-water' : to > from ? 'c-sand' : 'c-deep', form: 'derived' }],
    whisker: null,
    valueLabel,
  });
  const steps = stack.steps.map(({ technique, hbmIntensityBefore, hbmIntensityAfter }) => ({
    technique,
    name: nameOf(technique),
    before: hbmIntensityBefore ?? start,
    after: hbmIntensityAfter ?? end,
  }));
  return {
    title: 'HBM held per million tokens, technique by technique',
    summary: `From ${formatSignificant(start)} to ${formatSignificant(end)} GB·h: each step acts on what the earlier ones left.`,
    notes: [
      'Shares in the table do not depend on the order; they sum to the saving of the whole stack.',
      ...stack.caveats.map((caveat) => `${caveat}.`),
    ],
    fileName: 'workbench-stack',
    valueAxis: linearAxis([0, start, end, ...steps.map(({ after }) => after)], 'GB·h'),
    bars: [
      bar('Before', 0, start, `${formatSignificant(start)} GB·h`, true),
      ...steps.map(({ name, before, after }) =>
        bar(shorten(name), before, after, formatPct((after / before - 1) * 100), false),
      ),
      bar('After', 0, end, `${formatSignificant(end)} GB·h`, true),
    ],
    rules: [],
    legend: [],
    cards: [
      {
        title: 'Before',
        lines: [{ label: 'HBM', text: `${formatSignificant(start)} GB·h`, colour: null }],
        footer: 'per million tokens',
      },
      ...steps.map(({ name, technique, before, after }) => ({
        title: name,
        lines: [
          { label: 'Before', text: `${formatSignificant(before)} GB·h`, colour: null },
          { label: 'After', text: `${formatSignificant(after)} GB·h`, colour: null },
          { label: 'Order-free share', text: orNone(shareOf(technique), formatFraction), colour: null },
        ],
        footer: 'published saving at its point',
      })),
      {
        title: 'After',
        lines: [{ label: 'HBM', text: `${formatSignificant(end)} GB·h`, colour: null }],
        footer: 'per million tokens',
      },
    ],
    table: {
      caption: 'Stack step by step',
      columns: [
        { label: 'Technique', unit: null },
        { label: 'HBM before', unit: 'GB·h' },
        { label: 'HBM after', unit: 'GB·h' },
        { label: 'Order-free share', unit: '%' },
      ],
      rows: steps.map(({ name, technique, before, after }) => {
        const share = shareOf(technique);
        return [
          textCell(name),
          numberCell(before, formatSignificant, ''),
          numberCell(after, formatSignificant, ''),
          numberCell(share === null ? null : share * 100, (value) => formatSignificant(value), 'not defined'),
        ];
      }),
      totals: null,
    },
  };
}

/** Names of techniques carry their makers in brackets; a bar has no room for that. */
export function shorten(name: string): string {
  const bare = name.replace(/ \(.*\)$/, '');
  return bare.length > 30 ? `${bare.slice(0, 29)}…` : bare;
}
