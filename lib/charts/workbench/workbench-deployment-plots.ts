/** The deployment of the Workbench: what fills its memory, and its speed over the length of the context. */
import type { ServingPoint } from '../../core/efficiency/serving.ts';
import type { ContextPoint, WorkbenchAnswer } from '../../core/workbench/evaluate-workbench.ts';
import type { BarPlotModel, BarSegment, PlotBar } from '../bar-plot-model.ts';
import { formatTokens } from '../byte-words.ts';
import { numberCell, textCell, type ChartCard } from '../chart-model.ts';
import { formatFraction, formatSignificant } from '../format.ts';
import { linearAxis, logAxis } from '../plot-axis.ts';
import type { XyPlotModel, XySeries } from '../xy-plot-model.ts';
import { BINDING_WORDS, orNone, whole } from './workbench-words.ts';

const GB = 1e9;

interface Side {
  readonly name: string;
  readonly point: ServingPoint;
}

function sidesOf({ stack, techniques }: WorkbenchAnswer): readonly Side[] {
  const before = { name: 'Before', point: stack.base };
  return techniques.length === 0 ? [before] : [before, { name: 'After', point: stack.optimised }];
}

/** What fills the HBM of the deployment, before and after. */
export function prepareFootprint(answer: WorkbenchAnswer): BarPlotModel {
  const { plan } = answer;
  const totalGb = (plan.request.accelerators * plan.hbmBytesPerAccelerator) / GB;
  const usableGb = plan.usableHbmBytes / GB;
  const parts = sidesOf(answer).map(({ name, point }) => {
    const weights = point.weightBytes / GB;
    const kv = (point.batch * point.kvBytesPerSequence) / GB;
    return { name, point, weights, kv, free: Math.max(0, usableGb - weights - kv) };
  });
  const bars = parts.map(({ name, point, weights, kv, free }): PlotBar => {
    const segment = (from: number, size: number, colour: BarSegment['colour']): BarSegment => ({
      from,
      to: from + size,
      colour,
      form: 'derived',
    });
    return {
      label: name,
      sublabel: point.feasible ? `${whole(point.batch)} sequences` : 'not served',
      segments: [
        segment(0, weights, 'm-weights'),
        segment(weights, kv, 'm-kv'),
        segment(weights + kv, free, 'm-free'),
      ],
      whisker: null,
      valueLabel: `${formatSignificant(weights + kv)} GB`,
    };
  });
  return {
    title: 'What fills the HBM',
    summary: `${whole(plan.request.accelerators)} × ${plan.accelerator.name} hold ${formatSignificant(totalGb)} GB, of which ${formatFraction(plan.request.memoryUtilisation)} is usable.`,
    notes: ['The cache is that of the largest batch that fits and is fast enough, at the mean context.'],
    fileName: 'workbench-footprint',
    valueAxis: linearAxis([0, totalGb, ...parts.map(({ weights, kv }) => weights + kv)], 'GB'),
    bars,
    rules: [{ value: usableGb, label: `usable ${formatSignificant(usableGb)} GB` }],
    legend: [
      { label: 'Weights', colour: 'm-weights' },
      { label: 'KV cache and state', colour: 'm-kv' },
      { label: 'Free', colour: 'm-free' },
    ],
    cards: parts.map(({ name, weights, kv, free }) => ({
      title: name,
      lines: [
        { label: 'Weights', text: `${formatSignificant(weights)} GB`, colour: 'm-weights' },
        { label: 'Cache and state', text: `${formatSignificant(kv)} GB`, colour: 'm-kv' },
        { label: 'Free', text: `${formatSignificant(free)} GB`, colour: 'm-free' },
      ],
      footer: 'computed from the shape of the model',
    })),
    table: {
      caption: 'HBM by what fills it',
      columns: [
        { label: 'Deployment', unit: null },
        { label: 'Weights', unit: 'GB' },
        { label: 'Cache and state', unit: 'GB' },
        { label: 'Free', unit: 'GB' },
        { label: 'Sequences', unit: '' },
      ],
      rows: parts.map(({ name, point, weights, kv, free }) => [
        textCell(name),
        numberCell(weights, formatSignificant, ''),
        numberCell(kv, formatSignificant, ''),
        numberCell(free, formatSignificant, ''),
        numberCell(point.batch, whole, ''),
      ]),
      totals: null,
    },
  };
}

const decodeOf = (point: ServingPoint): number | null => point.decodeTokensPerSecondPerAccelerator;

function contextSeries(
  id: 'before' | 'after',
  points: readonly ContextPoint[],
  maxContext: number,
): readonly XySeries[] {
  const label = id === 'before' ? 'Before' : 'After';
  const colour = id === 'before' ? 'c-supply' : 'c-water';
  const line = (isBeyond: boolean): XySeries => ({
    id: `${id} ${String(isBeyond)}`,
    label,
    colour,
    mark: 'line',
    form: isBeyond ? 'assumption' : 'reported',
    endLabel: isBeyond === points.some(({ contextTokens }) => contextTokens > maxContext) ? label : null,
    points: points.map(({ contextTokens, [id]: point }, index) => ({
      x: contextTokens,
      y: contextTokens > maxContext === isBeyond ? decodeOf(point) : null,
      cardIndex: index,
    })),
  });
  return [line(false), line(true)];
}

function contextCard({ contextTokens, before, after }: ContextPoint, hasStack: boolean): ChartCard {
  const words = (point: ServingPoint): string =>
    `${orNone(decodeOf(point), (rate) => formatSignificant(rate))}, ${BINDING_WORDS[point.binding]} binds`;
  return {
    title: `${formatTokens(contextTokens)} tokens of context`,
    lines: [
      { label: 'Before', text: words(before), colour: 'c-supply' },
      ...(hasStack ? [{ label: 'After', text: words(after), colour: 'c-water' as const }] : []),
    ],
    footer: 'decode tokens per second and accelerator, roofline',
  };
}

/** Contexts at which another limit begins to bind after the stack. */
function bindingRules(points: readonly ContextPoint[]): XyPlotModel['rules'] {
  return points.flatMap((point, index) => {
    const previous = points[index - 1];
    if (previous === undefined || previous.after.binding === point.after.binding) return [];
    return [
      {
        axis: 'x' as const,
        value: point.contextTokens,
        label: `${BINDING_WORDS[point.after.binding]} binds`,
      },
    ];
  });
}

/** Decode speed over the length of the context; null where no context can be served. */
export function prepareContextPlot(answer: WorkbenchAnswer): XyPlotModel | null {
  const { byContext, plan, techniques } = answer;
  const hasStack = techniques.length > 0;
  const rates = byContext.flatMap(({ before, after }) => [decodeOf(before), decodeOf(after)]);
  const known = rates.filter((rate): rate is number => rate !== null && rate > 0);
  if (known.length === 0) return null;
  const maxContext = plan.model.maxContext ?? Infinity;
  return {
    title: 'Tokens a second over the length of the context',
    summary:
      'Decode tokens per second and accelerator, with the largest batch that fits and is fast enough at each length.',
    notes: [
      Number.isFinite(maxContext)
        ? `Dotted beyond the ${formatTokens(maxContext)} tokens that ${plan.model.name} supports.`
        : 'No longest context is published for this model.',
      'A roofline is what the hardware allows: the two DeepSeek-V3 deployments that published their decode rates in 2025 reached a third to a half of it.',
    ],
    fileName: 'workbench-context',
    xAxis: logAxis(
      byContext.map(({ contextTokens }) => contextTokens),
      'context, tokens',
      (value) => formatContextTick(value),
    ),
    yAxis: logAxis(known, 'tokens/s per accelerator', (value) => formatSignificant(value)),
    series: [
      ...contextSeries('before', byContext, maxContext),
      ...(hasStack ? contextSeries('after', byContext, maxContext) : []),
    ],
    rules: bindingRules(byContext),
    cards: byContext.map((point) => contextCard(point, hasStack)),
    table: {
      caption: 'Decode by context',
      columns: [
        { label: 'Context', unit: 'tokens' },
        { label: 'Before', unit: 'tokens/s' },
        { label: 'Binds before', unit: null },
        { label: 'After', unit: 'tokens/s' },
        { label: 'Binds after', unit: null },
      ],
      rows: byContext.map(({ contextTokens, before, after }) => [
        numberCell(contextTokens, whole, ''),
        numberCell(decodeOf(before), formatSignificant, 'not served'),
        textCell(BINDING_WORDS[before.binding]),
        numberCell(decodeOf(after), formatSignificant, 'not served'),
        textCell(BINDING_WORDS[after.binding]),
      ]),
      totals: null,
    },
  };
}

function formatContextTick(tokens: number): string {
  if (tokens >= 1e6) return `${formatSignificant(tokens / 1e6)}M`;
  return tokens >= 1000 ? `${formatSignificant(tokens / 1000)}k` : formatSignificant(tokens);
}
