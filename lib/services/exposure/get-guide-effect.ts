import 'server-only';

import type { CapexAnnouncementFact } from '#lib/contracts/facts/capex.ts';
import type { FeedEffect } from '#lib/contracts/feed.ts';
import { findExclusionReason } from '#lib/core/demand/consolidation.ts';
import { measureGuideEffect } from '#lib/core/exposure/guide-effect.ts';
import { dayBefore } from '#lib/core/ledger/ledger.ts';

import { createAnswerCache } from '../scope/answer-cache.ts';
import { loadExposureFacts } from './get-exposure-world.ts';

/** All guides on file that replace another are a few dozen. */
const effects = createAnswerCache<FeedEffect>(256);

/**
 * By how much a guide that replaces another moved HBM revenue and what the saving puts at risk, in the base scenario,
 * as of the day before it became known; or why no number would mean anything. Computed once for each data version.
 */
export async function getGuideEffect(guide: CapexAnnouncementFact, dataVersion: number): Promise<FeedEffect> {
  const reason = findReasonAgainst(guide);
  if (reason !== null) return { state: 'not-measured', reason };

  return effects.get(`${String(dataVersion)} ${guide.id}`, () => measure(guide, dataVersion));
}

function findReasonAgainst(guide: CapexAnnouncementFact): string | null {
  const exclusion = findExclusionReason(guide);
  if (exclusion !== null) return `It does not enter the total: ${exclusion}.`;
  const { comparability } = guide;
  if (comparability?.isComparableWithSuperseded === true) return null;
  if (comparability?.isComparableWithSuperseded === false) {
    return `Not comparable with the guide before, which is on another measure. ${comparability.reason}`;
  }

  return 'Nobody has judged whether it is on the same measure as the guide before.';
}

async function measure(guide: CapexAnnouncementFact, dataVersion: number): Promise<FeedEffect> {
  const asOf = dayBefore(guide.visibleFrom, 1);
  const effect = measureGuideEffect(await loadExposureFacts({ asOf, dataVersion }), guide);
  if (effect.ok) return { state: 'measured', ...effect.value };
  const faults = effect.error.map(({ message }) => message).join('; ');

  return { state: 'not-measured', reason: `Too little was known on ${asOf}: ${faults}.` };
}
