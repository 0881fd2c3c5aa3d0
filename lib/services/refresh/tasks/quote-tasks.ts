import { ok } from '#lib/core/result.ts';
import { insertQuotes } from '#lib/db/quotes.ts';
import type { ListedSymbol } from '#lib/sources/yahoo/observations.ts';
import type { YahooSource } from '#lib/sources/yahoo/yahoo-source.ts';

import { describeMissing, type SubjectTask } from '../subject-task.ts';

/** Latest prices, a task for as many symbols as Yahoo takes at once. */
export function planQuotes(listings: readonly ListedSymbol[], yahoo: YahooSource): readonly SubjectTask[] {
  const { batchLimit } = yahoo.description;
  const starts = Array.from(
    { length: Math.ceil(listings.length / batchLimit) },
    (_, index) => index * batchLimit,
  );

  return starts.map((start, index) => ({
    subject: index === 0 ? 'quotes' : `quotes ${String(index + 1)}`,
    fetch: async () => {
      const answer = await yahoo.fetchQuotes(listings.slice(start, start + batchLimit));
      if (!answer.ok) return answer;
      const { observations, payloads, quarantined, missing } = answer.value;

      return ok({
        payloads,
        quarantined,
        missingReason: null,
        note: describeMissing(missing),
        isWholeHistory: false,
        store: (tx, origin, accepted) => insertQuotes(tx, observations, origin, accepted),
      });
    },
  }));
}
