import type { WatchColumn, WatchKind } from '#lib/core/watchlist/types.ts';
import { now } from '#lib/platform/clock.ts';
import type { Prisma } from '#prisma/generated/client.ts';

import { db } from './client.ts';
import type { DbTransaction } from './transaction.ts';

/** One thing on a list as stored. */
export interface StoredWatchItem {
  readonly kind: WatchKind;
  readonly ref: string;
  readonly note: string | null;
}

/** A list as stored, its items in their order. */
export interface StoredWatchlist {
  readonly id: string;
  readonly ownerId: string;
  readonly ownerName: string;
  readonly name: string;
  readonly columns: readonly WatchColumn[];
  readonly version: number;
  readonly changedAt: string;
  readonly changedBy: string;
  readonly seenAt: string;
  readonly seenDataVersion: number;
  readonly items: readonly StoredWatchItem[];
}

/** What a version of a list says. */
export type WatchlistContent = Pick<StoredWatchlist, 'name' | 'columns' | 'items'>;

const LIST = {
  id: true,
  ownerId: true,
  name: true,
  columns: true,
  version: true,
  changedAt: true,
  changedBy: true,
  seenAt: true,
  seenDataVersion: true,
  owner: { select: { name: true } },
  items: { select: { kind: true, ref: true, note: true }, orderBy: { position: 'asc' } },
} as const satisfies Prisma.WatchlistSelect;

/** Lists of a member that are not deleted, in the member's order. */
export async function listWatchlists(ownerId: string): Promise<readonly StoredWatchlist[]> {
  const rows = await db().watchlist.findMany({
    where: { ownerId, deletedAt: null },
    orderBy: [{ position: 'asc' }, { createdAt: 'asc' }, { id: 'asc' }],
    select: LIST,
  });

  return rows.map(toStored);
}

/** One list of a member, or null; a deleted one only when asked for. */
export async function findWatchlist(
  tx: DbTransaction,
  ownerId: string,
  id: string,
  { isDeleted = false } = {},
): Promise<StoredWatchlist | null> {
  const row = await tx.watchlist.findUnique({
    where: { id, ownerId, deletedAt: isDeleted ? { not: null } : null },
    select: LIST,
  });

  return row === null ? null : toStored(row);
}

/** One list that a member owns or may read; null for every other. */
export async function findReadableWatchlist(memberId: string, id: string): Promise<StoredWatchlist | null> {
  const row = await db().watchlist.findUnique({
    where: {
      id,
      deletedAt: null,
      OR: [{ ownerId: memberId }, { shares: { some: { readerId: memberId, revokedAt: null } } }],
    },
    select: LIST,
  });

  return row === null ? null : toStored(row);
}

/** How many lists a member has. */
export async function countWatchlists(tx: DbTransaction, ownerId: string): Promise<number> {
  return tx.watchlist.count({ where: { ownerId, deletedAt: null } });
}

/** Whether a member has a list of this name, whatever its case; `exceptId` is left out. */
export async function isWatchlistNameTaken(
  tx: DbTransaction,
  ownerId: string,
  name: string,
  exceptId: string | null = null,
): Promise<boolean> {
  const found = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM watchlist
     WHERE owner_id = ${ownerId}::uuid AND lower(name) = lower(${name}) AND deleted_at IS NULL
       AND id IS DISTINCT FROM ${exceptId}::uuid LIMIT 1`;

  return found.length > 0;
}

/** Makes all who change lists of a member wait for each other until the transaction ends. */
export async function lockWatchlistsOf(tx: DbTransaction, ownerId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`waterline.watchlists.${ownerId}`}, 0))`;
}

/** A new list at the end of the member's, read up to now. Needs {@link lockWatchlistsOf}. */
export async function insertWatchlist(
  tx: DbTransaction,
  owner: { readonly id: string; readonly email: string },
  { items, columns, name }: WatchlistContent,
  seenDataVersion: number,
): Promise<string> {
  const at = now();
  const last = await tx.watchlist.aggregate({ where: { ownerId: owner.id }, _max: { position: true } });
  const { id } = await tx.watchlist.create({
    data: {
      ownerId: owner.id,
      name,
      position: (last._max.position ?? -1) + 1,
      columns: [...columns],
      version: 1,
      createdAt: at,
      changedAt: at,
      changedBy: owner.email,
      seenAt: at,
      seenDataVersion,
    },
    select: { id: true },
  });
  await insertItems(tx, id, items, new Map(), at);

  return id;
}

/** The next version of a list. Needs {@link lockWatchlistsOf}. */
export async function updateWatchlist(
  tx: DbTransaction,
  standing: StoredWatchlist,
  { name, columns, items }: WatchlistContent,
  changedBy: string,
): Promise<void> {
  const at = now();
  await tx.watchlist.update({
    where: { id: standing.id },
    data: { name, columns: [...columns], version: standing.version + 1, changedAt: at, changedBy },
  });
  if (items === standing.items) return;
  const rows = await tx.watchlistItem.findMany({
    where: { watchlistId: standing.id },
    select: { kind: true, ref: true, addedAt: true },
  });
  const addedAt = new Map(rows.map((row) => [`${row.kind} ${row.ref}`, row.addedAt]));
  // Places are unique, so that rows cannot be moved one by one.
  await tx.watchlistItem.deleteMany({ where: { watchlistId: standing.id } });
  await insertItems(tx, standing.id, items, addedAt, at);
}

/** Deletes a list, or takes its deletion back. Needs {@link lockWatchlistsOf}. */
export async function markWatchlistDeleted(tx: DbTransaction, id: string, isDeleted: boolean): Promise<void> {
  await tx.watchlist.update({ where: { id }, data: { deletedAt: isDeleted ? now() : null } });
}

/** Puts a member's lists in the order of `ids`. Needs {@link lockWatchlistsOf}. */
export async function orderWatchlists(tx: DbTransaction, ids: readonly string[]): Promise<void> {
  for (const [position, id] of ids.entries())
    await tx.watchlist.update({ where: { id }, data: { position } });
}

/** Moves the mark up to which a member has read a list. Returns whether there is such a list. */
export async function markWatchlistSeen(
  ownerId: string,
  id: string,
  seen: { readonly at: Date; readonly dataVersion: number },
): Promise<boolean> {
  const { count } = await db().watchlist.updateMany({
    where: { id, ownerId, deletedAt: null },
    data: { seenAt: seen.at, seenDataVersion: seen.dataVersion },
  });

  return count > 0;
}

async function insertItems(
  tx: DbTransaction,
  watchlistId: string,
  items: readonly StoredWatchItem[],
  addedAt: ReadonlyMap<string, Date>,
  at: Date,
): Promise<void> {
  await tx.watchlistItem.createMany({
    data: items.map(({ kind, ref, note }, position) => ({
      watchlistId,
      kind,
      ref,
      note,
      position,
      addedAt: addedAt.get(`${kind} ${ref}`) ?? at,
    })),
  });
}

type Row = Prisma.WatchlistGetPayload<{ select: typeof LIST }>;

/** A row as the services know it. */
function toStored({ owner, columns, items, changedAt, seenAt, ...row }: Row): StoredWatchlist {
  return {
    ...row,
    ownerName: owner.name,
    // Both are written from these very types; the table's own check lets no other kind in.
    columns: columns as WatchColumn[],
    items: items.map(({ kind, ...item }) => ({ ...item, kind: kind as WatchKind })),
    changedAt: changedAt.toISOString(),
    seenAt: seenAt.toISOString(),
  };
}
