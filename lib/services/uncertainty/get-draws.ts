import 'server-only';

import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { invalidInput } from '#lib/contracts/request-fault.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { prepareRun } from '#lib/core/uncertainty/prepare-run.ts';
import { sizeOf } from '#lib/core/uncertainty/tasks.ts';
import type { UncertaintyAnswer, UncertaintyRequest } from '#lib/core/uncertainty/types.ts';

import type { VersionedWorld } from '../exposure/get-exposure-world.ts';
import { DrawPool, PoolBusyError, type RunOptions } from './draw-pool.ts';
import { createSharedRuns } from './shared-runs.ts';

const pool = new DrawPool(process.cwd());

const runs = createSharedRuns<UncertaintyAnswer>(32);

/** Seconds after which a run under way is likely to have ended. */
const RETRY_AFTER_SECONDS = 5;

/**
 * Answer of `request` in a world, from the server's drawing threads; kept, and shared by all who ask the same.
 *
 * @param options progress, and a signal that ends the run when nobody else waits for it
 */
export async function getDraws(
  { world, dataVersion }: VersionedWorld,
  request: UncertaintyRequest,
  options: RunOptions = {},
): Promise<Result<UncertaintyAnswer, RequestFault>> {
  const prepared = prepareRun(world, request);
  if (!prepared.ok) return err(invalidInput(prepared.error));

  const run = {
    world,
    request,
    size: sizeOf(prepared.value),
    quarterCount: prepared.value.chain.kernel.quarterCount,
  };
  const key = JSON.stringify([world.asOf, dataVersion, request]);
  try {
    return ok(await runs.get(key, (shared) => pool.run(run, shared), options));
  } catch (error) {
    if (options.signal?.aborted === true) return err({ kind: 'cancelled', detail: 'The run was given up.' });
    if (!(error instanceof PoolBusyError)) throw error;

    return err({
      kind: 'busy',
      detail: `Too many runs at once: ${error.message}. Try again in a few seconds, or ask for fewer draws.`,
      retryAfterSeconds: RETRY_AFTER_SECONDS,
    });
  }
}
