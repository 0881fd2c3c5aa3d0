import { now } from '#lib/platform/clock.ts';
import type { Prisma } from '#prisma/generated/client.ts';

import { db } from './client.ts';
import type { DbTransaction } from './transaction.ts';
import { findReadableWatchlist, type StoredWatchlist } from './watchlists.ts';

/** A share that works, as the owner of the list sees it. */
export interface StoredShare {
  readonly id: string;
  readonly watchlistId: string;
  readonly watchlistName: string;
  /** Null: whoever holds the link. */
  readonly reader: { readonly id: string; readonly name: string } | null;
  readonly createdAt: string;
  readonly expiresAt: string | null;
}

/** A share to be made: a link, which ends, or a member. */
export type NewShare =
  { readonly tokenHash: string; readonly expiresAt: Date } | { readonly readerId: string };

const SHARE = {
  id: true,
  watchlistId: true,
  watchlist: { select: { name: true } },
  reader: { select: { id: true, name: true } },
  createdAt: true,
  expiresAt: true,
} as const satisfies Prisma.WatchlistShareSelect;

function working(): Prisma.WatchlistShareWhereInput {
  return { revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now() } }] };
}

/** Shares of a member's lists that work, newest first. */
export async function listShares(ownerId: string): Promise<readonly StoredShare[]> {
  const rows = await db().watchlistShare.findMany({
    where: { AND: [working(), { watchlist: { ownerId, deletedAt: null } }] },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    select: SHARE,
  });

  return rows.map(toShare);
}

/** How many shares of a list work, and whether a member is among its readers. */
export async function countShares(tx: DbTransaction, watchlistId: string): Promise<number> {
  return tx.watchlistShare.count({ where: { AND: [working(), { watchlistId }] } });
}

/** The share by which a member may read a list; null when there is none. */
export async function findReaderShare(
  tx: DbTransaction,
  watchlistId: string,
  readerId: string,
): Promise<StoredShare | null> {
  const row = await tx.watchlistShare.findFirst({
    where: { watchlistId, readerId, revokedAt: null },
    select: SHARE,
  });

  return row === null ? null : toShare(row);
}

/** Stores a share. */
export async function insertShare(
  tx: DbTransaction,
  watchlistId: string,
  share: NewShare,
): Promise<StoredShare> {
  return toShare(
    await tx.watchlistShare.create({ data: { ...share, watchlistId, createdAt: now() }, select: SHARE }),
  );
}

/** Ends a share of one of a member's lists. Returns what it was, or null when there is no such one that works. */
export async function revokeShare(
  tx: DbTransaction,
  ownerId: string,
  id: string,
): Promise<StoredShare | null> {
  const row = await tx.watchlistShare.findUnique({
    where: { id, revokedAt: null, watchlist: { ownerId } },
    select: SHARE,
  });
  if (row === null) return null;
  await tx.watchlistShare.update({ where: { id }, data: { revokedAt: now() } });

  return toShare(row);
}

/** The list behind a link with this hash; null for an unknown, expired or revoked one, a deleted list, a disabled owner. */
export async function findSharedWatchlist(tokenHash: string): Promise<StoredWatchlist | null> {
  const share = await db().watchlistShare.findUnique({
    where: {
      tokenHash,
      revokedAt: null,
      expiresAt: { gt: now() },
      watchlist: { deletedAt: null, owner: { disabledAt: null } },
    },
    select: { watchlistId: true, watchlist: { select: { ownerId: true } } },
  });

  return share === null ? null : findReadableWatchlist(share.watchlist.ownerId, share.watchlistId);
}

/** Lists of others that a member may read, by name. */
export async function listReadableWatchlists(
  readerId: string,
): Promise<readonly { readonly id: string; readonly name: string; readonly ownerName: string }[]> {
  const rows = await db().watchlist.findMany({
    where: { deletedAt: null, shares: { some: { readerId, revokedAt: null } } },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true, owner: { select: { name: true } } },
  });

  return rows.map(({ owner, ...row }) => ({ ...row, ownerName: owner.name }));
}

/** Other members who may sign in, by name. */
export async function listColleagues(
  memberId: string,
): Promise<readonly { readonly id: string; readonly name: string }[]> {
  return db().user.findMany({
    where: { id: { not: memberId }, disabledAt: null },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    select: { id: true, name: true },
  });
}

function toShare({
  watchlist,
  createdAt,
  expiresAt,
  ...row
}: Prisma.WatchlistShareGetPayload<{ select: typeof SHARE }>): StoredShare {
  return {
    ...row,
    watchlistName: watchlist.name,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
  };
}
