import 'server-only';

import { setTimeout as sleep } from 'node:timers/promises';

import type { Member } from '#lib/auth/viewer.ts';
import type { RefreshAnswer, RefreshSourceId } from '#lib/contracts/refresh.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { recordAudit } from '#lib/db/audit.ts';
import {
  findRun,
  findRunUnderWay,
  insertRun,
  lockSource,
  takeRunOf,
  type HeldRun,
} from '#lib/db/refresh-runs.ts';
import { listSubjects, sumSubjects } from '#lib/db/refresh-subjects.ts';
import { inTransaction } from '#lib/db/transaction.ts';
import { env } from '#lib/platform/env.ts';
import { log } from '#lib/platform/log.ts';

import { toActor } from '../accounts/actor.ts';
import { carryOutRun } from './carry-out-run.ts';
import type { RefreshDeps } from './refresh-deps.ts';
import { MANUAL_JOB_ID } from './refresh-schedule.ts';
import { toRunItem, toSubjectItem } from './to-run-item.ts';

/** Longer than this nobody waits for an answer; the run goes on, and GET says how far it is. */
const PATIENCE_MS = 15_000;

/**
 * Refreshes all of a source now, as somebody asks, and says of each subject what became of it.
 *
 * @returns `busy` while a run of the source is under way
 */
export async function requestRefresh(
  member: Member,
  source: RefreshSourceId,
  deps: RefreshDeps,
  patienceMs = PATIENCE_MS,
): Promise<Result<RefreshAnswer, RequestFault>> {
  const taken = await takeManualRun(member, source, deps);
  if (!taken.ok) return taken;
  const run = taken.value;
  const work = carryOutRun(run, withoutRetries(deps)).catch((error: unknown) => {
    log().error({ err: error, runId: String(run.id) }, 'a refresh that was asked for broke off');
  });
  const waiting = new AbortController();
  await Promise.race([work, sleep(patienceMs, undefined, { signal: waiting.signal }).catch(() => undefined)]);
  waiting.abort();

  return ok(await showRun(run.id));
}

/** Where nothing runs by itself nobody would take a second try up, so none is promised. */
function withoutRetries(deps: RefreshDeps): RefreshDeps {
  if (env().refresh !== 'off') return deps;
  return { ...deps, policy: { ...deps.policy, retry: { ...deps.policy.retry, maxTries: 1 } } };
}

async function takeManualRun(
  member: Member,
  source: RefreshSourceId,
  deps: RefreshDeps,
): Promise<Result<HeldRun, RequestFault>> {
  const now = new Date(deps.nowMs());
  const until = new Date(now.getTime() + deps.policy.leaseMs);

  return inTransaction(async (tx) => {
    await lockSource(tx, source);
    const heldUntil = await findRunUnderWay(tx, source, now);
    const id =
      heldUntil === null
        ? await insertRun(tx, {
            jobId: MANUAL_JOB_ID,
            slotId: `${MANUAL_JOB_ID}-${source}@${now.toISOString()}`,
            slotAt: now,
            source,
            reason: 'manual',
            foldedCount: 0,
            startAt: now,
            createdAt: now,
            requestedBy: member.email,
          })
        : null;
    if (id === null) return err(underWay(source));
    await recordAudit(tx, {
      ...toActor(member),
      action: 'refresh.requested',
      entityType: 'source',
      entityId: source,
      after: { runId: id.toString() },
    });

    return ok(await takeRunOf(tx, id, { holder: deps.holder, now, until }));
  });
}

function underWay(source: string): RequestFault {
  return {
    kind: 'busy',
    detail: `A refresh of ${source} is under way. GET /api/v1/refresh?source=${source} says how far it is.`,
    retryAfterSeconds: 10,
  };
}

async function showRun(id: bigint): Promise<RefreshAnswer> {
  const [run, subjects, counts] = await Promise.all([findRun(id), listSubjects(id), sumSubjects([id])]);
  if (run === null) throw new Error(`run ${String(id)} is not there, although it was just made`);

  return { run: toRunItem(run, counts.get(id)), subjects: subjects.map(toSubjectItem) };
}
