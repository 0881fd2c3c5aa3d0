import 'server-only';

import type { Member } from '#lib/auth/viewer.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { invalidField, invalidInput, type RequestFault } from '#lib/contracts/request-fault.ts';
import {
  newWatchlistSchema,
  WATCHLISTS_MAX,
  type WatchlistBody,
} from '#lib/contracts/watchlists/watchlists.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { watchKey } from '#lib/core/watchlist/types.ts';
import { recordAudit } from '#lib/db/audit.ts';
import { inTransaction } from '#lib/db/transaction.ts';
import {
  countWatchlists,
  insertWatchlist,
  isWatchlistNameTaken,
  lockWatchlistsOf,
} from '#lib/db/watchlists.ts';

import { toActor } from '../accounts/actor.ts';
import { checkItems } from './check-items.ts';
import { loadKnownThings } from './known-things.ts';
import { listNameTaken } from './no-watchlist.ts';
import { getWatchlist } from './show-watchlists.ts';

/** Makes a list under a name that the member has not used; what was known until now counts as read. */
export async function makeWatchlist(
  member: Member,
  input: unknown,
): Promise<Result<WatchlistBody, RequestFault>> {
  const parsed = parseInput(newWatchlistSchema, input);
  if (!parsed.ok) return err(invalidInput(parsed.error));
  const known = await loadKnownThings(member.userId);
  if (!known.ok) return known;
  const { name, columns } = parsed.value;
  const { items, faults } = checkItems(parsed.value.items, known.value, []);
  if (faults.length > 0) return err(invalidInput(faults));

  const made = await inTransaction(async (tx) => {
    await lockWatchlistsOf(tx, member.userId);
    if ((await countWatchlists(tx, member.userId)) >= WATCHLISTS_MAX) {
      const most = String(WATCHLISTS_MAX);
      return err(invalidField('name', `is one too many: you keep ${most} watchlists; delete one first`));
    }
    if (await isWatchlistNameTaken(tx, member.userId, name)) return err(listNameTaken(name));
    const owner = { id: member.userId, email: member.email };
    const id = await insertWatchlist(tx, owner, { name, columns, items }, known.value.dataVersion);
    await recordAudit(tx, {
      ...toActor(member),
      action: 'watchlist.made',
      entityType: 'watchlist',
      entityId: id,
      after: { name, columns: [...columns], items: items.map(watchKey) },
    });

    return ok(id);
  });

  return made.ok ? getWatchlist(member, made.value) : made;
}
