import { randomUUID } from 'node:crypto';

import type { Member } from '#lib/auth/viewer.ts';
import type { ChannelItem, DeliveryItem, MadeChannel } from '#lib/contracts/deliveries/channels.ts';
import type { Notice } from '#lib/contracts/deliveries/notice.ts';
import { inTransaction } from '#lib/db/transaction.ts';
import type { DeliveryDeps } from '#lib/services/deliveries/delivery-deps.ts';
import { makeChannel } from '#lib/services/deliveries/make-channel.ts';
import { queueDeliveries } from '#lib/services/deliveries/queue-deliveries.ts';
import { listMemberChannels, listMemberDeliveries } from '#lib/services/deliveries/show-channels.ts';
import { query } from '#tests/support/members.ts';

/** A member in the database, signed in. */
export async function insertMember(databaseUrl: string): Promise<Member> {
  const userId = randomUUID();
  const email = `${userId.slice(0, 8)}@firm.example`;
  await query(databaseUrl, `INSERT INTO app_user (id, name, email, role) VALUES ($1, 'A', $2, 'analyst')`, [
    userId,
    email,
  ]);
  const via = { kind: 'session', sessionId: randomUUID() } as const;

  return { kind: 'member', userId, name: 'A', email, role: 'analyst', via };
}

/** A webhook of the member. */
export async function addWebhook(member: Member, url: string, name = 'mine'): Promise<MadeChannel> {
  const made = await makeChannel(member, { kind: 'webhook', name, url });
  if (!made.ok) throw new Error(JSON.stringify(made.error));

  return made.value;
}

/** Queues one notice for the member, under a key of its own. */
export async function queueNotice(member: Member, given: Partial<Notice> = {}): Promise<void> {
  const notice: Notice = {
    memberId: member.userId,
    dedupeKey: randomUUID(),
    subject: 'MU fell through its line',
    lines: ['MU closed at 101.2 USD, below 105 USD.'],
    path: '/alerts?rule=1',
    occurredAt: new Date('2026-11-27T15:00:00Z'),
    ...given,
  };
  await inTransaction((tx) => queueDeliveries(tx, [notice]));
}

/** What the member reads of their deliveries, newest first. */
export async function logOf(member: Member): Promise<readonly DeliveryItem[]> {
  return (await listMemberDeliveries(member, { limit: 50 })).items;
}

/** A channel as the member reads it. */
export async function channelOf(member: Member, id: string): Promise<ChannelItem | undefined> {
  return (await listMemberChannels(member)).items.find((channel) => channel.id === id);
}

/** A sender with a clock that is set by hand and no chance in it; it starts a second ahead of the real one. */
export function driveDeliveries(allowedHosts: readonly string[], given: Partial<DeliveryDeps> = {}) {
  let nowMs = Date.now() + 1_000;
  const deps: DeliveryDeps = {
    allowedHosts,
    resolve: () => Promise.reject(new Error('no name was to be resolved')),
    timeoutMs: 1_000,
    leaseMs: 60_000,
    nowMs: () => nowMs,
    chance: () => 0.5,
    signal: new AbortController().signal,
    ...given,
  };

  return {
    deps,
    pass: (milliseconds: number) => {
      nowMs += milliseconds;
    },
  };
}
