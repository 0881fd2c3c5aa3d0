/** What one user takes of a deployment: its part of the memory, of the bandwidth, and the speed it gets (model.md 2). */
import type { ServingLevers, ServingPlan, ServingPoint } from '../efficiency/serving.ts';
import { paramsReadPerStep } from '../efficiency/weights.ts';

/** At the batch served; bytes of the whole deployment unless a field says "user". */
export interface UserLoad {
  /** The cache of one user and its part of the weights. */
  readonly hbmBytesPerUser: number;
  readonly weightBytesReadPerStep: number;
  readonly cacheBytesReadPerStep: number;
  /** How long the bytes of a step take, and its arithmetic; the longer one is the step. */
  readonly memorySeconds: number;
  readonly computeSeconds: number;
  readonly bytesPerSecondPerUser: number;
  readonly tokensPerSecondPerUser: number;
}

/** Load of one of the `point.batch` users of `plan` under `levers`; null where not even one is served. */
export function computeUserLoad(
  plan: ServingPlan,
  levers: ServingLevers,
  point: ServingPoint,
): UserLoad | null {
  const { batch, stepSeconds } = point;
  if (stepSeconds === null) return null;
  const weightBytes = paramsReadPerStep(plan.weights, batch) * plan.bytesPerWeight * levers.weightRead;
  const cacheBytes = batch * plan.kvReadBytes * levers.kvRead;
  const tokensPerStep = plan.request.tokensPerStep * levers.tokensPerStep;
  const flopPerSecond = plan.request.accelerators * plan.usableFlopPerSecond;
  return {
    hbmBytesPerUser: point.weightBytes / batch + point.kvBytesPerSequence,
    weightBytesReadPerStep: weightBytes,
    cacheBytesReadPerStep: cacheBytes,
    memorySeconds: (weightBytes + cacheBytes) / plan.usableBytesPerSecond,
    computeSeconds: (tokensPerStep * batch * plan.decodeFlops * levers.flops) / flopPerSecond,
    bytesPerSecondPerUser: (weightBytes + cacheBytes) / batch / stepSeconds,
    tokensPerSecondPerUser: tokensPerStep / stepSeconds,
  };
}
