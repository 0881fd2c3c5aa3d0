/**
 * A breaker keeps calls away from a source that fails, and lets one probe find out whether it is back. It is plain data
 * that the caller keeps (in the database, so that all processes share it); every function returns the breaker to keep.
 * Instants are milliseconds since 1970 UTC.
 *
 * Only failures of the source itself should be recorded: a symbol that it does not have says nothing about its health.
 */

import type { InputFault } from '../input-fault.ts';
import { checkWhole } from './whole-number.ts';

const LONGEST_WAIT_MS = 7 * 86_400_000;

/** When to open, and for how long. */
export interface BreakerPolicy {
  /** Failures in a row that open a closed breaker. */
  readonly failureThreshold: number;
  /** How long the first opening lasts; each further one without a success in between lasts twice as long. */
  readonly coolDownMs: number;
  readonly maxCoolDownMs: number;
  /** After so long a probe without an outcome counts as lost (its process was killed) and another may go. */
  readonly probeTimeoutMs: number;
}

/** State of one source's breaker. */
export type Breaker =
  | { readonly state: 'closed'; readonly failuresInARow: number }
  | { readonly state: 'open'; readonly openedAtMs: number; readonly openingsInARow: number }
  | { readonly state: 'half-open'; readonly probedAtMs: number; readonly openingsInARow: number };

/** Whether a call may go. `isProbe`: its outcome decides whether the breaker closes. */
export type Admission =
  | { readonly isAdmitted: true; readonly isProbe: boolean; readonly breaker: Breaker }
  | {
      readonly isAdmitted: false;
      /** When to ask again. */
      readonly retryAtMs: number;
      readonly breaker: Breaker;
    };

/** A source that nothing is known against. */
export const NEW_BREAKER: Breaker = { state: 'closed', failuresInARow: 0 };

/** Everything that is wrong with a policy: with one that is none a breaker would never open, or never close. */
export function checkBreakerPolicy(policy: BreakerPolicy): InputFault[] {
  const limits: Readonly<Record<keyof BreakerPolicy, { readonly min: number; readonly max: number }>> = {
    failureThreshold: { min: 1, max: 1_000 },
    coolDownMs: { min: 1, max: LONGEST_WAIT_MS },
    maxCoolDownMs: { min: policy.coolDownMs, max: LONGEST_WAIT_MS },
    probeTimeoutMs: { min: 1, max: LONGEST_WAIT_MS },
  };
  return (['failureThreshold', 'coolDownMs', 'maxCoolDownMs', 'probeTimeoutMs'] as const).flatMap((field) => {
    const message = checkWhole(field, policy[field], limits[field]);
    return message === null ? [] : [{ pointer: `/${field}`, message }];
  });
}

/** Asks whether a call may go now. The breaker of the answer must be kept before the call, or two probes may go. */
export function admitCall(breaker: Breaker, policy: BreakerPolicy, nowMs: number): Admission {
  if (breaker.state === 'closed') return { isAdmitted: true, isProbe: false, breaker };
  const [sinceMs, waitMs] =
    breaker.state === 'open'
      ? [breaker.openedAtMs, coolDownOf(breaker.openingsInARow, policy)]
      : [breaker.probedAtMs, policy.probeTimeoutMs];
  // Distance, not difference: an instant noted by a clock that was far ahead must not keep a source off for years.
  if (Math.abs(nowMs - sinceMs) < waitMs) return { isAdmitted: false, retryAtMs: sinceMs + waitMs, breaker };
  const { openingsInARow } = breaker;
  return {
    isAdmitted: true,
    isProbe: true,
    breaker: { state: 'half-open', probedAtMs: nowMs, openingsInARow },
  };
}

/** A call succeeded. While open this can only be a call from before the opening, which closes nothing. */
export function recordSuccess(breaker: Breaker): Breaker {
  return breaker.state === 'open' ? breaker : NEW_BREAKER;
}

/** A call failed. While open this can only be a call from before the opening, which does not lengthen it. */
export function recordFailure(breaker: Breaker, policy: BreakerPolicy, nowMs: number): Breaker {
  switch (breaker.state) {
    case 'open':
      return breaker;
    case 'half-open':
      return { state: 'open', openedAtMs: nowMs, openingsInARow: breaker.openingsInARow + 1 };
    case 'closed': {
      const failuresInARow = breaker.failuresInARow + 1;
      return failuresInARow < policy.failureThreshold
        ? { state: 'closed', failuresInARow }
        : { state: 'open', openedAtMs: nowMs, openingsInARow: 1 };
    }
  }
}

function coolDownOf(openingsInARow: number, { coolDownMs, maxCoolDownMs }: BreakerPolicy): number {
  return Math.min(maxCoolDownMs, coolDownMs * 2 ** (openingsInARow - 1));
}
