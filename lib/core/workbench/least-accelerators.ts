/** How many accelerators a deployment needs before it can serve anybody. */
import { evaluateServing, planServing, type ServingLevers, type ServingPlan } from '../efficiency/serving.ts';
import { SERVING_BOUNDS } from '../efficiency/serving-request.ts';
import { paramsReadPerStep } from '../efficiency/weights.ts';

const MOST_ACCELERATORS = SERVING_BOUNDS.find(({ field }) => field === 'accelerators')?.max ?? 1;

/**
 * Fewest accelerators with which `plan` holds the weights and one sequence and gives one user the speed asked for; null
 * where not even the most that a request may have are enough. Room, bandwidth and arithmetic all grow in proportion to
 * their number, so each limit gives a count and the largest decides.
 */
export function findLeastAccelerators(plan: ServingPlan, levers: ServingLevers): number | null {
  const { request } = plan;
  const one = request.accelerators;
  const stored = plan.weightBytes * levers.weightStored + plan.kvStoredBytes * levers.kvStored;
  const read =
    paramsReadPerStep(plan.weights, 1) * plan.bytesPerWeight * levers.weightRead +
    plan.kvReadBytes * levers.kvRead;
  const stepsPerSecond = request.minTokensPerSecondPerUser / (request.tokensPerStep * levers.tokensPerStep);
  const needed = Math.max(
    request.attentionTensorParallel ?? 1,
    (stored * one) / plan.usableHbmBytes,
    (read * stepsPerSecond * one) / plan.usableBytesPerSecond,
    (request.minTokensPerSecondPerUser * plan.decodeFlops * levers.flops) / plan.usableFlopPerSecond,
  );
  // The roofline itself has the last word: a quotient may lie a rounding beside a whole number.
  const guess = Math.max(1, Math.ceil(needed) - 1);
  return [guess, guess + 1, guess + 2].find((count) => canServe(plan, levers, count)) ?? null;
}

function canServe(plan: ServingPlan, levers: ServingLevers, accelerators: number): boolean {
  if (!(accelerators <= MOST_ACCELERATORS)) return false;
  const request = { ...plan.request, accelerators };
  const next = planServing(plan.model, plan.accelerator, request, plan.indexerHeads);
  return next.ok && evaluateServing(next.value, levers).feasible;
}
