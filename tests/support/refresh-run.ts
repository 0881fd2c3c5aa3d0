import { insertRun } from '#lib/db/refresh-runs.ts';
import { inTransaction } from '#lib/db/transaction.ts';
import { REFRESH_POLICY, type RefreshDeps } from '#lib/services/refresh/refresh-deps.ts';
import { takeUpRuns } from '#lib/services/refresh/take-up-runs.ts';
import type { SourceId } from '#lib/sources/source.ts';

/** Deps whose clock the test moves. */
export interface DrivenRefresh extends RefreshDeps {
  readonly moveTo: (nowMs: number) => void;
}

/** Deps at `startMs` with the tasks given. */
export function driveRefresh(startMs: number, plan: RefreshDeps['plan']): DrivenRefresh {
  let nowMs = startMs;

  return {
    plan,
    nowMs: () => nowMs,
    holder: 'test',
    signal: new AbortController().signal,
    maxUnderWay: 2,
    policy: REFRESH_POLICY,
    moveTo: (ms) => {
      nowMs = ms;
    },
  };
}

let slots = 0;

/** Plans a run of a job for a slot of its own and carries out what waits. */
export async function runNow(source: SourceId, jobId: string, deps: RefreshDeps): Promise<bigint> {
  slots += 1;
  const now = new Date(deps.nowMs());
  const id = await inTransaction((tx) =>
    insertRun(tx, {
      jobId,
      slotId: `${jobId}@test-${String(slots)}`,
      slotAt: now,
      source,
      reason: 'regular',
      foldedCount: 0,
      startAt: now,
      createdAt: now,
      requestedBy: null,
    }),
  );
  if (id === null) throw new Error('the slot had a run already');
  await takeUpRuns(source, deps);

  return id;
}
