/** A whole run in one thread. Pure: the same world and request give the same answer bit for bit. */
import type { ExposureWorld } from '../exposure/types.ts';
import type { InputFault } from '../input-fault.ts';
import { ok, type Result } from '../result.ts';
import { runBlock } from './draw-block.ts';
import { finishRun } from './finish-run.ts';
import { prepareRun } from './prepare-run.ts';
import { runSaltelliRows } from './saltelli.ts';
import type { UncertaintyAnswer, UncertaintyRequest } from './types.ts';

/** Answer of `request`; faults name every bad field at once. */
export function computeUncertainty(
  world: ExposureWorld,
  request: UncertaintyRequest,
): Result<UncertaintyAnswer, InputFault[]> {
  const prepared = prepareRun(world, request);
  if (!prepared.ok) return prepared;
  const run = prepared.value;
  const columns = runBlock(run, 0, run.draws);
  const saltelli = run.sobolDraws === 0 ? null : runSaltelliRows(run, 0, run.sobolDraws);
  return ok(finishRun(run, columns, saltelli));
}
