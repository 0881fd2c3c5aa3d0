import 'server-only';

import type { Member } from '#lib/auth/viewer.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { invalidField, invalidInput, type RequestFault } from '#lib/contracts/request-fault.ts';
import {
  addWatchItemSchema,
  WATCH_ITEMS_MAX,
  watchlistChangeSchema,
  type WatchItemInput,
  type WatchlistBody,
} from '#lib/contracts/watchlists/watchlists.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { describeListChange } from '#lib/core/watchlist/list-change.ts';
import { watchKey } from '#lib/core/watchlist/types.ts';
import { recordAudit } from '#lib/db/audit.ts';
import { inTransaction, type DbTransaction } from '#lib/db/transaction.ts';
import {
  findWatchlist,
  isWatchlistNameTaken,
  lockWatchlistsOf,
  updateWatchlist,
  type StoredWatchlist,
  type WatchlistContent,
} from '#lib/db/watchlists.ts';

import { toActor } from '../accounts/actor.ts';
import { checkItems } from './check-items.ts';
import { loadKnownThings } from './known-things.ts';
import { listNameTaken, listOvertaken, noWatchlist } from './no-watchlist.ts';
import { getWatchlist } from './show-watchlists.ts';

/**
 * Makes the next version of a list: its name, columns, or all of its things in their order. Whoever changed an older
 * version is told by whom and when. A change that says what stands already makes no version.
 */
export async function reviseWatchlist(
  member: Member,
  id: string,
  input: unknown,
): Promise<Result<WatchlistBody, RequestFault>> {
  const seen = await inTransaction((tx) => findWatchlist(tx, member.userId, id));
  if (seen === null) return err(noWatchlist());
  const parsed = parseInput(watchlistChangeSchema, input);
  if (!parsed.ok) return err(invalidInput(parsed.error));
  const { version, name, columns, items } = parsed.value;

  return changeWatchlist(member, id, version, (standing) => ({
    name: name ?? standing.name,
    columns: columns ?? standing.columns,
    items: items ?? standing.items,
  }));
}

/** Puts one thing at the end of a list; one that stands there already stays where it is. */
export async function addWatchItem(
  member: Member,
  input: unknown,
): Promise<Result<WatchlistBody, RequestFault>> {
  const parsed = parseInput(addWatchItemSchema, input);
  if (!parsed.ok) return err(invalidInput(parsed.error));
  const { id, ...given } = parsed.value;
  const known = await loadKnownThings(member.userId);
  if (!known.ok) return known;
  const { items, faults } = checkItems([given], known.value, []);
  const [item] = items;
  if (item === undefined) {
    return err(invalidInput(faults.map(({ message }) => refAlone(message))));
  }

  return changeWatchlist(member, id, null, ({ items: standing, ...content }) => ({
    ...content,
    items: standing.some((each) => watchKey(each) === watchKey(item)) ? standing : [...standing, item],
  }));
}

/**
 * Changes a list as it stands under the member's lock.
 *
 * @param version that was changed; null when the change goes with any
 */
export async function changeWatchlist(
  member: Member,
  id: string,
  version: number | null,
  change: (standing: StoredWatchlist) => WatchlistContent,
): Promise<Result<WatchlistBody, RequestFault>> {
  const changed = await inTransaction(async (tx) => {
    await lockWatchlistsOf(tx, member.userId);
    const standing = await findWatchlist(tx, member.userId, id);
    if (standing === null) return err(noWatchlist());
    if (version !== null && standing.version !== version) return err(listOvertaken(standing, version));
    const wanted = change(standing);
    const items = await checked(member, wanted.items, standing);

    return items.ok ? write(tx, member, standing, { ...wanted, items: items.value }) : items;
  });

  return changed.ok ? getWatchlist(member, id) : changed;
}

async function checked(
  member: Member,
  items: readonly WatchItemInput[],
  standing: StoredWatchlist,
): Promise<Result<readonly WatchItemInput[], RequestFault>> {
  if (items === standing.items) return ok(standing.items);
  if (items.length > WATCH_ITEMS_MAX) {
    return err(invalidField('items', `must be at most ${String(WATCH_ITEMS_MAX)}; take some off first`));
  }
  const known = await loadKnownThings(member.userId);
  if (!known.ok) return known;
  const found = checkItems(items, known.value, standing.items);

  return found.faults.length === 0 ? ok(found.items) : err(invalidInput(found.faults));
}

async function write(
  tx: DbTransaction,
  member: Member,
  standing: StoredWatchlist,
  wanted: WatchlistContent,
): Promise<Result<null, RequestFault>> {
  const change = describeListChange(standing, wanted);
  if (change === null) return ok(null);
  if (await isWatchlistNameTaken(tx, member.userId, wanted.name, standing.id)) {
    return err(listNameTaken(wanted.name));
  }
  await updateWatchlist(tx, standing, wanted, member.email);
  await recordAudit(tx, {
    ...toActor(member),
    action: 'watchlist.revised',
    entityType: 'watchlist',
    entityId: standing.id,
    before: { version: standing.version, ...change.before },
    after: { version: standing.version + 1, ...change.after },
  });

  return ok(null);
}

function refAlone(message: string): { readonly pointer: string; readonly message: string } {
  return { pointer: '/ref', message: message.replace('items.0.ref', 'ref') };
}
