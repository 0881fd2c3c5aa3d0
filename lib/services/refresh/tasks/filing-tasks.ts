import { ok } from '#lib/core/result.ts';
import { insertFiledFacts } from '#lib/db/filed-facts.ts';
import type { EdgarSource } from '#lib/sources/edgar/edgar-source.ts';
import type { EdgarIssuer } from '#lib/sources/edgar/issuers.ts';

import { describeMissing, type SubjectTask } from '../subject-task.ts';

/** Filed facts, a task for each company; the register sends all of its history each time. */
export function planFilings(issuers: readonly EdgarIssuer[], edgar: EdgarSource): readonly SubjectTask[] {
  return issuers.map((issuer) => ({
    subject: issuer.ticker,
    fetch: async () => {
      const answer = await edgar.fetchFacts(issuer);
      if (!answer.ok) return answer;
      const { observations, payloads, quarantined, missing } = answer.value;
      const note = describeMissing(missing);

      return ok({
        payloads,
        quarantined,
        missingReason: observations.length === 0 && quarantined.length === 0 ? note : null,
        note,
        isWholeHistory: true,
        store: (tx, origin) => insertFiledFacts(tx, observations, origin),
      });
    },
  }));
}
