/** One model in full: its layer groups, its cache over the context, and what others published of it. */
import type { ModelArchitecture } from '../../core/efficiency/architecture.ts';
import { computeKvCache, type KvCacheAnswer } from '../../core/efficiency/kv-cache.ts';
import type { KvDtype } from '../../core/efficiency/kv-dtype.ts';
import { formatBytes, formatCount, formatTokens } from '../byte-words.ts';
import {
  numberCell,
  textCell,
  type ChartCard,
  type ChartTableModel,
  type ColourToken,
} from '../chart-model.ts';
import { logAxis } from '../plot-axis.ts';
import type { XyPlotModel, XySeries } from '../xy-plot-model.ts';
import { GROUP_WORDS } from './attention-words.ts';
import type { CacheChoice } from './model-figures.ts';

const CURVES: readonly { readonly dtype: KvDtype; readonly colour: ColourToken }[] = [
  { dtype: 'bf16', colour: 'c-deep' },
  { dtype: 'fp8', colour: 'c-water' },
  { dtype: 'nvfp4', colour: 'c-sand' },
];

const SHORTEST_CONTEXT = 1024;
const DEFAULT_LONGEST = 1_048_576;
const NOT_PUBLISHED = 'the size of its state is not published';

/** Layer groups with what each stores and reads, and their sum. */
export function prepareLayerGroups(cache: KvCacheAnswer, choice: CacheChoice): ChartTableModel {
  const row = (stored: number | null, read: number | null): ChartTableModel['rows'][number] => [
    numberCell(stored, (bytes) => formatBytes(bytes), NOT_PUBLISHED),
    numberCell(read, (bytes) => formatBytes(bytes), NOT_PUBLISHED),
  ];
  return {
    caption: `Layer groups at ${formatTokens(choice.contextTokens)} tokens in ${choice.kvDtype.toUpperCase()}`,
    columns: [
      { label: 'Group of layers', unit: null },
      { label: 'Layers', unit: '' },
      { label: 'Stored per sequence', unit: 'bytes' },
      { label: 'Read per decoded token', unit: 'bytes' },
    ],
    rows: cache.byGroup.map((group) => [
      textCell(GROUP_WORDS[group.group]),
      numberCell(group.layers, String, ''),
      ...row(group.storedBytes, group.readBytesPerDecodedToken),
    ]),
    totals: [
      textCell(cache.stateUnknown ? 'Sum, without the state' : 'Sum'),
      textCell(''),
      ...row(cache.storedBytes, cache.readBytesPerDecodedToken),
    ],
  };
}

/** Contexts from 1K to beyond the longest supported, two steps to a doubling. */
function contextsOf({ maxContext }: ModelArchitecture): number[] {
  const longest = Math.max(maxContext ?? DEFAULT_LONGEST, 8 * SHORTEST_CONTEXT);
  const contexts: number[] = [];
  for (let context = SHORTEST_CONTEXT; context < longest; context *= Math.SQRT2) {
    contexts.push(Math.round(context));
  }
  return [...contexts, longest];
}

function storedAt(model: ModelArchitecture, context: number, dtype: KvDtype): number | null {
  const cache = computeKvCache(model, context, dtype);
  return cache.ok && cache.value.storedBytes > 0 ? cache.value.storedBytes : null;
}

/** The cache of one sequence over its context, a line for each format; null when nothing grows. */
export function prepareKvCurve(model: ModelArchitecture): XyPlotModel | null {
  const contexts = contextsOf(model);
  const series = CURVES.map(({ dtype, colour }, which): XySeries => ({
    id: dtype,
    label: dtype.toUpperCase(),
    colour,
    mark: 'line',
    form: 'reported',
    endLabel: dtype.toUpperCase(),
    points: contexts.map((x, index) => ({
      x,
      y: storedAt(model, x, dtype),
      cardIndex: which === 0 ? index : null,
    })),
  }));
  const values = series.flatMap(({ points }) => points.map(({ y }) => y).filter((y) => y !== null));
  const last = contexts.at(-1) ?? SHORTEST_CONTEXT;
  const final = series[0]?.points.at(-1)?.y ?? null;
  if (values.length === 0 || final === null) return null;
  const title = `${model.name}: cache of one sequence over its context`;
  return {
    title,
    summary: `At ${formatTokens(last)} tokens one sequence keeps ${formatBytes(final)} in BF16.`,
    notes: [
      'Both axes are logarithmic: a straight line at 45° is a cache that grows with every token.',
      ...(model.maxContext === null ? ['No longest context is published.'] : []),
      ...(model.linearLayers > 0 && model.linearStateBytesPerSeq === null
        ? ['The constant state is left out: its size is not published.']
        : []),
    ],
    xAxis: logAxis([SHORTEST_CONTEXT, last], 'tokens of context', formatCount),
    yAxis: logAxis(values, 'stored per sequence', (value) => formatBytes(value)),
    series,
    rules: [],
    table: curveTable(contexts, series),
    cards: contexts.map((context, index) => toCard(context, index, series)),
    fileName: `waterline-kv-${model.id.replaceAll(/[^\w.-]/g, '-')}`,
  };
}

function curveTable(contexts: readonly number[], series: readonly XySeries[]): ChartTableModel {
  return {
    caption: 'Bytes stored per sequence',
    columns: [{ label: 'Context', unit: 'tokens' }, ...series.map(({ label }) => ({ label, unit: 'bytes' }))],
    rows: contexts.map((context, index) => [
      { value: context, text: formatCount(context) },
      ...series.map(({ points }) =>
        numberCell(points[index]?.y ?? null, (bytes) => formatBytes(bytes), 'nothing stored'),
      ),
    ]),
    totals: null,
  };
}

function toCard(context: number, index: number, series: readonly XySeries[]): ChartCard {
  return {
    title: `${formatCount(context)} tokens`,
    lines: series.map(({ label, colour, points }) => {
      const y = points[index]?.y ?? null;
      return { label, text: y === null ? 'nothing stored' : formatBytes(y), colour };
    }),
    footer: 'Computed from the model’s shape, one sequence',
  };
}
