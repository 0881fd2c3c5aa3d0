/** When a run that failed is tried again. Instants are milliseconds since 1970 UTC. */
import { jitterMs } from './jitter.ts';

/** How patient to be with one slot. */
export interface RetryPolicy {
  /** Tries of one slot, the first one counted. */
  readonly maxTries: number;
  readonly firstDelayMs: number;
  /** Each further delay is so many times the one before. */
  readonly factor: number;
  readonly maxDelayMs: number;
  /** A delay is lengthened by up to this fraction of itself. */
  readonly jitterFraction: number;
}

/** What a failure says about trying again. */
export interface TryFailure {
  /** False when the same request cannot succeed later without a change here. */
  readonly isRetryable: boolean;
  /** As the server asked; null when it did not say. */
  readonly retryAfterSeconds: number | null;
}

/** One try that failed. */
export interface FailedTry {
  readonly slotId: string;
  /** Tries so far, this one counted. */
  readonly tries: number;
  readonly failure: TryFailure;
  readonly failedAtMs: number;
}

/** Again at an instant, or not at all and why. */
export type NextTry =
  | { readonly kind: 'retry'; readonly atMs: number }
  | { readonly kind: 'give-up'; readonly reason: 'not-retryable' | 'tries-used-up' };

/**
 * The next try: delays grow by the policy's factor up to its limit, lengthened by a jitter that the slot and the number
 * of tries settle. Never earlier than the server asked, even where that is beyond the limit; a wait that is no number
 * of seconds (negative, NaN, endless) counts as not said.
 */
export function nextTryAt(policy: RetryPolicy, { slotId, tries, failure, failedAtMs }: FailedTry): NextTry {
  if (!failure.isRetryable) return { kind: 'give-up', reason: 'not-retryable' };
  if (tries >= policy.maxTries) return { kind: 'give-up', reason: 'tries-used-up' };
  const ownDelayMs = Math.min(policy.maxDelayMs, policy.firstDelayMs * policy.factor ** (tries - 1));
  const delayMs = Math.max(ownDelayMs, askedDelayMs(failure));
  const lengthenedMs = delayMs + jitterMs(`${slotId}#${String(tries)}`, ownDelayMs * policy.jitterFraction);
  return { kind: 'retry', atMs: failedAtMs + Math.ceil(lengthenedMs) };
}

function askedDelayMs({ retryAfterSeconds }: TryFailure): number {
  if (retryAfterSeconds === null || !Number.isFinite(retryAfterSeconds)) return 0;
  return Math.max(0, retryAfterSeconds * 1000);
}
