import type { BreakerPolicy } from '#lib/core/schedule/circuit-breaker.ts';
import type { RetryPolicy } from '#lib/core/schedule/retry.ts';
import type { SourceId } from '#lib/sources/source.ts';

import type { TaskPlan } from './subject-task.ts';

/** What refreshing goes by; tests drive all of it. */
export interface RefreshDeps {
  /** The tasks of a job. */
  readonly plan: (source: SourceId, jobId: string) => TaskPlan;
  /** Milliseconds since the epoch. */
  readonly nowMs: () => number;
  /** Names this process in leases. */
  readonly holder: string;
  /** Ends what is under way: the run is given back and another process, or the next start, goes on with it. */
  readonly signal: AbortSignal;
  /** Tasks under way at once for each source; the source itself may allow less. */
  readonly maxUnderWay: number;
  readonly policy: RefreshPolicy;
}

/** How patient refreshing is. */
export interface RefreshPolicy {
  readonly retry: RetryPolicy;
  readonly breaker: BreakerPolicy;
  /** A run whose holder has not been heard of for so long is gone on with by another. */
  readonly leaseMs: number;
  /** Real time between two signs of life. */
  readonly heartbeatMs: number;
  readonly answers: AnswerPolicy;
}

/** How long answers are kept as they came. */
export interface AnswerPolicy {
  /** Every answer is kept for so long; after that only what lib/db/payload-clearing.ts names. */
  readonly keepDays: number;
  /** Between two clearings. */
  readonly clearEveryMs: number;
  /** Arrivals let go in one transaction at most. */
  readonly clearAtOnce: number;
}

const MINUTE_MS = 60_000;

/** Five tries over about an hour and a half; a source that fails five times in a row rests for five minutes, then longer. */
export const REFRESH_POLICY: RefreshPolicy = {
  retry: {
    maxTries: 5,
    firstDelayMs: MINUTE_MS,
    factor: 4,
    maxDelayMs: 60 * MINUTE_MS,
    jitterFraction: 0.2,
  },
  breaker: {
    failureThreshold: 5,
    coolDownMs: 5 * MINUTE_MS,
    maxCoolDownMs: 120 * MINUTE_MS,
    probeTimeoutMs: 10 * MINUTE_MS,
  },
  leaseMs: 90_000,
  heartbeatMs: 20_000,
  answers: { keepDays: 90, clearEveryMs: 24 * 60 * MINUTE_MS, clearAtOnce: 500 },
};
