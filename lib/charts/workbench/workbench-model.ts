/** Everything of the Workbench that a configuration changes, as one model; server and browser call the same function. */
import { computedVersions } from '../computed-versions.ts';
import type { EfficiencyWorld } from '../../core/efficiency/efficiency-world.ts';
import { computeKvCache } from '../../core/efficiency/kv-cache.ts';
import { listServingCautions, meanContextOf } from '../../core/efficiency/serving-request.ts';
import type { InputFault } from '../../core/input-fault.ts';
import type { LinkFault } from '../../core/link/link-fault.ts';
import { ok, type Result } from '../../core/result.ts';
import { acceptWorkbench } from '../../core/workbench/accept-workbench.ts';
import type { WorkbenchAnswer } from '../../core/workbench/evaluate-workbench.ts';
import { findParamOf, type WorkbenchConfig } from '../../core/workbench/workbench-config.ts';
import type { BarPlotModel } from '../bar-plot-model.ts';
import { numberCell, textCell, type ChartProvenance, type ChartTableModel } from '../chart-model.ts';
import type { EvidenceBook } from '../figure-evidence.ts';
import { formatFraction } from '../format.ts';
import type { PageFigure } from '../page-figure.ts';
import type { SentencePart } from '../sentence.ts';
import type { XyPlotModel } from '../xy-plot-model.ts';
import { prepareWorkbenchEvidence } from './workbench-evidence.ts';
import { prepareContextPlot, prepareFootprint } from './workbench-deployment-plots.ts';
import { prepareFigures, prepareHeadline } from './workbench-figures.ts';
import { prepareStackPlot } from './workbench-stack-plot.ts';
import { prepareTierPlot } from './workbench-tier-plot.ts';
import { whole } from './workbench-words.ts';

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

function groupsTable({ plan }: WorkbenchAnswer): ChartTableModel | null {
  const context = Math.round(meanContextOf(plan.request));
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
    headline: prepareHeadline(answer),
    note: 'A roofline: what bytes and arithmetic allow at the utilisations set, before scheduling, networks and idle time.',
    figures: prepareFigures(answer),
    cautions: cautionsOf(answer),
    footprint: prepareFootprint(answer),
    context: prepareContextPlot(answer),
    stack: prepareStackPlot(answer),
    tiers: prepareTierPlot(world, answer),
    groups: groupsTable(answer),
    evidence: prepareWorkbenchEvidence(world, answer),
    provenance: {
      scenario: `${plan.model.name} on ${whole(config.accelerators)} × ${plan.accelerator.name}, ${whole(config.inputTokens)} tokens in and ${whole(config.outputTokens)} out, ${formatFraction(config.prefixCacheHitRate)} cached; ${stackWords}`,
      ...computedVersions(world, modelVersion),
      source: 'shapes, chips and savings from their makers and papers; computed by Waterline',
    },
    faults: refused.map(({ field, raw, message }) => ({ param: findParamOf(field), raw, message })),
  });
}
