import 'server-only';

import type { Member } from '#lib/auth/viewer.ts';
import type {
  ChannelItem,
  ChannelsBody,
  DeliveriesBody,
  deliveriesQuerySchema,
  DeliveryItem,
} from '#lib/contracts/deliveries/channels.ts';
import { listOwnChannels, type StoredChannel } from '#lib/db/deliveries/channels.ts';
import {
  countDeliveries,
  listDeliveries,
  listLastTried,
  type ChannelCounts,
  type LoggedDelivery,
} from '#lib/db/deliveries/delivery-log.ts';
import { canSendMail } from '#lib/mail/send-mail.ts';
import { now } from '#lib/platform/clock.ts';
import { env } from '#lib/platform/env.ts';
import type { z } from 'zod';

const NO_COUNTS: ChannelCounts = { waiting: 0, givenUp: 0, nextTryAt: null };

/** The member's channels, those whose last try failed first, each with why nothing goes out on it. */
export async function listMemberChannels(member: Member): Promise<ChannelsBody> {
  const channels = await listOwnChannels(member.userId);
  const ids = channels.map(({ id }) => id);
  const [last, counts] = await Promise.all([listLastTried(ids, now()), countDeliveries(ids)]);
  const items = channels.map((channel) =>
    toItem(channel, member.email, last.get(channel.id) ?? null, counts.get(channel.id) ?? NO_COUNTS),
  );

  return {
    items: items.toSorted((a, b) => Number(b.isFailing) - Number(a.isFailing)),
    canMail: canSendMail(),
  };
}

/** What was sent on the member's channels, newest first, a page at a time. */
export async function listMemberDeliveries(
  member: Member,
  { cursor, limit }: z.output<typeof deliveriesQuerySchema>,
): Promise<DeliveriesBody> {
  const beforeId = cursor === undefined ? undefined : BigInt(cursor);
  const rows = await listDeliveries(member.userId, { now: now(), limit: limit + 1, beforeId });
  const items = rows.slice(0, limit).map(toDeliveryItem);

  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** A row of the log as it is answered. */
export function toDeliveryItem(row: LoggedDelivery): DeliveryItem {
  return {
    ...row,
    id: row.id.toString(),
    occurredAt: row.occurredAt.toISOString(),
    createdAt: row.createdAt.toISOString(),
    lastTriedAt: row.lastTriedAt?.toISOString() ?? null,
    nextTryAt: row.nextTryAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}

function toItem(
  channel: StoredChannel,
  email: string,
  last: LoggedDelivery | null,
  { waiting, givenUp, nextTryAt }: ChannelCounts,
): ChannelItem {
  const { id, kind, name, url, createdAt, switchedOffAt, switchedOffReason } = channel;

  return {
    ...{ id, kind, name, waiting, givenUp },
    address: url ?? email,
    createdAt: createdAt.toISOString(),
    isOn: switchedOffAt === null,
    offSince: switchedOffAt?.toISOString() ?? null,
    offReason: switchedOffReason,
    silence: explainSilence(channel),
    isFailing: last !== null && last.state !== 'sending' && last.lastFault !== null,
    last: last === null ? null : toDeliveryItem(last),
    nextTryAt: nextTryAt?.toISOString() ?? null,
  };
}

function explainSilence({ kind, switchedOffAt, switchedOffReason }: StoredChannel): string | null {
  if (switchedOffAt !== null) {
    return switchedOffReason === null ? 'you switched it off' : `switched off: ${switchedOffReason}`;
  }
  if (kind === 'mail' && !canSendMail()) return 'this installation has no mail server (SMTP_URL is not set)';

  return env().refresh === 'off'
    ? 'this installation sends nothing by itself (WATERLINE_REFRESH is off); tests go out all the same'
    : null;
}
