import { lockSource, takeRun, type HeldRun } from '#lib/db/refresh-runs.ts';
import { inTransaction } from '#lib/db/transaction.ts';
import type { SourceId } from '#lib/sources/source.ts';

import { carryOutRun } from './carry-out-run.ts';
import type { RefreshDeps } from './refresh-deps.ts';

/** Carries out the runs of a source whose time has come, one after the other, until there is none or it is to stop. */
export async function takeUpRuns(source: SourceId, deps: RefreshDeps): Promise<number> {
  let count = 0;
  while (!deps.signal.aborted) {
    const run = await takeNext(source, deps);
    if (run === null) break;
    await carryOutRun(run, deps);
    count += 1;
  }

  return count;
}

async function takeNext(source: SourceId, deps: RefreshDeps): Promise<HeldRun | null> {
  const now = new Date(deps.nowMs());
  const until = new Date(now.getTime() + deps.policy.leaseMs);

  return inTransaction(async (tx) => {
    await lockSource(tx, source);
    return takeRun(tx, source, { holder: deps.holder, now, until });
  });
}
