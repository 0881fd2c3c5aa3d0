import { ok } from '#lib/core/result.ts';
import { insertFiledFacts } from '#lib/db/filed-facts.ts';
import { NO_ROWS } from '#lib/db/revised-rows.ts';
import type { EdgarSource } from '#lib/sources/edgar/edgar-source.ts';
import type { EdgarIssuer } from '#lib/sources/edgar/issuers.ts';

import { describeMissing, type FetchedSubject, type SubjectTask } from '../subject-task.ts';

/** Filed facts, a task for each company; the register sends all of its history each time. */
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
        store: (tx, origin, accepted) => insertFiledFacts(tx, observations, origin, accepted),
      });
    },
  }));
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
