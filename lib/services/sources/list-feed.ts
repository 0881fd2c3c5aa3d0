import 'server-only';

import type { Feed, FeedEntry, FeedQuery } from '#lib/contracts/feed.ts';
import { invalidInput } from '#lib/contracts/request-fault.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { makeFeed, type FeedItem } from '#lib/core/ledger/feed.ts';
import { err, ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';
import { listCapexAnnouncements } from '#lib/db/capex.ts';
import { listQuarantinedDays } from '#lib/db/quarantined-days.ts';
import { listRecordedRevisions, listStoredRevisions } from '#lib/db/ledger.ts';

import { getGuideEffect } from '../exposure/get-guide-effect.ts';
import { createAnswerCache } from '../scope/answer-cache.ts';
import { resolveScope, scopeKey, type Scope } from '../scope/resolve-scope.ts';
import { loadLedger } from './get-ledger.ts';

/** What changed, before it is said how far it moved anything. */
type Changes = Omit<Feed, 'items' | 'quarantined'> & { readonly items: readonly FeedItem[] };

const feeds = createAnswerCache<Changes>(16);

/**
 * What changed on or after a day: revisions, withdrawals, new guidance, reported quarters and restatements, newest
 * first, and what was kept apart. A capex guide that replaces another says how far it moved exposure, as long as it
 * is among the first `measured` of them.
 */
export async function listFeed(
  query: FeedQuery,
  { measured = Infinity }: { readonly measured?: number } = {},
): Promise<Result<Feed, RequestFault>> {
  const scope = await resolveScope(query);
  if (!scope.ok) return scope;
  const { since } = query;
  if (since > scope.value.asOf) {
    const message = `since must not lie after ${scope.value.asOf}, not ${since}`;
    return err(invalidInput([{ pointer: '/since', message }]));
  }

  const feed = await feeds.get(`${scopeKey(scope.value)} ${since}`, async () => {
    const [ledger, revisions, quarters] = await Promise.all([
      loadLedger(scope.value),
      listStoredRevisions(scope.value, since),
      listRecordedRevisions('capex_actual', scope.value),
    ]);

    return { ...scope.value, since, items: makeFeed({ ledger: ledger.rows, revisions, quarters, since }) };
  });

  const [items, quarantined] = await Promise.all([
    withEffects(feed.items, scope.value, measured),
    // No import makes these and decisions about them come at any time, so they are read anew.
    listQuarantinedDays(since, scope.value.asOf),
  ]);

  return ok({ ...feed, items, quarantined });
}

async function withEffects(
  items: readonly FeedItem[],
  scope: Scope,
  measured: number,
): Promise<Feed['items']> {
  const guides = new Set(items.slice(0, measured).filter(isNewGuide));
  const announcements = guides.size === 0 ? [] : await listCapexAnnouncements(scope);
  const entries: FeedEntry[] = [];
  // One after the other: each is some milliseconds of arithmetic, and the second time none.
  for (const item of items) {
    const guide = guides.has(item) ? announcements.find(({ id }) => id === item.key) : undefined;
    const exposureEffect = guide === undefined ? null : await getGuideEffect(guide, scope.dataVersion);
    entries.push({ ...item, exposureEffect });
  }

  return entries;
}

function isNewGuide({ kind, table, before }: FeedItem): boolean {
  return kind === 'guidance' && table === 'capex_announcement' && before !== null;
}
