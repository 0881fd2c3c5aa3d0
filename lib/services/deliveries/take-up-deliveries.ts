import 'server-only';

import { DELIVERY_LOG_DAYS } from '#lib/contracts/deliveries/channels.ts';
import { nextTryDelayMs, TRIES_MAX } from '#lib/core/deliveries/next-try.ts';
import { recordAudit } from '#lib/db/audit.ts';
import { switchChannel } from '#lib/db/deliveries/channels.ts';
import {
  returnDelivery,
  settleDelivery,
  takeDueDelivery,
  type HeldDelivery,
} from '#lib/db/deliveries/take-delivery.ts';
import { deleteEndedBefore, endUnsendable } from '#lib/db/deliveries/tidy-outbox.ts';
import { inTransaction } from '#lib/db/transaction.ts';

import type { DeliveryDeps } from './delivery-deps.ts';
import { sendDelivery, type SendOutcome } from './send-delivery.ts';

const DAY_MS = 86_400_000;

const TIDY_WORDS = {
  unknown: 'the sender stopped during the last try; whether it arrived is not known',
  removed: 'the channel was removed before it went out',
  switchedOff: 'the channel was switched off before it went out',
  disabled: 'the member was disabled before it went out',
} as const;

/** Sends what is due, one after the other, until nothing is or the signal of `deps`. Returns how many were tried. */
export async function takeUpDeliveries(deps: DeliveryDeps): Promise<number> {
  let tried = 0;
  while (!deps.signal.aborted) {
    const nowMs = deps.nowMs();
    const lease = { now: new Date(nowMs), until: new Date(nowMs + deps.leaseMs), triesMax: TRIES_MAX };
    const held = await takeDueDelivery(lease);
    if (held === null) break;
    await tryDelivery(held, deps);
    tried += 1;
  }

  return tried;
}

/** Ends what nobody will send any more and lets go what ended long ago. Returns how many rows it changed. */
export async function tidyDeliveries(deps: Pick<DeliveryDeps, 'nowMs'>): Promise<number> {
  const nowMs = deps.nowMs();
  const ended = await endUnsendable(new Date(nowMs), TRIES_MAX, TIDY_WORDS);

  return ended + (await deleteEndedBefore(new Date(nowMs - DELIVERY_LOG_DAYS * DAY_MS)));
}

/** Sends a row that this process holds and writes down how that ended. */
export async function tryDelivery(held: HeldDelivery, deps: DeliveryDeps): Promise<void> {
  const outcome = await sendDelivery(held, deps);
  // Cut off by this server's own end: the next one starts the try anew.
  if (deps.signal.aborted && outcome.fault !== null && !held.isTest) await returnDelivery(held);
  else await settle(held, outcome, deps);
}

async function settle(held: HeldDelivery, outcome: SendOutcome, deps: DeliveryDeps): Promise<void> {
  const { status, fault, retryAfterSeconds, isGone } = outcome;
  const atMs = deps.nowMs();
  const isLast = fault === null || isGone || held.isTest;
  const delayMs = isLast ? null : nextTryDelayMs(held.tries, deps.chance(), retryAfterSeconds);
  const nextTryAt = delayMs === null ? null : new Date(atMs + delayMs);
  await inTransaction(async (tx) => {
    const isOurs = await settleDelivery(tx, held, { at: new Date(atMs), status, fault, nextTryAt });
    if (!isOurs || !isGone) return;
    const reason = 'its receiver answered 410: it wants nothing any more';
    await switchChannel(tx, held.channel.id, { isOn: false, reason });
    await recordAudit(tx, {
      ...{ actorId: null, actor: 'deliveries', via: 'schedule' },
      action: 'channel.switched-off',
      entityType: 'channel',
      entityId: held.channel.id,
      after: { reason },
    });
  });
}
