/** The circuit breaker of each source, kept in the database so that all processes share it. */
import {
  admitCall,
  NEW_BREAKER,
  recordFailure,
  recordSuccess,
  type Admission,
  type BreakerPolicy,
} from '#lib/core/schedule/circuit-breaker.ts';
import { keepSourceState, lockBreaker } from '#lib/db/source-states.ts';
import { inTransaction, type DbTransaction } from '#lib/db/transaction.ts';
import type { SourceFailure, SourceId } from '#lib/sources/source.ts';

/** Asks whether a source may be asked now, and keeps the answer before anybody acts on it. */
export async function admitSource(
  source: SourceId,
  policy: BreakerPolicy,
  nowMs: number,
): Promise<Admission> {
  return inTransaction(async (tx) => {
    const breaker = (await lockBreaker(tx, source)) ?? NEW_BREAKER;
    const admission = admitCall(breaker, policy, nowMs);
    if (admission.breaker !== breaker) {
      await keepSourceState(tx, source, { breaker: admission.breaker, at: new Date(nowMs) });
    }
    return admission;
  });
}

/** A source answered: notes it where that changes something, so that a run of fifty symbols does not write fifty times. */
export async function noteAnswer(tx: DbTransaction, source: SourceId, nowMs: number): Promise<void> {
  const breaker = (await lockBreaker(tx, source)) ?? NEW_BREAKER;
  if (breaker.state === 'closed' && breaker.failuresInARow === 0) return;
  await keepSourceState(tx, source, { breaker: recordSuccess(breaker), at: new Date(nowMs) });
}

/** A source answered with nothing that may be believed: Health says so, but the source is not to be asked less for it. */
export async function noteUnusable(
  tx: DbTransaction,
  source: SourceId,
  failure: SourceFailure,
  nowMs: number,
): Promise<void> {
  const breaker = recordSuccess((await lockBreaker(tx, source)) ?? NEW_BREAKER);
  await keepSourceState(tx, source, { breaker, at: new Date(nowMs), failure: failure.detail });
}

/** A whole run succeeded. */
export async function noteSuccess(tx: DbTransaction, source: SourceId, nowMs: number): Promise<void> {
  const breaker = recordSuccess((await lockBreaker(tx, source)) ?? NEW_BREAKER);
  await keepSourceState(tx, source, { breaker, at: new Date(nowMs), isSuccess: true });
}

/** A source failed; only failures of the source itself count against it. */
export async function noteFailure(
  tx: DbTransaction,
  source: SourceId,
  failure: SourceFailure,
  { policy, nowMs }: { readonly policy: BreakerPolicy; readonly nowMs: number },
): Promise<void> {
  const breaker = (await lockBreaker(tx, source)) ?? NEW_BREAKER;
  const after = isOfSource(failure) ? recordFailure(breaker, policy, nowMs) : breaker;
  await keepSourceState(tx, source, { breaker: after, at: new Date(nowMs), failure: failure.detail });
}

function isOfSource({ kind }: SourceFailure): boolean {
  return kind !== 'not-found' && kind !== 'switched-off';
}
