import 'server-only';

import type { Feed, FeedQuery } from '#lib/contracts/feed.ts';
import { invalidInput } from '#lib/contracts/request-fault.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { makeFeed } from '#lib/core/ledger/feed.ts';
import { err, ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';
import { listRecordedRevisions, listStoredRevisions } from '#lib/db/ledger.ts';

import { createAnswerCache } from '../scope/answer-cache.ts';
import { resolveScope, scopeKey } from '../scope/resolve-scope.ts';
import { loadLedger } from './get-ledger.ts';

const feeds = createAnswerCache<Feed>(16);

/** What changed on or after a day: revisions, withdrawals, new guidance, reported quarters and restatements, newest first. */
export async function listFeed(query: FeedQuery): Promise<Result<Feed, RequestFault>> {
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

  return ok(feed);
}
