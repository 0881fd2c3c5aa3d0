import { ok } from '#lib/core/result.ts';
import { findEuroRatesThrough, insertEuroRates } from '#lib/db/reference-rates.ts';
import type { EcbSource } from '#lib/sources/ecb/ecb-source.ts';

import { appendRateFacts } from '../facts/append-rate-facts.ts';
import { describeMissing, yearsBefore, type SubjectTask } from '../subject-task.ts';

const BACKFILL_YEARS = 5;
/** Covers five days with rates, whatever holidays lie between. */
const REREAD_DAYS = 14;
const DAY_MS = 86_400_000;

/** Euro reference rates: one file holds them all, so one task. */
export function planRates(
  currencies: readonly string[],
  ecb: EcbSource,
  nowMs: () => number,
): readonly SubjectTask[] {
  return [
    {
      subject: 'rates',
      fetch: async () => {
        const throughOn = await findEuroRatesThrough(currencies);
        const sinceOn =
          throughOn === null
            ? yearsBefore(nowMs(), BACKFILL_YEARS)
            : new Date(Date.parse(throughOn) - REREAD_DAYS * DAY_MS).toISOString().slice(0, 10);
        const answer = await ecb.fetchRates({ currencies, sinceOn });
        if (!answer.ok) return answer;
        const { observations, payloads, quarantined, missing } = answer.value;

        return ok({
          payloads,
          quarantined,
          missingReason: null,
          note: describeMissing(missing),
          isWholeHistory: throughOn === null,
          store: async (tx, origin, accepted) => ({
            ...(await insertEuroRates(tx, observations, origin, accepted)),
            note: await appendRateFacts(tx, currencies, origin.recordedAt.toISOString().slice(0, 10)),
          }),
        });
      },
    },
  ];
}
