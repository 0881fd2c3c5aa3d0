import 'server-only';

import type { WatchChange } from '#lib/contracts/watchlists/watchlists.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { dayBefore } from '#lib/core/ledger/ledger.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { changeKindOf, listConcerned, listNew } from '#lib/core/watchlist/unread.ts';
import type { StoredWatchlist } from '#lib/db/watchlists.ts';

import { loadLedger } from '../sources/get-ledger.ts';
import { listFeed } from '../sources/list-feed.ts';
import { findThing, type KnownThings } from './known-things.ts';

/** What became known so long before the mark, and was recorded after it, is still told. */
const DAYS_BEFORE_MARK = 365;

/** Changes of the feed that concern a list and are new since it was marked as read, newest first. */
export async function listUnread(
  { items, seenAt, seenDataVersion }: Pick<StoredWatchlist, 'items' | 'seenAt' | 'seenDataVersion'>,
  known: KnownThings,
): Promise<Result<readonly WatchChange[], RequestFault>> {
  const scope = { asOf: known.asOf, dataVersion: known.dataVersion };
  const seen = { on: seenAt.slice(0, 10), dataVersion: seenDataVersion };
  // From the first of a month, so that lists read on different days share one answer.
  const since = `${dayBefore(seen.on, DAYS_BEFORE_MARK).slice(0, 7)}-01`;
  const feed = await listFeed({ ...scope, since }, { measured: 0 });
  if (!feed.ok) return feed;
  const unread = listNew(feed.value.items, seen);
  if (unread.length === 0) return ok([]);
  const incomparable = await listIncomparable(scope);
  const things = items.flatMap((item) => findThing(known, item) ?? []);

  return ok(
    listConcerned(unread, things).map(({ item: { exposureEffect: _effect, ...item }, concerns }) => ({
      ...item,
      change: changeKindOf(item, incomparable),
      concerns: [...concerns],
    })),
  );
}

/** Guides on another measure than the one they replaced. */
async function listIncomparable(scope: Parameters<typeof loadLedger>[0]): Promise<ReadonlySet<string>> {
  const { rows } = await loadLedger(scope);
  const judged = rows.filter(
    ({ table, columns }) =>
      table === 'capex_comparability' && columns['is_comparable_with_superseded'] === false,
  );

  return new Set(judged.map(({ columns }) => String(columns['announcement_id'])));
}
