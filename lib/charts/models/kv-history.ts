/** Bytes that one more token adds, model by model over the date of release. */
import { decimalYear } from '../../core/efficiency/fleet/fleet-saving.ts';
import { formatBytes, formatCount, formatKilobytesBoth } from '../byte-words.ts';
import { numberCell, textCell, type ChartCard } from '../chart-model.ts';
import { formatDate } from '../format.ts';
import { logAxis, timeAxis } from '../plot-axis.ts';
import type { MarkForm, XyPlotModel, XySeries } from '../xy-plot-model.ts';
import { ATTENTION_FAMILIES, ATTENTION_WORDS, shapeEvidence } from './attention-words.ts';
import { countryWords } from './model-table.ts';
import type { ModelFigures } from './model-figures.ts';
import { EFFICIENCY_EVENTS } from '../timeline/event-choices.ts';

/** Written beside their points: where a lab or the field changed course, and not on top of each other. */
const LABELLED = [
  'gpt2-xl',
  'opt-175b',
  'llama-3.1-405b',
  'deepseek-v4-pro',
  'nemotron-3-nano-30b-a3b',
] as const;

const FORMS: readonly MarkForm[] = ['reported', 'derived', 'estimate'];

type Known = ModelFigures & { readonly bytesPerToken: number };

function isKnown(figures: ModelFigures): figures is Known {
  return figures.bytesPerToken !== null && figures.bytesPerToken > 0;
}

function toCard({ model, bytesPerToken }: Known): ChartCard {
  const family = ATTENTION_FAMILIES.find(({ kinds }) => kinds.includes(model.attention));
  return {
    title: model.name,
    lines: [
      { label: 'One more token', text: formatKilobytesBoth(bytesPerToken), colour: family?.colour ?? null },
      { label: 'Attention', text: ATTENTION_WORDS[model.attention], colour: null },
      { label: 'Lab', text: `${model.lab}, ${countryWords(model.country)}`, colour: null },
      { label: 'Released', text: formatDate(model.releasedOn), colour: null },
    ],
    footer: `Computed from its shape; shape from: ${shapeEvidence(model.configEvidence).words}`,
  };
}

function seriesOf(known: readonly Known[]): XySeries[] {
  return ATTENTION_FAMILIES.flatMap((family) =>
    FORMS.flatMap((form): XySeries[] => {
      const points = known.flatMap(({ model, bytesPerToken }, cardIndex) =>
        family.kinds.includes(model.attention) && shapeEvidence(model.configEvidence).form === form
          ? [
              {
                x: decimalYear(model.releasedOn),
                y: bytesPerToken,
                cardIndex,
                ...(LABELLED.some((id) => id === model.id) ? { label: model.name } : {}),
              },
            ]
          : [],
      );
      if (points.length === 0) return [];
      const { id, label, colour } = family;
      return [{ id: `${id} ${form}`, label, colour, mark: 'points', form, points, endLabel: null }];
    }),
  );
}

/** Middle value; of two middle values their mean. Null of nothing. */
export function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  return upper === undefined || lower === undefined ? null : (upper + lower) / 2;
}

/** Null when no model has a figure. */
export function prepareKvHistory(all: readonly ModelFigures[]): XyPlotModel | null {
  const known = all.filter(isKnown).toSorted((a, b) => (a.model.releasedOn < b.model.releasedOn ? -1 : 1));
  const first = known[0];
  const last = known.at(-1);
  if (first === undefined || last === undefined) return null;
  const values = known.map(({ bytesPerToken }) => bytesPerToken);
  const fromYear = Math.floor(decimalYear(first.model.releasedOn));
  const toYear = Math.ceil(decimalYear(last.model.releasedOn) + 0.001);
  const missing = all.length - known.length;
  return {
    title: 'Bytes that one more token adds, by date of release',
    summary: summaryOf(known),
    notes: [
      'BF16 for every model, in a context beyond all windows; the format a maker serves in may be smaller.',
      'Filled: shape read from the config file. Hollow: from a paper, part of a config, or a third party.',
      ...(missing === 0 ? [] : [`${String(missing)} models have no figure; the table says why.`]),
    ],
    events: EFFICIENCY_EVENTS,
    xAxis: timeAxis(fromYear, toYear, 'released'),
    yAxis: logAxis(values, 'bytes per token, BF16', (value) => formatBytes(value)),
    series: seriesOf(known),
    rules: [],
    table: {
      caption: 'Bytes that one more token adds',
      columns: [
        { label: 'Model', unit: null },
        { label: 'Released', unit: null },
        { label: 'Attention', unit: null },
        { label: 'One more token', unit: 'bytes, BF16' },
      ],
      rows: all.map(({ model, bytesPerToken, absence }) => [
        textCell(model.name),
        { value: model.releasedOn, text: formatDate(model.releasedOn) },
        textCell(ATTENTION_WORDS[model.attention]),
        numberCell(bytesPerToken, formatCount, absence ?? 'cannot be computed'),
      ]),
      totals: null,
    },
    cards: known.map(toCard),
    fileName: 'waterline-kv-bytes-per-token',
  };
}

function summaryOf(known: readonly Known[]): string {
  const years = [...new Set(known.map(({ model }) => model.releasedOn.slice(0, 4)))].sort();
  const medians = years.map((year) => ({
    year,
    count: known.filter(({ model }) => model.releasedOn.startsWith(year)).length,
    bytes: median(
      known
        .filter(({ model }) => model.releasedOn.startsWith(year))
        .map(({ bytesPerToken }) => bytesPerToken),
    ),
  }));
  // A year with a handful of models has no middle worth naming.
  const [early, late] = [
    medians.find(({ count }) => count >= 5),
    medians.findLast(({ count }) => count >= 5),
  ];
  if (early?.bytes == null || late?.bytes == null || early === late) {
    return `${String(known.length)} models; too few a year to compare years.`;
  }
  return `The middle model of ${early.year} adds ${formatBytes(early.bytes)} per token (${String(early.count)} models), that of ${late.year} ${formatBytes(late.bytes)} (${String(late.count)} models).`;
}
