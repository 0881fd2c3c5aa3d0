import type { DeliveryDeps } from '#lib/services/deliveries/delivery-deps.ts';
import { takeUpDeliveries, tidyDeliveries } from '#lib/services/deliveries/take-up-deliveries.ts';

import { PAUSE_MS, repeat } from './repeat.ts';

const TIDY_PAUSE_MS = 60_000;
/** Notices under way at once in one process, each on another channel. */
const SENDERS = 4;

/**
 * Sends what waits in the outbox until the signal of `deps`. Any number of processes may do so on one database.
 * Resolves once nothing is under way any more.
 */
export async function runDeliveryLoop(deps: DeliveryDeps, { pauseMs = PAUSE_MS } = {}): Promise<void> {
  const { signal } = deps;
  const senders = Array.from({ length: SENDERS }, () =>
    repeat(() => takeUpDeliveries(deps), { what: 'the outbox', pauseMs, signal }),
  );
  const tidying = repeat(() => tidyDeliveries(deps), { what: 'the outbox', pauseMs: TIDY_PAUSE_MS, signal });
  await Promise.all([...senders, tidying]);
}
