/**
 * The roofline of one deployment (model.md 2): how large a batch fits and is fast enough, what decode and prefill
 * then give, what a request costs in accelerator time, HBM and dollars, and which limit binds. A plan is made once
 * from model, accelerator and request; evaluating it under levers allocates one answer and nothing else.
 */
import type { InputFault } from '../input-fault.ts';
import { err, ok, type Result } from '../result.ts';
import { readAcceleratorLimits, type Accelerator } from './accelerator.ts';
import type { ModelArchitecture } from './architecture.ts';
import { attentionFlops } from './attention-flops.ts';
import { plainFormat, uniformBytes } from './cache-format.ts';
import { replicateGroups } from './head-replication.ts';
import { sumLayerGroups } from './kv-cache.ts';
import { bytesPerElement } from './kv-dtype.ts';
import { buildLayerGroups, type LayerGroup } from './layer-groups.ts';
import { servingFormat } from './serving-formats.ts';
import { findServingFaults, meanContextOf, type ServingRequest } from './serving-request.ts';
import { validateArchitecture } from './validate-architecture.ts';
import { paramsReadPerStep, readWeightLayout, type WeightLayout } from './weights.ts';

/** Factors that techniques put on a plan; each 1 = untouched. Bytes and FLOP multiply, `tokensPerStep` too. */
export interface ServingLevers {
  readonly kvStored: number;
  readonly kvRead: number;
  readonly weightStored: number;
  readonly weightRead: number;
  readonly flops: number;
  /** On the share of the input that is prefilled, 1 - hit rate. */
  readonly prefilledShare: number;
  /** On the accelerator-seconds of a request. */
  readonly acceleratorSeconds: number;
  readonly tokensPerStep: number;
}

export const NO_LEVERS: ServingLevers = {
  kvStored: 1,
  kvRead: 1,
  weightStored: 1,
  weightRead: 1,
  flops: 1,
  prefilledShare: 1,
  acceleratorSeconds: 1,
  tokensPerStep: 1,
};

/** Everything about a deployment that no lever changes; bytes of the deployment, of one sequence, FLOP of a token. */
export interface ServingPlan {
  readonly model: ModelArchitecture;
  readonly accelerator: Accelerator;
  readonly request: ServingRequest;
  readonly indexerHeads: number;
  /** With the copies that splitting the heads makes. */
  readonly groups: readonly LayerGroup[];
  readonly weights: WeightLayout;
  readonly bytesPerWeight: number;
  readonly hbmBytesPerAccelerator: number;
  /** Usable by weights and cache, over all accelerators. */
  readonly usableHbmBytes: number;
  readonly usableBytesPerSecond: number;
  /** Of one accelerator. */
  readonly usableFlopPerSecond: number;
  readonly weightBytes: number;
  /** At the mean context I + O/2. */
  readonly kvStoredBytes: number;
  readonly kvReadBytes: number;
  readonly decodeFlops: number;
  /** True when a recurrent state exists whose size is not published: bytes are without it. */
  readonly stateUnknown: boolean;
}

/** Which limit holds the deployment back. */
export type BindingLimit = 'capacity' | 'bandwidth' | 'compute' | 'latency';

/** Answer of the roofline; rates and costs are null when not even one sequence can be served. */
export interface ServingPoint {
  readonly feasible: boolean;
  readonly batch: number;
  readonly batchCapacityLimit: number;
  /** Null when the request sets no speed. */
  readonly batchLatencyLimit: number | null;
  readonly stepSeconds: number | null;
  readonly decodeTokensPerSecondPerAccelerator: number | null;
  readonly prefillTokensPerSecondPerAccelerator: number | null;
  readonly acceleratorSecondsPerRequest: number | null;
  readonly hbmGigabyteHoursPerMillionTokens: number | null;
  readonly usdPerMillionTokens: number | null;
  readonly binding: BindingLimit;
  readonly weightBytes: number;
  readonly kvBytesPerSequence: number;
}

const SECONDS_PER_HOUR = 3600;
const TOKENS_PER_MILLION = 1e6;
const BYTES_PER_GB = 1e9;

/**
 * Plan of serving `request` by `model` on `accelerator`; `indexerHeads` is the registry's `indexer_heads`. Faults at
 * `/<field>` of the request, `/model` or `/accelerator`, all at once.
 */
export function planServing(
  model: ModelArchitecture,
  accelerator: Accelerator,
  request: ServingRequest,
  indexerHeads: number,
): Result<ServingPlan, InputFault[]> {
  const weights = readWeightLayout(model);
  const limits = readAcceleratorLimits(accelerator, request.weightDtype);
  const faults = [
    ...findServingFaults(request),
    ...validateArchitecture(model).map((fault) => ({ ...fault, pointer: `/model${fault.pointer}` })),
    ...(weights.ok ? [] : weights.error),
    ...(limits.ok ? [] : limits.error),
  ];
  const format =
    request.cacheFormat === undefined
      ? ok(plainFormat(model, uniformBytes(bytesPerElement(request.kvDtype))))
      : servingFormat(model, request.cacheFormat);
  if (!format.ok) faults.push(format.error);
  if (faults.length > 0 || !weights.ok || !limits.ok || !format.ok) return err(faults);

  const groups = replicateGroups(
    model,
    buildLayerGroups(model, format.value),
    request.attentionTensorParallel ?? 1,
  );
  const meanContext = meanContextOf(request);
  const memory = sumLayerGroups(groups, meanContext);
  const bytesPerWeight = bytesPerElement(request.weightDtype);
  return ok({
    model,
    accelerator,
    request,
    indexerHeads,
    groups,
    weights: weights.value,
    bytesPerWeight,
    hbmBytesPerAccelerator: limits.value.hbmBytes,
    usableHbmBytes: request.accelerators * limits.value.hbmBytes * request.memoryUtilisation,
    usableBytesPerSecond: request.accelerators * limits.value.bytesPerSecond * request.bandwidthUtilisation,
    usableFlopPerSecond: limits.value.flopPerSecond * request.computeUtilisation,
    weightBytes: weights.value.totalParams * bytesPerWeight,
    kvStoredBytes: memory.storedBytes,
    kvReadBytes: memory.readBytesPerDecodedToken,
    decodeFlops: flopsPerToken(model, groups, meanContext, 'decode', weights.value, indexerHeads),
    stateUnknown: memory.stateUnknown,
  });
}

function flopsPerToken(
  model: ModelArchitecture,
  groups: readonly LayerGroup[],
  contextTokens: number,
  phase: 'prefill' | 'decode',
  weights: WeightLayout,
  indexerHeads: number,
): number {
  return 2 * weights.activeParams + attentionFlops(model, groups, contextTokens, phase, indexerHeads);
}

/** Seconds of one decode step over `batch` sequences, by what takes longer, moving bytes or computing. */
interface StepTimes {
  readonly memory: number;
  readonly compute: number;
}

function stepTimes(plan: ServingPlan, levers: ServingLevers, batch: number): StepTimes {
  const weightRead = paramsReadPerStep(plan.weights, batch) * plan.bytesPerWeight * levers.weightRead;
  const tokens = plan.request.tokensPerStep * levers.tokensPerStep * batch;
  return {
    memory: (weightRead + batch * plan.kvReadBytes * levers.kvRead) / plan.usableBytesPerSecond,
    compute:
      (tokens * plan.decodeFlops * levers.flops) / (plan.request.accelerators * plan.usableFlopPerSecond),
  };
}

/** Whole sequences that fit beside the weights; 0 when not even those do. */
function capacityLimit(plan: ServingPlan, levers: ServingLevers): number {
  const free = plan.usableHbmBytes - plan.weightBytes * levers.weightStored;
  return Math.max(0, Math.floor(free / (plan.kvStoredBytes * levers.kvStored)));
}

/** Largest whole batch whose step is fast enough; null without a wanted speed. The step grows with the batch. */
function latencyLimit(plan: ServingPlan, levers: ServingLevers): number | null {
  const speed = plan.request.minTokensPerSecondPerUser;
  if (speed === 0) return null;
  const tokensPerStep = plan.request.tokensPerStep * levers.tokensPerStep;
  const isFastEnough = (batch: number): boolean => {
    const { memory, compute } = stepTimes(plan, levers, batch);
    return Math.max(memory, compute) / tokensPerStep <= 1 / speed;
  };
  // What the compute term alone allows bounds the search from above.
  const flopRate = plan.request.accelerators * plan.usableFlopPerSecond;
  let tooMany = Math.floor(flopRate / (speed * plan.decodeFlops * levers.flops)) + 2;
  let enough = 0;
  while (tooMany - enough > 1) {
    const middle = Math.floor((enough + tooMany) / 2);
    if (isFastEnough(middle)) enough = middle;
    else tooMany = middle;
  }
  return enough;
}

/** Tokens per second that one accelerator prefills of the part of the input that no cache holds. */
function prefillRate(plan: ServingPlan, levers: ServingLevers, hitRate: number): number {
  const meanContext = (plan.request.inputTokens * (1 + hitRate)) / 2;
  const flops = flopsPerToken(
    plan.model,
    plan.groups,
    meanContext,
    'prefill',
    plan.weights,
    plan.indexerHeads,
  );
  return plan.usableFlopPerSecond / (flops * levers.flops);
}

function bindingLimit(
  plan: ServingPlan,
  levers: ServingLevers,
  batch: number,
  limits: { readonly capacity: number; readonly latency: number | null },
): BindingLimit {
  if (limits.latency !== null && limits.latency < limits.capacity) return 'latency';
  if (batch < 1) return 'capacity';
  const { memory, compute } = stepTimes(plan, levers, batch);
  if (compute > memory) return 'compute';
  const weightRead = paramsReadPerStep(plan.weights, batch) * plan.bytesPerWeight * levers.weightRead;
  // While weights are most of what a step reads, a bigger batch would pay.
  return weightRead >= batch * plan.kvReadBytes * levers.kvRead ? 'capacity' : 'bandwidth';
}

/** The roofline of `plan` under `levers`. */
export function evaluateServing(plan: ServingPlan, levers: ServingLevers = NO_LEVERS): ServingPoint {
  const capacity = capacityLimit(plan, levers);
  const latency = latencyLimit(plan, levers);
  const batch = Math.min(capacity, latency ?? capacity);
  const known = {
    batch,
    batchCapacityLimit: capacity,
    batchLatencyLimit: latency,
    binding: bindingLimit(plan, levers, batch, { capacity, latency }),
    weightBytes: plan.weightBytes * levers.weightStored,
    kvBytesPerSequence: plan.kvStoredBytes * levers.kvStored,
  };
  if (batch < 1) return { feasible: false, ...known, ...NO_RATES };
  return { feasible: true, ...known, ...rates(plan, levers, batch) };
}

type Rates = Pick<
  ServingPoint,
  | 'stepSeconds'
  | 'decodeTokensPerSecondPerAccelerator'
  | 'prefillTokensPerSecondPerAccelerator'
  | 'acceleratorSecondsPerRequest'
  | 'hbmGigabyteHoursPerMillionTokens'
  | 'usdPerMillionTokens'
>;

const NO_RATES: Rates = {
  stepSeconds: null,
  decodeTokensPerSecondPerAccelerator: null,
  prefillTokensPerSecondPerAccelerator: null,
  acceleratorSecondsPerRequest: null,
  hbmGigabyteHoursPerMillionTokens: null,
  usdPerMillionTokens: null,
};

function rates(plan: ServingPlan, levers: ServingLevers, batch: number): Rates {
  const { request } = plan;
  const { memory, compute } = stepTimes(plan, levers, batch);
  const stepSeconds = Math.max(memory, compute);
  const tokensPerStep = request.tokensPerStep * levers.tokensPerStep;
  const decode = (tokensPerStep * batch) / (stepSeconds * request.accelerators);
  const prefilledShare = (1 - request.prefixCacheHitRate) * levers.prefilledShare;
  const prefill = prefillRate(plan, levers, 1 - prefilledShare);
  const seconds =
    ((request.inputTokens * prefilledShare) / prefill + request.outputTokens / decode) *
    levers.acceleratorSeconds;
  const perMillion = TOKENS_PER_MILLION / (request.inputTokens + request.outputTokens);
  const hours = (seconds / SECONDS_PER_HOUR) * perMillion;
  return {
    stepSeconds,
    decodeTokensPerSecondPerAccelerator: decode,
    prefillTokensPerSecondPerAccelerator: prefill,
    acceleratorSecondsPerRequest: seconds,
    hbmGigabyteHoursPerMillionTokens: (hours * plan.hbmBytesPerAccelerator) / BYTES_PER_GB,
    usdPerMillionTokens: hours * request.usdPerAcceleratorHour,
  };
}
