/** Everything of the Workbench that a configuration changes, as one model; server and browser call the same function. */
import type { EfficiencyWorld } from '../../core/efficiency/efficiency-world.ts';
import { computeKvCache } from '../../core/efficiency/kv-cache.ts';
import { listServingCautions } from '../../core/efficiency/serving-request.ts';
import type { InputFault } from '../../core/input-fault.ts';
import type { LinkFault } from '../../core/link/link-fault.ts';
import { ok, type Result } from '../../core/result.ts';
import { acceptWorkbench, type WorkbenchAnswer } from '../../core/workbench/evaluate-workbench.ts';
import { findParamOf, type WorkbenchConfig } from '../../core/workbench/workbench-config.ts';
import type { BarPlotModel } from '../bar-plot-model.ts';
import { formatBytes } from '../byte-words.ts';
import { numberCell, textCell, type ChartProvenance, type ChartTableModel } from '../chart-model.ts';
import type { EvidenceBook } from '../figure-evidence.ts';
import { formatDate, formatFraction, formatSignificant } from '../format.ts';
import type { PageFigure } from '../page-figure.ts';
import { figure, plain, type SentencePart } from '../sentence.ts';
import type { XyPlotModel } from '../xy-plot-model.ts';
import { prepareWorkbenchEvidence } from './workbench-evidence.ts';
import {
  prepareContextPlot,
  prepareFootprint,
  prepareStackPlot,
  prepareTierPlot,
} from './workbench-plots.ts';
import { BINDING_MEANING, BINDING_WORDS, infeasibleWords, orNone, whole } from './workbench-words.ts';

export interface WorkbenchModel {
  readonly config: WorkbenchConfig;
  readonly headline: readonly SentencePart[];
  readonly note: string;
  readonly figures: readonly PageFigure[];
  readonly cautions: readonly string[];
  readonly footprint: BarPlotModel;
  readonly context: XyPlotModel | null;
  readonly stack: BarPlotModel | null;
  readonly tiers: BarPlotModel | null;
  readonly groups: ChartTableModel | null;
  readonly evidence: EvidenceBook;
  readonly provenance: ChartProvenance;
  readonly faults: readonly LinkFault[];
}

function headlineOf(answer: WorkbenchAnswer): readonly SentencePart[] {
  const { plan, stack, techniques } = answer;
  const perUser = plan.weightBytes / Math.max(1, stack.base.batch) + plan.kvStoredBytes;
  const opening = [
    plain(`${plan.model.name} keeps `),
    figure(formatBytes(plan.kvStoredBytes), 'kv'),
    plain(' of cache for one request and reads '),
    figure(formatBytes(plan.kvReadBytes), 'read'),
    plain(' of it for every token'),
  ];
  if (!stack.base.feasible) return [...opening, plain(`. ${infeasibleWords(answer, stack.base)}`)];
  const share = [
    plain('; with its part of the weights a user takes '),
    figure(formatBytes(perUser), 'batch'),
    plain(' of HBM'),
  ];
  if (techniques.length === 0) {
    return [...opening, ...share, plain(`, and ${BINDING_WORDS[stack.base.binding]} binds.`)];
  }
  const saving = stack.memorySaving;
  if (saving === null) return [...opening, ...share, plain(`. ${stack.absence ?? ''}.`)];
  return [
    ...opening,
    ...share,
    plain(`. The stack saves `),
    figure(formatFraction(saving), 'saving'),
    plain(' of HBM hours where it saves '),
    figure(orNone(stack.rawByteSaving, formatFraction), 'raw'),
    plain(` of bytes, because ${BINDING_WORDS[stack.optimised.binding]} binds.`),
  ];
}

function arrow(before: string, after: string, hasStack: boolean): string {
  return !hasStack || before === after ? before : `${before} → ${after}`;
}

function figuresOf({ stack, techniques }: WorkbenchAnswer): readonly PageFigure[] {
  const { base, optimised } = stack;
  const has = techniques.length > 0;
  const pair = (read: (point: typeof base) => number | null, write: (value: number) => string): string =>
    arrow(orNone(read(base), write), orNone(read(optimised), write), has);
  return [
    {
      key: 'batch',
      label: 'Sequences at once',
      value: pair((point) => point.batch, whole),
      range: null,
      note: `room for ${whole(optimised.batchCapacityLimit)}${optimised.batchLatencyLimit === null ? '' : `, fast enough to ${whole(optimised.batchLatencyLimit)}`}`,
    },
    {
      key: 'decode',
      label: 'Decode',
      value: pair(
        (point) => point.decodeTokensPerSecondPerAccelerator,
        (rate) => formatSignificant(rate),
      ),
      range: null,
      note: 'tokens a second and accelerator',
    },
    {
      key: 'prefill',
      label: 'Prefill',
      value: pair(
        (point) => point.prefillTokensPerSecondPerAccelerator,
        (rate) => formatSignificant(rate),
      ),
      range: null,
      note: 'uncached tokens a second and accelerator',
    },
    {
      key: 'hbm',
      label: 'HBM per million tokens',
      value: pair(
        (point) => point.hbmGigabyteHoursPerMillionTokens,
        (hours) => formatSignificant(hours),
      ),
      range: null,
      note: 'GB held for an hour',
    },
    {
      key: 'cost',
      label: 'Cost per million tokens',
      value: pair(
        (point) => point.usdPerMillionTokens,
        (usd) => `$${formatSignificant(usd)}`,
      ),
      range: null,
      note: BINDING_MEANING[optimised.binding],
    },
  ];
}

function groupsTable({ plan }: WorkbenchAnswer): ChartTableModel | null {
  const context = Math.round(plan.request.inputTokens + plan.request.outputTokens / 2);
  const cache = computeKvCache(plan.model, context, plan.request.kvDtype);
  if (!cache.ok) return null;
  return {
    caption: `Cache of one sequence at ${whole(context)} tokens in plain ${plan.request.kvDtype}, by group of layers`,
    columns: [
      { label: 'Group', unit: null },
      { label: 'Layers', unit: '' },
      { label: 'Stored', unit: 'bytes' },
      { label: 'Read per token', unit: 'bytes' },
    ],
    rows: cache.value.byGroup.map((group) => [
      textCell(group.group),
      numberCell(group.layers, whole, ''),
      numberCell(group.storedBytes, whole, 'not published'),
      numberCell(group.readBytesPerDecodedToken, whole, 'not published'),
    ]),
    totals: [
      textCell('Together'),
      textCell(''),
      numberCell(cache.value.storedBytes, whole, ''),
      numberCell(cache.value.readBytesPerDecodedToken, whole, ''),
    ],
  };
}

function cautionsOf({ plan, stack }: WorkbenchAnswer): readonly string[] {
  return [
    ...listServingCautions(plan.model, plan.request).map((caution) => `${caution}.`),
    ...(plan.stateUnknown
      ? [`The recurrent state of ${plan.model.name} is of unpublished size: memory is without it.`]
      : []),
    ...stack.caveats.map((caveat) => `${caveat}.`),
  ];
}

/** Refusals in the words of an address: its parameter and the text that was refused. */
function toLinkFaults(config: WorkbenchConfig, faults: readonly InputFault[]): LinkFault[] {
  return faults.map(({ pointer, message }) => {
    const field = pointer.split('/')[1] ?? '';
    const value = config[field as keyof WorkbenchConfig];
    return {
      param: findParamOf(field),
      raw: Array.isArray(value) ? value.join(',') : String(value ?? ''),
      message,
    };
  });
}

/** Presentation of a configuration; what the engine refuses takes its default and is listed in `faults`. */
export function prepareWorkbench(
  world: EfficiencyWorld,
  wanted: WorkbenchConfig,
  fallback: WorkbenchConfig,
  modelVersion: string,
): Result<WorkbenchModel, InputFault[]> {
  const accepted = acceptWorkbench(world, wanted, fallback);
  if (!accepted.ok) return accepted;
  const { config, answer, refused } = accepted.value;
  const { plan, techniques } = answer;
  const stackWords =
    techniques.length === 0 ? 'no technique applied' : techniques.map(({ name }) => name).join(' + ');
  return ok({
    config,
    headline: headlineOf(answer),
    note: 'A roofline: what bytes and arithmetic allow at the utilisations set, before scheduling, networks and idle time.',
    figures: figuresOf(answer),
    cautions: cautionsOf(answer),
    footprint: prepareFootprint(answer),
    context: prepareContextPlot(answer),
    stack: prepareStackPlot(answer),
    tiers: prepareTierPlot(world, answer),
    groups: groupsTable(answer),
    evidence: prepareWorkbenchEvidence(world, answer),
    provenance: {
      scenario: `${plan.model.name} on ${whole(config.accelerators)} × ${plan.accelerator.name}, ${whole(config.inputTokens)} tokens in and ${whole(config.outputTokens)} out, ${formatFraction(config.prefixCacheHitRate)} cached; ${stackWords}`,
      versions: `as of ${formatDate(world.asOf)}, data version ${String(world.dataVersion)}, model ${modelVersion}`,
      source: 'shapes, chips and savings from their makers and papers; computed by Waterline',
    },
    faults: toLinkFaults(wanted, refused),
  });
}
