import 'server-only';

import { followOutcomes, type OutcomeHistory } from '#lib/core/track-record/grade-calls.ts';
import { listOutcomes } from '#lib/core/track-record/list-outcomes.ts';
import { listVersionsBeforeRevisions } from '#lib/db/forecast-outcomes.ts';

import { loadMarketFacts } from '../reconciliation/load-market-facts.ts';
import { createAnswerCache } from '../scope/answer-cache.ts';
import { scopeKey, type Scope } from '../scope/resolve-scope.ts';

const histories = createAnswerCache<ReadonlyMap<string, OutcomeHistory>>(16);

/**
 * First and latest published figure of every target at a scope. A figure whose row was revised after `sinceVersion`
 * keeps what it said before: the facts are read at each version just before a revision, and at that of the scope.
 */
export function loadOutcomes(
  scope: Scope,
  sinceVersion: number,
): Promise<ReadonlyMap<string, OutcomeHistory>> {
  return histories.get(`${scopeKey(scope)} ${String(sinceVersion)}`, async () => {
    const earlier = await listVersionsBeforeRevisions(sinceVersion, scope.dataVersion);
    const snapshots = [];
    // One after the other: each reads some thousands of rows.
    for (const dataVersion of [...earlier, scope.dataVersion]) {
      snapshots.push(listOutcomes(await loadMarketFacts({ ...scope, dataVersion })));
    }

    return followOutcomes(snapshots);
  });
}
