/** From a configuration to what the Workbench shows: the deployment before and after its stack (model.md 2). */
import type { EfficiencyWorld, CataloguedTechnique } from '../efficiency/efficiency-world.ts';
import { sumLayerGroups } from '../efficiency/kv-cache.ts';
import { prefixTraffic, type PrefixTraffic } from '../efficiency/memory-tiers.ts';
import {
  evaluateServing,
  NO_LEVERS,
  planServing,
  type ServingLevers,
  type ServingPlan,
  type ServingPoint,
} from '../efficiency/serving.ts';
import { meanContextOf, type ServingRequest } from '../efficiency/serving-request.ts';
import { evaluateStack, type StackAnswer } from '../efficiency/stack.ts';
import { leversOfStack } from '../efficiency/technique.ts';
import type { InputFault } from '../input-fault.ts';
import { err, ok, type Result } from '../result.ts';
import { findLeastAccelerators } from './least-accelerators.ts';
import { computeUserLoad, type UserLoad } from './user-load.ts';
import type { WorkbenchConfig } from './workbench-config.ts';
import { RANGED_FIELDS, rangeWorkbench, type RangedField, type WorkbenchRanges } from './workbench-ranges.ts';

/** Decode at one context, before and after. */
export interface ContextPoint {
  readonly contextTokens: number;
  readonly before: ServingPoint;
  readonly after: ServingPoint;
}

/** A figure of the deployment as it is and under the stack. */
export interface BeforeAfter<Value> {
  readonly before: Value;
  readonly after: Value;
}

export interface WorkbenchAnswer {
  readonly plan: ServingPlan;
  readonly techniques: readonly CataloguedTechnique[];
  readonly levers: ServingLevers;
  readonly stack: StackAnswer;
  /** Null where not even one user is served. */
  readonly load: BeforeAfter<UserLoad | null>;
  /** Fetches of the cached part of the input from the tier that holds it. */
  readonly prefix: BeforeAfter<PrefixTraffic>;
  readonly ranges: WorkbenchRanges;
  /** Ascending: 1k to 1M or the configuration's own, its own and the model's longest among them. */
  readonly byContext: readonly ContextPoint[];
  /** Fewest that can serve one user; null where not even the most that a request may have can. */
  readonly leastAccelerators: BeforeAfter<number | null>;
}

const FIRST_CONTEXT = 1024;
const LAST_CONTEXT = 1024 ** 2;

/** The request of a configuration, registry points where it says nothing. */
export function requestOf(world: Pick<EfficiencyWorld, 'defaults'>, config: WorkbenchConfig): ServingRequest {
  const { defaults } = world;
  return {
    accelerators: config.accelerators,
    weightDtype: config.weightDtype,
    kvDtype: config.kvDtype,
    inputTokens: config.inputTokens,
    outputTokens: config.outputTokens,
    prefixCacheHitRate: config.prefixCacheHitRate,
    minTokensPerSecondPerUser: config.minTokensPerSecondPerUser,
    tokensPerStep: config.tokensPerStep,
    memoryUtilisation: config.memoryUtilisation ?? defaults.memoryUtilisation.point,
    bandwidthUtilisation: config.bandwidthUtilisation ?? defaults.bandwidthUtilisation.point,
    computeUtilisation: config.computeUtilisation ?? defaults.computeUtilisation.point,
    usdPerAcceleratorHour: config.usdPerAcceleratorHour ?? defaults.usdPerAcceleratorHour.point,
    attentionTensorParallel: config.attentionTensorParallel,
    ...(config.cacheFormat === 'plain' ? {} : { cacheFormat: config.cacheFormat }),
  };
}

function unknown(field: string, id: string, remedy: string): InputFault {
  return { pointer: `/${field}`, message: `${field} "${id}" is not in the catalogue; ${remedy}` };
}

function findParts(world: EfficiencyWorld, config: WorkbenchConfig) {
  const model = world.models.find(({ id }) => id === config.model);
  const accelerator = world.accelerators.find(({ id }) => id === config.accelerator);
  const techniques = config.techniques.map((id) => world.techniques.find((one) => one.id === id) ?? id);
  const faults = [
    ...(model === undefined ? [unknown('model', config.model, 'choose one of the list')] : []),
    ...(accelerator === undefined
      ? [unknown('accelerator', config.accelerator, 'choose one of the list')]
      : []),
    ...techniques.flatMap((one, index) =>
      typeof one === 'string'
        ? [{ ...unknown('techniques', one, 'remove it'), pointer: `/techniques/${String(index)}` }]
        : [],
    ),
  ];
  return { model, accelerator, techniques: techniques.filter((one) => typeof one !== 'string'), faults };
}

function planAt(plan: ServingPlan, request: ServingRequest): ServingPlan | null {
  const next = planServing(plan.model, plan.accelerator, request, plan.indexerHeads);
  return next.ok ? next.value : null;
}

/** Two contexts an octave, with those that matter to this plan; none so short that the output alone is longer. */
function contextsOf({ model, request }: ServingPlan): number[] {
  const own = meanContextOf(request);
  const steps = Math.ceil(2 * Math.log2(Math.max(LAST_CONTEXT, own) / FIRST_CONTEXT));
  const grid = Array.from({ length: steps + 1 }, (_, index) => Math.round(FIRST_CONTEXT * 2 ** (index / 2)));
  const all = [...grid, own, ...(model.maxContext === null ? [] : [model.maxContext])];
  return [...new Set(all)].filter((context) => context > request.outputTokens / 2).toSorted((a, b) => a - b);
}

/** The same deployment at other contexts: the output stays, the input fills the rest. */
function evaluateContexts(plan: ServingPlan, levers: ServingLevers): ContextPoint[] {
  const { request } = plan;
  return contextsOf(plan).flatMap((contextTokens) => {
    const inputTokens = Math.max(1, Math.round(contextTokens - request.outputTokens / 2));
    const at = planAt(plan, { ...request, inputTokens });
    return at === null
      ? []
      : [{ contextTokens, before: evaluateServing(at), after: evaluateServing(at, levers) }];
  });
}

/** Traffic of prefix reuse: the cached part of the input is fetched once a request. */
function prefixOf(plan: ServingPlan, kvStored: number, point: ServingPoint): PrefixTraffic {
  const { inputTokens, prefixCacheHitRate } = plan.request;
  const prefixTokens = inputTokens * prefixCacheHitRate;
  const { storedBytes } = sumLayerGroups(plan.groups, prefixTokens);
  return prefixTraffic(prefixTokens, storedBytes * kvStored, point.acceleratorSecondsPerRequest);
}

/** Answer of a configuration in `world`. Faults name fields of {@link WorkbenchConfig}, all at once. */
export function evaluateWorkbench(
  world: EfficiencyWorld,
  config: WorkbenchConfig,
): Result<WorkbenchAnswer, InputFault[]> {
  const { model, accelerator, techniques, faults } = findParts(world, config);
  if (model === undefined || accelerator === undefined || faults.length > 0) return err(faults);
  const plan = planServing(model, accelerator, requestOf(world, config), world.defaults.indexerHeads.point);
  if (!plan.ok) return plan;
  const stack = evaluateStack(plan.value, techniques);
  if (!stack.ok) return stack;
  const open = RANGED_FIELDS.filter((field) => config[field] === null);
  return ok(completeAnswer(world, plan.value, techniques, stack.value, open));
}

function completeAnswer(
  world: EfficiencyWorld,
  plan: ServingPlan,
  techniques: readonly CataloguedTechnique[],
  stack: StackAnswer,
  open: readonly RangedField[],
): WorkbenchAnswer {
  const levers = leversOfStack(
    techniques.map((technique) => ({ technique, saving: technique.savingPoint ?? 0 })),
  );
  const { base, optimised } = stack;
  return {
    plan,
    techniques,
    levers,
    stack,
    load: {
      before: computeUserLoad(plan, NO_LEVERS, base),
      after: computeUserLoad(plan, levers, optimised),
    },
    prefix: { before: prefixOf(plan, 1, base), after: prefixOf(plan, levers.kvStored, optimised) },
    ranges: rangeWorkbench(plan, techniques, world.defaults, open),
    byContext: evaluateContexts(plan, levers),
    leastAccelerators: {
      before: findLeastAccelerators(plan, NO_LEVERS),
      after: findLeastAccelerators(plan, levers),
    },
  };
}
