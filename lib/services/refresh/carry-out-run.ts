import 'server-only';

import { endRun, keepLease, planRun, postponeRun, type HeldRun } from '#lib/db/refresh-runs.ts';
import { listSubjects } from '#lib/db/refresh-subjects.ts';
import { inTransaction } from '#lib/db/transaction.ts';
import { log } from '#lib/platform/log.ts';
import type { SourceFailure, SourceId } from '#lib/sources/source.ts';

import { concludeRun, type Attempts } from './conclude-run.ts';
import type { RefreshDeps } from './refresh-deps.ts';
import { admitSource, noteSuccess } from './source-breaker.ts';
import { inLease, LeaseLost, storeFailure, storeFetched } from './store-subject.ts';
import type { SubjectTask } from './subject-task.ts';

/**
 * Carries out a run that this process holds: asks for every subject that the run has not done yet, stores each in a
 * transaction of its own, and ends the run or says when it is tried again. Whatever goes wrong is written down with
 * the run; only a database that is away is thrown.
 */
export async function carryOutRun(run: HeldRun, deps: RefreshDeps): Promise<void> {
  const stopBeating = beat(run, deps);
  try {
    await attempt(run, deps);
  } catch (error) {
    if (error instanceof LeaseLost) log().warn({ runId: String(run.id) }, error.message);
    else await giveUpTry(run, error, deps);
  } finally {
    stopBeating();
  }
}

/** A fault of ours counts as a try, so that a run that can never end is not taken up for ever. */
async function giveUpTry(run: HeldRun, error: unknown, deps: RefreshDeps): Promise<void> {
  log().error({ err: error, runId: String(run.id) }, 'a refresh run broke off');
  const failure = unforeseen(run.slotId);
  await conclude(run, { failures: [failure], answered: 0, pausedUntilMs: null, isStopped: false }, deps);
}

async function attempt(run: HeldRun, deps: RefreshDeps): Promise<void> {
  const source = run.source as SourceId;
  const plan = await deps.plan(source, run.jobId);
  if (!plan.ok) {
    await conclude(run, { failures: [plan.error], answered: 0, pausedUntilMs: null, isStopped: false }, deps);
    return;
  }
  const done = new Set(
    (await listSubjects(run.id)).flatMap(({ subject, outcome }) => (outcome === 'failed' ? [] : [subject])),
  );
  await inLease(run, deps, (tx) => planRun(tx, run, plan.value.length));
  const left = plan.value.filter(({ subject }) => !done.has(subject));
  const attempts = await askForAll(run, left, deps);
  await conclude(run, { ...attempts, answered: attempts.answered + done.size }, deps);
}

async function conclude(run: HeldRun, attempts: Attempts, deps: RefreshDeps): Promise<void> {
  const nowMs = deps.nowMs();
  const conclusion = concludeRun(run, attempts, { policy: deps.policy.retry, nowMs });
  await inLease(run, deps, async (tx) => {
    if (conclusion.kind === 'postponed') {
      await postponeRun(tx, run, { ...conclusion, at: new Date(conclusion.atMs) });
      return;
    }
    await endRun(tx, run, { ...conclusion, at: new Date(nowMs) });
    if (conclusion.state === 'succeeded') await noteSuccess(tx, run.source as SourceId, nowMs);
  });
}

/** Asks for the subjects, a few at a time, until all are asked for, the breaker opens or the process is to stop. */
async function askForAll(run: HeldRun, tasks: readonly SubjectTask[], deps: RefreshDeps): Promise<Attempts> {
  const failures: SourceFailure[] = [];
  const queue = [...tasks];
  let answered = 0;
  let pausedUntilMs: number | null = null;
  const isHeld = () => pausedUntilMs !== null || deps.signal.aborted;
  const next = async (): Promise<void> => {
    const admission = await admitSource(run.source as SourceId, deps.policy.breaker, deps.nowMs());
    if (!admission.isAdmitted) {
      pausedUntilMs = admission.retryAtMs;
      return;
    }
    const task = isHeld() ? undefined : queue.shift();
    if (task === undefined) return;
    const failure = await askFor(run, task, deps);
    if (failure === null) answered += 1;
    // What a stop cut short is no failure of the source: the subject stays undone.
    else if (!deps.signal.aborted) failures.push(failure);
  };
  // One alone first: it may be the probe that tells whether the others may go.
  if (queue.length > 0) await next();
  const work = async (): Promise<void> => {
    while (queue.length > 0 && !isHeld()) await next();
  };
  await Promise.all(Array.from({ length: Math.max(1, deps.maxUnderWay) }, work));

  return { failures, answered, pausedUntilMs, isStopped: deps.signal.aborted };
}

async function askFor(run: HeldRun, task: SubjectTask, deps: RefreshDeps): Promise<SourceFailure | null> {
  const { subject } = task;
  let failure: SourceFailure;
  try {
    const fetched = await task.fetch();
    // What came and was doubted is stored with its outcome already.
    if (fetched.ok) return await storeFetched(run, subject, fetched.value, deps);
    failure = fetched.error;
  } catch (error) {
    if (error instanceof LeaseLost) throw error;
    // One subject that cannot be stored must not keep the others from being refreshed.
    log().error({ err: error, runId: String(run.id), subject }, 'a subject could not be refreshed');
    failure = unforeseen(subject);
  }
  if (!deps.signal.aborted) await storeFailure(run, subject, failure, deps);

  return failure;
}

function unforeseen(subject: string): SourceFailure {
  return {
    kind: 'not-found',
    isRetryable: true,
    retryAfterSeconds: null,
    detail: `The refresh of ${subject} broke off. The log of the server says why.`,
  };
}

/** Says every so often that this process is still at it; returns what ends that. */
function beat(run: HeldRun, deps: RefreshDeps): () => void {
  const timer = setInterval(() => {
    const until = new Date(deps.nowMs() + deps.policy.leaseMs);
    inTransaction((tx) => keepLease(tx, run, until)).catch((error: unknown) => {
      log().warn({ err: error, runId: String(run.id) }, 'a sign of life of a refresh run was not written');
    });
  }, deps.policy.heartbeatMs);
  timer.unref();

  return () => {
    clearInterval(timer);
  };
}
