import 'server-only';

import type { Member } from '#lib/auth/viewer.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { invalidField, invalidInput, type RequestFault } from '#lib/contracts/request-fault.ts';
import {
  orderWatchlistsSchema,
  restoreWatchlistSchema,
  seenWatchlistSchema,
  WATCHLISTS_MAX,
  type WatchlistBody,
  type Watchlists,
} from '#lib/contracts/watchlists/watchlists.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { recordAudit } from '#lib/db/audit.ts';
import { inTransaction } from '#lib/db/transaction.ts';
import {
  countWatchlists,
  findWatchlist,
  isWatchlistNameTaken,
  listWatchlists,
  lockWatchlistsOf,
  markWatchlistDeleted,
  markWatchlistSeen,
  orderWatchlists,
} from '#lib/db/watchlists.ts';
import { now } from '#lib/platform/clock.ts';

import { toActor } from '../accounts/actor.ts';
import { currentDataVersion } from '../scope/current-data-version.ts';
import { listNameTaken, noWatchlist } from './no-watchlist.ts';
import { getWatchlist, listOwnWatchlists } from './show-watchlists.ts';

type Done = Result<{ readonly done: true }, RequestFault>;

/** Deletes one of the member's lists; links to it stop working until it is back, see {@link restoreWatchlist}. */
export async function deleteWatchlist(member: Member, id: string): Promise<Done> {
  return inTransaction(async (tx) => {
    await lockWatchlistsOf(tx, member.userId);
    const found = await findWatchlist(tx, member.userId, id);
    if (found === null) return err(noWatchlist());
    await markWatchlistDeleted(tx, id, true);
    await recordAudit(tx, {
      ...toActor(member),
      action: 'watchlist.deleted',
      entityType: 'watchlist',
      entityId: id,
      before: { name: found.name, version: found.version },
    });

    return ok({ done: true });
  });
}

/** Takes a deletion back, unless another list has the name by now or there is no room. */
export async function restoreWatchlist(
  member: Member,
  input: unknown,
): Promise<Result<WatchlistBody, RequestFault>> {
  const parsed = parseInput(restoreWatchlistSchema, input);
  if (!parsed.ok) return err(invalidInput(parsed.error));
  const { id } = parsed.value;
  const restored = await inTransaction(async (tx) => {
    await lockWatchlistsOf(tx, member.userId);
    const found = await findWatchlist(tx, member.userId, id, { isDeleted: true });
    if (found === null) return err(noWatchlist());
    if (await isWatchlistNameTaken(tx, member.userId, found.name)) return err(listNameTaken(found.name));
    if ((await countWatchlists(tx, member.userId)) >= WATCHLISTS_MAX) {
      return err(invalidField('id', `is one too many: you keep ${String(WATCHLISTS_MAX)} watchlists`));
    }
    await markWatchlistDeleted(tx, id, false);
    await recordAudit(tx, {
      ...toActor(member),
      action: 'watchlist.restored',
      entityType: 'watchlist',
      entityId: id,
      after: { name: found.name, version: found.version },
    });

    return ok(null);
  });

  return restored.ok ? getWatchlist(member, id) : restored;
}

/** Puts the member's lists in another order; refused when a list was made or deleted meanwhile. */
export async function orderOwnWatchlists(
  member: Member,
  input: unknown,
): Promise<Result<Watchlists, RequestFault>> {
  const parsed = parseInput(orderWatchlistsSchema, input);
  if (!parsed.ok) return err(invalidInput(parsed.error));
  const { ids } = parsed.value;
  const ordered = await inTransaction(async (tx) => {
    await lockWatchlistsOf(tx, member.userId);
    const standing = (await listWatchlists(member.userId)).map(({ id }) => id);
    if (standing.toSorted().join() !== ids.toSorted().join()) {
      const detail =
        'These are not all of your watchlists, each once; one was made or deleted meanwhile. Read them anew.';
      return err({ kind: 'conflict', detail } as const);
    }
    await orderWatchlists(tx, ids);

    return ok(null);
  });

  return ordered.ok ? listOwnWatchlists(member) : ordered;
}

/** Moves the mark up to which the member has read a list: forward when read, back to take that back. */
export async function markSeen(member: Member, input: unknown): Promise<Done> {
  const parsed = parseInput(seenWatchlistSchema, input);
  if (!parsed.ok) return err(invalidInput(parsed.error));
  const { id, at, dataVersion } = parsed.value;
  const newest = await currentDataVersion();
  if (dataVersion > newest) {
    return err(invalidField('dataVersion', `must be at most ${String(newest)}, the newest`));
  }
  if (new Date(at) > now()) return err(invalidField('at', 'must not lie in the future'));
  const isMarked = await markWatchlistSeen(member.userId, id, { at: new Date(at), dataVersion });

  return isMarked ? ok({ done: true }) : err(noWatchlist());
}
