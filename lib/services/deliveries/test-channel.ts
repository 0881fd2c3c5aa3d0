import 'server-only';

import { randomUUID } from 'node:crypto';

import type { Member } from '#lib/auth/viewer.ts';
import type { DeliveryItem } from '#lib/contracts/deliveries/channels.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { findChannel } from '#lib/db/deliveries/channels.ts';
import { findDelivery } from '#lib/db/deliveries/delivery-log.ts';
import { insertHeldTest } from '#lib/db/deliveries/take-delivery.ts';
import { inTransaction } from '#lib/db/transaction.ts';

import { liveDeliveryDeps } from './delivery-deps.ts';
import { noChannel } from './no-channel.ts';
import { toDeliveryItem } from './show-channels.ts';
import { tryDelivery } from './take-up-deliveries.ts';

/** Sends a test on one of the member's channels at once, on or off, and says what came of it. It is tried once. */
export async function testChannel(
  member: Member,
  channelId: string,
): Promise<Result<{ readonly secret: null; readonly test: DeliveryItem }, RequestFault>> {
  const deps = liveDeliveryDeps(new AbortController().signal);
  const nowMs = deps.nowMs();
  const lease = { now: new Date(nowMs), until: new Date(nowMs + deps.leaseMs) };
  const held = await inTransaction(async (tx) => {
    const channel = await findChannel(tx, member.userId, channelId);
    if (channel === null) return null;
    const words = {
      subject: 'a test of this channel',
      lines: ['This is a test. Notices of your alerts will come in this way.'],
      path: '/account',
    };

    return insertHeldTest(tx, { ...words, channelId, dedupeKey: `test ${randomUUID()}` }, lease);
  });
  if (held === null) return err(noChannel());
  await tryDelivery(held, deps);

  return ok({ secret: null, test: toDeliveryItem(await findDelivery(held.id, new Date(deps.nowMs()))) });
}
