import { clearPayloadStep, hasClearedSince, type ClearingStep } from '#lib/db/payload-clearing.ts';
import { inTransaction } from '#lib/db/transaction.ts';

import type { RefreshDeps } from './refresh-deps.ts';

const DAY_MS = 86_400_000;

/**
 * Lets answers go that are older than the policy keeps them, once in a while and in steps of a transaction each, until
 * none is left or the process is to stop. Any number of processes may do so: they take turns, and a clearing that was
 * cut short goes on where it stopped.
 *
 * @returns how many arrivals were let go
 */
export async function clearOldPayloads(deps: RefreshDeps): Promise<number> {
  let count = 0;
  while (!deps.signal.aborted) {
    const step = await takeStep(deps);
    if (step === null) break;
    count += step.arrivalCount;
    if (step.isLast) break;
  }

  return count;
}

/** One step; null when none is due or somebody else is at it. */
async function takeStep({ nowMs, policy: { answers } }: RefreshDeps): Promise<ClearingStep | null> {
  const now = nowMs();

  return inTransaction(async (tx) => {
    if (await hasClearedSince(tx, new Date(now - answers.clearEveryMs + 1))) return null;
    return clearPayloadStep(tx, {
      before: new Date(now - answers.keepDays * DAY_MS),
      keepDays: answers.keepDays,
      limit: answers.clearAtOnce,
      at: new Date(now),
    });
  });
}
