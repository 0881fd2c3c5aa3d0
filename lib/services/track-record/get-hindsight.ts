import 'server-only';

import type { ExposureFacts } from '#lib/core/exposure/types.ts';
import { buildWorld } from '#lib/core/exposure/world.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';
import {
  calibrationYearOf,
  gradeHindsight,
  isWholeSet,
  type HindsightMonth,
  type PastCalls,
} from '#lib/core/track-record/hindsight.ts';
import { makeCalls } from '#lib/core/track-record/make-calls.ts';
import { monthEndsBefore, monthOf, seedOfMonth } from '#lib/core/track-record/months.ts';
import { listCapexActuals, listCapexAnnouncements } from '#lib/db/capex.ts';

import { loadExposureFacts } from '../exposure/get-exposure-world.ts';
import { createAnswerCache } from '../scope/answer-cache.ts';
import { scopeKey, type Scope } from '../scope/resolve-scope.ts';
import { loadOutcomes } from './load-outcomes.ts';

/** Month ends that are looked at, counted back from the day that judges. */
const MOST_MONTHS = 36;
/** A quarter of the draws of a freeze: quantiles then move by a per cent, and the page comes at once. */
const HINDSIGHT_DRAWS = 1024;

const answers = createAnswerCache<readonly HindsightMonth[]>(8);

/**
 * What the model of today would have called at each past month end on which all issuers had reported, oldest first,
 * judged by what is known at the scope: capex of the day, assumptions of the scope. Computed from facts, so it goes with
 * every correction of them; kept by scope.
 */
export function getHindsight(scope: Scope): Promise<readonly HindsightMonth[]> {
  return answers.get(scopeKey(scope), async () => {
    const [present, outcomes] = await Promise.all([
      loadExposureFacts(scope),
      loadOutcomes(scope, scope.dataVersion),
    ]);
    const made: PastCalls[] = [];
    // One after the other: each takes some ten milliseconds, and requests in between are not held up for longer.
    for (const asOf of monthEndsBefore(scope.asOf, MOST_MONTHS)) {
      const past = await makePast(asOf, present, scope);
      if (past !== null) made.push(past);
    }

    return gradeHindsight(made, outcomes, scope.asOf);
  });
}

/** Null where too little was known on the day. */
async function makePast(
  asOf: IsoDate,
  present: ExposureFacts,
  { dataVersion }: Scope,
): Promise<PastCalls | null> {
  const [capexActuals, capexAnnouncements] = await Promise.all([
    listCapexActuals({ asOf, dataVersion }),
    listCapexAnnouncements({ asOf, dataVersion }),
  ]);
  // The default scenario reads no technique; the fleet's contributions would take most of the time.
  const facts = { ...present, asOf, capexActuals, capexAnnouncements, techniques: [] };
  if (!isWholeSet(facts)) return null;
  const world = buildWorld(facts);
  if (!world.ok) return null;
  const made = makeCalls(world.value, { draws: HINDSIGHT_DRAWS, seed: seedOfMonth(monthOf(asOf)) });

  return made.ok ? { ...made.value, calibrationYear: calibrationYearOf(world.value) } : null;
}
