/** From a configuration to what the Workbench shows: the deployment before and after its stack (model.md 2). */
import type { EfficiencyWorld, CataloguedTechnique } from '../efficiency/efficiency-world.ts';
import {
  evaluateServing,
  planServing,
  type ServingLevers,
  type ServingPlan,
  type ServingPoint,
} from '../efficiency/serving.ts';
import type { ServingRequest } from '../efficiency/serving-request.ts';
import { evaluateStack, type StackAnswer } from '../efficiency/stack.ts';
import { leversOfStack } from '../efficiency/technique.ts';
import type { InputFault } from '../input-fault.ts';
import { err, ok, type Result } from '../result.ts';
import type { WorkbenchConfig } from './workbench-config.ts';

/** Decode at one context, before and after. */
export interface ContextPoint {
  readonly contextTokens: number;
  readonly before: ServingPoint;
  readonly after: ServingPoint;
}

export interface WorkbenchAnswer {
  readonly plan: ServingPlan;
  readonly techniques: readonly CataloguedTechnique[];
  readonly levers: ServingLevers;
  readonly stack: StackAnswer;
  readonly byContext: readonly ContextPoint[];
  /** Fewest accelerators that hold the weights and one sequence; null where even a thousand do not. */
  readonly leastAccelerators: number | null;
}

const CONTEXTS = Array.from({ length: 21 }, (_, index) => Math.round(1024 * 2 ** (index / 2)));
const MOST_ACCELERATORS_TRIED = 1024;

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
    ...techniques
      .filter((one) => typeof one === 'string')
      .map((id) => unknown('techniques', id, 'remove it')),
  ];
  return { model, accelerator, techniques: techniques.filter((one) => typeof one !== 'string'), faults };
}

function planAt(plan: ServingPlan, request: ServingRequest): ServingPlan | null {
  const next = planServing(plan.model, plan.accelerator, request, plan.indexerHeads);
  return next.ok ? next.value : null;
}

/** The same deployment at other contexts: the output stays, the input fills the rest. */
function evaluateContexts(plan: ServingPlan, levers: ServingLevers): ContextPoint[] {
  const { request } = plan;
  return CONTEXTS.flatMap((contextTokens) => {
    const inputTokens = Math.max(1, Math.round(contextTokens - request.outputTokens / 2));
    const at = planAt(plan, { ...request, inputTokens });
    return at === null
      ? []
      : [{ contextTokens, before: evaluateServing(at), after: evaluateServing(at, levers) }];
  });
}

function findLeastAccelerators(plan: ServingPlan): number | null {
  for (let accelerators = 1; accelerators <= MOST_ACCELERATORS_TRIED; accelerators *= 2) {
    const { attentionTensorParallel = 1 } = plan.request;
    const at = planAt(plan, {
      ...plan.request,
      accelerators,
      attentionTensorParallel: Math.min(attentionTensorParallel, accelerators),
    });
    if (at !== null && evaluateServing(at).batchCapacityLimit >= 1) return accelerators;
  }
  return null;
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
  const levers = leversOfStack(
    techniques.map((technique) => ({ technique, saving: technique.savingPoint ?? 0 })),
  );
  return ok({
    plan: plan.value,
    techniques,
    levers,
    stack: stack.value,
    byContext: evaluateContexts(plan.value, levers),
    leastAccelerators: stack.value.base.feasible ? null : findLeastAccelerators(plan.value),
  });
}

/**
 * As much of `config` as can be evaluated: fields that are refused take their default and are listed. `fallback` must
 * itself be sound in the world; `Err` when it is not.
 */
export function acceptWorkbench(
  world: EfficiencyWorld,
  config: WorkbenchConfig,
  fallback: WorkbenchConfig,
): Result<
  {
    readonly config: WorkbenchConfig;
    readonly answer: WorkbenchAnswer;
    readonly refused: readonly InputFault[];
  },
  InputFault[]
> {
  let current = config;
  const refused: InputFault[] = [];
  for (let round = 0; round < 4; round += 1) {
    const answer = evaluateWorkbench(world, current);
    if (answer.ok) return ok({ config: current, answer: answer.value, refused });
    refused.push(...answer.error);
    const fields = new Set(answer.error.map(({ pointer }) => pointer.split('/')[1] ?? ''));
    current = round === 2 ? fallback : withoutFields(current, fallback, fields);
  }
  return err(refused);
}

function withoutFields(
  config: WorkbenchConfig,
  fallback: WorkbenchConfig,
  fields: ReadonlySet<string>,
): WorkbenchConfig {
  const sound: WorkbenchConfig = { ...fallback, techniques: [] };
  const refused = (Object.keys(config) as (keyof WorkbenchConfig)[]).filter((field) => fields.has(field));
  return refused.reduce<WorkbenchConfig>((kept, field) => ({ ...kept, [field]: sound[field] }), config);
}
