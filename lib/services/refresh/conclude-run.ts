import { nextTryAt, type RetryPolicy } from '#lib/core/schedule/retry.ts';
import type { HeldRun, RunEnd } from '#lib/db/refresh-runs.ts';
import type { SourceFailure } from '#lib/sources/source.ts';

/** What came of asking for the subjects of a run. */
export interface Attempts {
  readonly failures: readonly SourceFailure[];
  /** Subjects that the source answered, those of earlier tries included. */
  readonly answered: number;
  /** Until when the breaker keeps the rest from being asked; null when all were asked. */
  readonly pausedUntilMs: number | null;
  /** The process was to stop before all were asked. */
  readonly isStopped: boolean;
}

/** How a run goes on. */
export type Conclusion =
  | {
      readonly kind: 'postponed';
      readonly atMs: number;
      readonly detail: string;
      /** False when nothing was tried, so that it does not count. */
      readonly isTry: boolean;
    }
  | { readonly kind: 'ended'; readonly state: RunEnd; readonly detail: string | null };

/** Ends a run, or says when it is tried again: at once after a stop, when the breaker lets it, or after a back-off. */
export function concludeRun(
  run: HeldRun,
  attempts: Attempts,
  { policy, nowMs }: { readonly policy: RetryPolicy; readonly nowMs: number },
): Conclusion {
  const { failures, answered, pausedUntilMs, isStopped } = attempts;
  if (isStopped) {
    return {
      kind: 'postponed',
      atMs: nowMs,
      detail: 'The server stopped; this run goes on with its next start.',
      isTry: false,
    };
  }
  const [off] = failures.filter(({ kind }) => kind === 'switched-off');
  if (off !== undefined) return { kind: 'ended', state: 'off', detail: off.detail };
  const failure = pickFailure(failures);
  if (failure === undefined) {
    if (pausedUntilMs === null) return { kind: 'ended', state: 'succeeded', detail: null };
    const detail = 'The source has failed several times in a row and rests; it is asked again then.';
    return { kind: 'postponed', atMs: pausedUntilMs, detail, isTry: false };
  }
  const detail = `${String(failures.length)} failed. ${failure.detail}`;
  const next = nextTryAt(policy, { slotId: run.slotId, tries: run.tries, failure, failedAtMs: nowMs });
  if (next.kind === 'retry') {
    return { kind: 'postponed', atMs: Math.max(next.atMs, pausedUntilMs ?? 0), detail, isTry: true };
  }

  return { kind: 'ended', state: answered > 0 ? 'incomplete' : 'failed', detail };
}

/** The failure that decides about the next try: one that may pass, and of those the one that asks for the longest wait. */
function pickFailure(failures: readonly SourceFailure[]): SourceFailure | undefined {
  return failures.toSorted(
    (a, b) =>
      Number(b.isRetryable) - Number(a.isRetryable) ||
      (b.retryAfterSeconds ?? 0) - (a.retryAfterSeconds ?? 0),
  )[0];
}
