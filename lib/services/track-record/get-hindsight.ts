import 'server-only';

import type { IsoDate } from '#lib/core/facts/types.ts';
import { buildWorld } from '#lib/core/exposure/world.ts';
import {
  calibrationYearOf,
  gradeHindsight,
  isWholeSet,
  type HindsightMonth,
  type PastCalls,
} from '#lib/core/track-record/hindsight.ts';
import { makeCalls } from '#lib/core/track-record/make-calls.ts';
import { monthEndsBefore, monthOf, seedOfMonth } from '#lib/core/track-record/months.ts';

import { loadExposureFacts } from '../exposure/get-exposure-world.ts';
import { createAnswerCache } from '../scope/answer-cache.ts';
import { resolveScope, scopeKey, type Scope } from '../scope/resolve-scope.ts';
import { loadOutcomes } from './load-outcomes.ts';

/** Month ends that are looked at, counted back from the day that judges. */
const MOST_MONTHS = 36;
/** A quarter of the draws of a freeze: quantiles then move by a per cent, and the page comes at once. */
export const HINDSIGHT_DRAWS = 1024;

const pasts = createAnswerCache<PastCalls | null>(2 * MOST_MONTHS);
const answers = createAnswerCache<readonly HindsightMonth[]>(8);

/**
 * What the model of today would have called at each past month end on which all issuers had reported, oldest first,
 * judged by what is known at the scope. Computed from facts, so it goes with every correction of them; kept by data
 * version.
 */
export function getHindsight(scope: Scope): Promise<readonly HindsightMonth[]> {
  return answers.get(scopeKey(scope), async () => {
    const made: PastCalls[] = [];
    // One after the other, so that requests in between are not held up.
    for (const asOf of monthEndsBefore(scope.asOf, MOST_MONTHS)) {
      const past = await pasts.get(`${String(scope.dataVersion)} ${asOf}`, () =>
        makePast(asOf, scope.dataVersion),
      );
      if (past !== null) made.push(past);
    }

    return gradeHindsight(made, await loadOutcomes(scope, scope.dataVersion), scope.asOf);
  });
}

/** Null where too little was known on the day. */
async function makePast(asOf: IsoDate, dataVersion: number): Promise<PastCalls | null> {
  const scope = await resolveScope({ asOf, dataVersion }, ['capex_actual']);
  if (!scope.ok) return null;
  const facts = await loadExposureFacts(scope.value);
  if (!isWholeSet(facts)) return null;
  const world = buildWorld(facts);
  if (!world.ok) return null;
  const made = makeCalls(world.value, { draws: HINDSIGHT_DRAWS, seed: seedOfMonth(monthOf(asOf)) });

  return made.ok ? { ...made.value, calibrationYear: calibrationYearOf(world.value) } : null;
}
