import type { AlertContent, InboxEntry } from '#lib/contracts/alerts/inbox.ts';
import { now } from '#lib/platform/clock.ts';

import { db } from './client.ts';

/** Entries of a member, newest first; those of a mute are no entries. */
export async function listInboxEntries(
  ownerId: string,
  {
    beforeId,
    limit,
    isUnreadOnly,
  }: { readonly beforeId: bigint | null; readonly limit: number; readonly isUnreadOnly: boolean },
): Promise<readonly InboxEntry[]> {
  const rows = await db().alertFiring.findMany({
    where: {
      ownerId,
      isMuted: false,
      ...(beforeId !== null && { id: { lt: beforeId } }),
      ...(isUnreadOnly && { readAt: null }),
    },
    orderBy: { id: 'desc' },
    take: limit,
  });

  return rows.map((row) => ({
    id: row.id.toString(),
    alertId: row.ruleId,
    alertName: row.ruleName,
    on: row.occurredOn.toISOString().slice(0, 10),
    firedAt: row.firedAt.toISOString(),
    readAt: row.readAt?.toISOString() ?? null,
    content: row.content as unknown as AlertContent,
  }));
}

/** How many entries of a member are not read. */
export async function countUnreadEntries(ownerId: string): Promise<number> {
  return db().alertFiring.count({ where: { ownerId, isMuted: false, readAt: null } });
}

/** Marks entries of a member, named or all up to one, as read or unread. Those of others are passed over. */
export async function markEntries(
  ownerId: string,
  which: { readonly ids: readonly bigint[] } | { readonly upTo: bigint },
  isRead: boolean,
): Promise<void> {
  await db().alertFiring.updateMany({
    where: {
      ownerId,
      isMuted: false,
      id: 'ids' in which ? { in: [...which.ids] } : { lte: which.upTo },
      readAt: isRead ? null : { not: null },
    },
    data: { readAt: isRead ? now() : null },
  });
}

/** What a rule fired for last, also during a mute, newest first. */
export async function listRuleFirings(ownerId: string, ruleId: string, limit: number) {
  const rows = await db().alertFiring.findMany({
    where: { ownerId, ruleId },
    orderBy: { id: 'desc' },
    take: limit,
  });

  return rows.map(({ firedAt, occurredOn, isMuted, content }) => ({
    firedAt: firedAt.toISOString(),
    on: occurredOn.toISOString().slice(0, 10),
    isMuted,
    content: content as unknown as AlertContent,
  }));
}
