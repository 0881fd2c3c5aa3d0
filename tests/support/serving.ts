import { planServing, type ServingPlan } from '#lib/core/efficiency/serving.ts';
import type { ServingRequest } from '#lib/core/efficiency/serving-request.ts';
import { readAccelerators, readModelArchitectures } from './efficiency-facts.ts';

/** Point of `indexer_heads` in the registry, with which the goldens were made. */
export const INDEXER_HEADS = 64;

const models = readModelArchitectures();
const accelerators = readAccelerators();

/** A deployment by the ids of the shipped tables. */
export type Deployment = ServingRequest & { readonly model: string; readonly accelerator: string };

/** Eight H100 that serve Llama 3.1 70B in BF16 without a latency limit. */
export const LLAMA_ON_H100: Deployment = {
  model: 'llama-3.1-70b',
  accelerator: 'nvidia-h100-sxm',
  accelerators: 8,
  weightDtype: 'bf16',
  kvDtype: 'bf16',
  inputTokens: 2000,
  outputTokens: 500,
  prefixCacheHitRate: 0,
  minTokensPerSecondPerUser: 20,
  tokensPerStep: 1,
  memoryUtilisation: 0.9,
  bandwidthUtilisation: 0.7,
  computeUtilisation: 0.45,
  usdPerAcceleratorHour: 2.5,
};

/** The plan of a deployment; throws with the faults in words when there is none. */
export function planOf({ model: modelId, accelerator: acceleratorId, ...request }: Deployment): ServingPlan {
  const model = models.get(modelId);
  const accelerator = accelerators.get(acceleratorId);
  if (model === undefined || accelerator === undefined) {
    throw new Error(`there is no row for ${modelId} or ${acceleratorId}`);
  }
  const plan = planServing(model, accelerator, request, INDEXER_HEADS);
  if (!plan.ok) throw new Error(plan.error.map(({ message }) => message).join('; '));
  return plan.value;
}

/** Messages of the faults of a deployment; empty when it can be planned. */
export function faultsOf({ model: modelId, accelerator: acceleratorId, ...request }: Deployment): string[] {
  const model = models.get(modelId);
  const accelerator = accelerators.get(acceleratorId);
  if (model === undefined || accelerator === undefined) {
    throw new Error(`there is no row for ${modelId} or ${acceleratorId}`);
  }
  const plan = planServing(model, accelerator, request, INDEXER_HEADS);
  return plan.ok ? [] : plan.error.map(({ pointer, message }) => `${pointer} ${message}`);
}
