/** A whole run in one thread. Pure: the same world and request give the same answer bit for bit. */
import type { ExposureWorld } from '../exposure/types.ts';
import type { InputFault } from '../input-fault.ts';
import { ok, type Result } from '../result.ts';
import { finishRun } from './finish-run.ts';
import { prepareRun } from './prepare-run.ts';
import { collect, createCollected, executeTask, planTasks, sizeOf } from './tasks.ts';
import type { UncertaintyAnswer, UncertaintyRequest } from './types.ts';

/** Answer of `request`; faults name every bad field at once. */
export function computeUncertainty(
  world: ExposureWorld,
  request: UncertaintyRequest,
): Result<UncertaintyAnswer, InputFault[]> {
  const prepared = prepareRun(world, request);
  if (!prepared.ok) return prepared;
  const run = prepared.value;
  const size = sizeOf(run);
  const collected = createCollected(size, run.chain.kernel.quarterCount);
  for (const task of planTasks(size)) collect(collected, executeTask(run, task));
  return ok(finishRun(run, collected));
}
