/** Charts of the Workbench. */
import { fillTiers } from '../../core/efficiency/memory-tiers.ts';
import type { EfficiencyWorld } from '../../core/efficiency/efficiency-world.ts';
import type { ServingPoint } from '../../core/efficiency/serving.ts';
import type { ContextPoint, WorkbenchAnswer } from '../../core/workbench/evaluate-workbench.ts';
import type { BarPlotModel, BarSegment, PlotBar } from '../bar-plot-model.ts';
import { formatBytes, formatTokens } from '../byte-words.ts';
import { numberCell, textCell, type ChartCard } from '../chart-model.ts';
import { formatFraction, formatPct, formatSignificant } from '../format.ts';
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

/** Where the caches of sessions lie as more are kept warm; null where nothing is served or sizes are not published. */
export function prepareTierPlot(world: EfficiencyWorld, answer: WorkbenchAnswer): BarPlotModel | null {
  const { plan, stack } = answer;
  const { dram, flash } = world.tiers;
  const point = stack.optimised.feasible ? stack.optimised : stack.base;
  if (!point.feasible || dram === null || flash === null) return null;
  const sizes = {
    dramBytesPerAccelerator: dram.bytesPerAccelerator,
    flashBytesPerAccelerator: flash.bytesPerAccelerator,
  };
  const free = plan.usableHbmBytes - point.weightBytes;
  const fills = [1, 4, 16, 64, 256].map((multiple) => ({
    sessions: multiple * point.batch,
    fill: fillTiers(multiple * point.batch, point.kvBytesPerSequence, free, plan.request.accelerators, sizes),
  }));
  const share = (part: number, sessions: number): number => (part / sessions) * 100;
  return {
    title: 'Where warm sessions lie',
    summary: `Sessions kept for prefix reuse fill HBM, then ${formatBytes(dram.bytesPerAccelerator)} of host DRAM and ${formatBytes(flash.bytesPerAccelerator)} of flash per accelerator.`,
    notes: [
      `Host DRAM: ${dram.definition} (${dram.sourceTitle ?? 'source not named'}). Flash: ${flash.definition} (${flash.sourceTitle ?? 'source not named'}; an estimate).`,
      'Techniques move the same bytes between tiers: what HBM loses here, DRAM and flash gain.',
    ],
    fileName: 'workbench-tiers',
    valueAxis: linearAxis([0, 100], '% of sessions'),
    bars: fills.map(({ sessions, fill }) => {
      const hbm = share(fill.hbmSessions, sessions);
      const host = share(fill.dramSessions, sessions);
      const disk = share(fill.flashSessions, sessions);
      return {
        label: `${whole(sessions)} sessions`,
        sublabel: formatBytes(sessions * point.kvBytesPerSequence),
        segments: [
          { from: 0, to: hbm, colour: 'm-kv', form: 'derived' },
          { from: hbm, to: hbm + host, colour: 'm-weights', form: 'derived' },
          { from: hbm + host, to: hbm + host + disk, colour: 'c-sand', form: 'estimate' },
          { from: hbm + host + disk, to: 100, colour: 'm-free', form: 'derived' },
        ],
        whisker: null,
        valueLabel: `${formatSignificant(hbm)} % HBM`,
      };
    }),
    rules: [],
    legend: [
      { label: 'HBM', colour: 'm-kv' },
      { label: 'Host DRAM', colour: 'm-weights' },
      { label: 'Flash', colour: 'c-sand' },
      { label: 'Computed again', colour: 'm-free' },
    ],
    cards: fills.map(({ sessions, fill }) => ({
      title: `${whole(sessions)} sessions`,
      lines: [
        { label: 'HBM', text: whole(fill.hbmSessions), colour: 'm-kv' },
        { label: 'Host DRAM', text: whole(fill.dramSessions), colour: 'm-weights' },
        { label: 'Flash', text: whole(fill.flashSessions), colour: 'c-sand' },
        { label: 'Computed again', text: whole(fill.evictedSessions), colour: 'm-free' },
      ],
      footer: 'fastest tier first, a session in one tier whole',
    })),
    table: {
      caption: 'Sessions by tier',
      columns: [
        { label: 'Sessions', unit: '' },
        { label: 'HBM', unit: 'sessions' },
        { label: 'Host DRAM', unit: 'sessions' },
        { label: 'Flash', unit: 'sessions' },
        { label: 'Computed again', unit: 'sessions' },
      ],
      rows: fills.map(({ sessions, fill }) => [
        numberCell(sessions, whole, ''),
        numberCell(fill.hbmSessions, whole, ''),
        numberCell(fill.dramSessions, whole, ''),
        numberCell(fill.flashSessions, whole, ''),
        numberCell(fill.evictedSessions, whole, ''),
      ]),
      totals: null,
    },
  };
}
