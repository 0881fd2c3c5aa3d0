import { ok } from '#lib/core/result.ts';
import { insertFiledFacts } from '#lib/db/filed-facts.ts';
import { NO_ROWS } from '#lib/db/revised-rows.ts';
import type { EdgarSource } from '#lib/sources/edgar/edgar-source.ts';
import type { EdgarIssuer } from '#lib/sources/edgar/issuers.ts';

import { mergeFilings } from '../../filings/merge-filings.ts';
import { describeMissing, type FetchedSubject, type SubjectTask } from '../subject-task.ts';

/**
 * Filed facts, a task for each company; the register sends all of its history each time. What the filings make of the
 * company's quarters is recorded with them, in the same transaction.
 */
export function planFilings(issuers: readonly EdgarIssuer[], edgar: EdgarSource): readonly SubjectTask[] {
  return issuers.map((issuer) => ({
    subject: issuer.ticker,
    fetch: async () => {
      const answer = await edgar.fetchFacts(issuer);
      if (!answer.ok) return answer.error.kind === 'not-found' ? ok(absent(answer.error.detail)) : answer;
      const { observations, payloads, quarantined, missing } = answer.value;
      const note = describeMissing(missing);

      return ok({
        payloads,
        quarantined,
        missingReason: observations.length === 0 && quarantined.length === 0 ? note : null,
        note,
        isWholeHistory: true,
        store: async (tx, origin, accepted) => {
          const filed = await insertFiledFacts(tx, observations, origin, accepted);
          const merged = await mergeFilings(tx, issuer, dayOf(origin.recordedAt));
          return {
            newCount: filed.newCount + merged.newCount,
            revisedCount: filed.revisedCount + merged.revisedCount,
            unchangedCount: filed.unchangedCount,
            note: merged.note,
          };
        },
      });
    },
  }));
}

function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}

/** The register has no facts of the company: that is an answer, and no reason to call the source overdue. */
function absent(missingReason: string): FetchedSubject {
  return {
    payloads: [],
    quarantined: [],
    missingReason,
    note: null,
    isWholeHistory: true,
    store: () => Promise.resolve(NO_ROWS),
  };
}
