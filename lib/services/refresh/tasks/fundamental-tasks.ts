import { ok } from '#lib/core/result.ts';
import { insertFundamentals } from '#lib/db/fundamentals.ts';
import type { YahooSource } from '#lib/sources/yahoo/yahoo-source.ts';

import { yearsBefore, type SubjectTask } from '../subject-task.ts';

/** Quarters are restated for years; the few that Yahoo has are always read again. */
const READ_YEARS = 5;

/** Quarterly statements, a task for each symbol. */
export function planFundamentals(
  symbols: readonly string[],
  yahoo: YahooSource,
  nowMs: () => number,
): readonly SubjectTask[] {
  return symbols.map((symbol) => ({
    subject: `${symbol} statements`,
    fetch: async () => {
      const answer = await yahoo.fetchFundamentals({ symbol, fromOn: yearsBefore(nowMs(), READ_YEARS) });
      if (!answer.ok) return answer;
      const { observations, payloads, quarantined, missing } = answer.value;

      return ok({
        payloads,
        quarantined,
        missingReason: missing[0]?.reason ?? null,
        note: null,
        isWholeHistory: true,
        store: (tx, origin, accepted) => insertFundamentals(tx, observations, origin, accepted),
      });
    },
  }));
}
