import { describeDecision } from '#lib/core/quarantine/describe-decision.ts';
import { insertPayloads } from '#lib/db/raw-payloads.ts';
import { keepQuarantined } from '#lib/db/quarantined-values.ts';
import { keepLease, type HeldRun } from '#lib/db/refresh-runs.ts';
import { recordSubject } from '#lib/db/refresh-subjects.ts';
import { NO_ROWS } from '#lib/db/revised-rows.ts';
import { inTransaction, type DbTransaction } from '#lib/db/transaction.ts';
import type { SourceFailure, SourceId } from '#lib/sources/source.ts';

import { packPayload } from './pack-payload.ts';
import type { RefreshDeps } from './refresh-deps.ts';
import { noteAnswer, noteFailure, noteUnusable } from './source-breaker.ts';
import type { FetchedSubject } from './subject-task.ts';

/** The run was taken up by another process: this one must write nothing more for it. */
export class LeaseLost extends Error {
  constructor(run: HeldRun) {
    super(`run ${String(run.id)} (${run.slotId}) was taken up by another process`);
    this.name = 'LeaseLost';
  }
}

/** Runs `work` in a transaction of which nothing stays unless this process still holds the run. */
export async function inLease<Answer>(
  run: HeldRun,
  deps: RefreshDeps,
  work: (tx: DbTransaction) => Promise<Answer>,
): Promise<Answer> {
  return inTransaction(async (tx) => {
    const until = new Date(deps.nowMs() + deps.policy.leaseMs);
    if (!(await keepLease(tx, run, until))) throw new LeaseLost(run);
    return work(tx);
  });
}

/**
 * Stores what came for a subject with its payloads, doubtful values and outcome: all of it, or none. Doubtful values
 * that somebody has accepted are stored as well, and are not asked about again.
 *
 * @returns a failure when nothing of it may be believed, which must not pass for a refresh that went well
 */
export async function storeFetched(
  run: HeldRun,
  subject: string,
  fetched: FetchedSubject,
  deps: RefreshDeps,
): Promise<SourceFailure | null> {
  const payloads = await Promise.all(fetched.payloads.map(packPayload));

  return inLease(run, deps, async (tx) => {
    const at = new Date(deps.nowMs());
    await insertPayloads(tx, { runId: run.id, subject }, payloads);
    const from = { source: run.source, runId: run.id, at };
    const accepted = (await keepQuarantined(tx, from, fetched.quarantined)).map(
      ({ id, held, ...decided }) => ({
        ...{ id, held },
        provenance: describeDecision('accepted', decided),
      }),
    );
    const origin = { runId: run.id, recordedAt: at };
    const { note = null, ...counts } = await fetched.store(tx, origin, accepted);
    const isNothing = counts.newCount + counts.revisedCount + counts.unchangedCount === 0;
    const failure = isNothing ? describeDoubt(fetched) : null;
    await recordSubject(
      tx,
      run.id,
      {
        subject,
        outcome: failure !== null ? 'failed' : fetched.missingReason === null ? 'done' : 'missing',
        ...counts,
        quarantinedCount: fetched.quarantined.length - accepted.length,
        isWholeHistory: fetched.isWholeHistory,
        reason: failure?.detail ?? fetched.missingReason ?? joinNotes(fetched.note, note),
      },
      at,
    );
    const source = run.source as SourceId;
    if (failure === null) await noteAnswer(tx, source, at.getTime());
    else await noteUnusable(tx, source, failure, at.getTime());
    return failure;
  });
}

function joinNotes(...notes: readonly (string | null)[]): string | null {
  const said = notes.filter((note) => note !== null);
  return said.length === 0 ? null : said.join(' ');
}

function describeDoubt({ quarantined }: FetchedSubject): SourceFailure | null {
  const [first] = quarantined;
  if (first === undefined) return null;
  return {
    kind: 'malformed',
    isRetryable: false,
    retryAfterSeconds: null,
    detail: `Nothing that came for ${first.subject} can be used: ${first.reason} It is kept in quarantine.`,
  };
}

/** Writes down that a subject failed, and counts it against the source where it is the source's fault. */
export async function storeFailure(
  run: HeldRun,
  subject: string,
  failure: SourceFailure,
  deps: RefreshDeps,
): Promise<void> {
  await inLease(run, deps, async (tx) => {
    const nowMs = deps.nowMs();
    const outcome = {
      subject,
      outcome: 'failed',
      ...NO_ROWS,
      quarantinedCount: 0,
      isWholeHistory: false,
      reason: failure.detail,
    } as const;
    await recordSubject(tx, run.id, outcome, new Date(nowMs));
    await noteFailure(tx, run.source as SourceId, failure, { policy: deps.policy.breaker, nowMs });
  });
}
