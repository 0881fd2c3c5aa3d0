import { now } from '#lib/platform/clock.ts';

import { db } from './client.ts';
import type { DbTransaction } from './transaction.ts';

/** A signed-in browser as its owner sees it. */
export interface SessionRecord {
  readonly id: string;
  readonly createdAt: string;
  readonly lastUsedAt: string;
  readonly expiresAt: string;
  readonly userAgent: string | null;
}

/** Sessions of one user that have not run out, the one used last first. */
export async function listSessions(userId: string): Promise<readonly SessionRecord[]> {
  const rows = await db().session.findMany({
    where: { userId, expiresAt: { gt: now() } },
    orderBy: { updatedAt: 'desc' },
    select: { id: true, createdAt: true, updatedAt: true, expiresAt: true, userAgent: true },
  });

  return rows.map(({ id, createdAt, updatedAt, expiresAt, userAgent }) => ({
    id,
    createdAt: createdAt.toISOString(),
    lastUsedAt: updatedAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    userAgent,
  }));
}

/** Ends one session of a user. Returns whether there was such a session of theirs. */
export async function deleteSession(tx: DbTransaction, userId: string, id: string): Promise<boolean> {
  const { count } = await tx.session.deleteMany({ where: { id, userId } });

  return count === 1;
}

/** Notes that a session is in use, unless that was noted in the last `minutes`. */
export async function touchSession(id: string, minutes: number): Promise<void> {
  await db().session.updateMany({
    where: { id, updatedAt: { lt: new Date(now().getTime() - minutes * 60_000) } },
    data: { updatedAt: now() },
  });
}
