import 'server-only';

import type { CapexIssuer } from '#lib/contracts/capex.ts';
import type { TechniqueItem } from '#lib/contracts/catalogue.ts';
import type { ModelItem } from '#lib/contracts/efficiency.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import type { WatchCell } from '#lib/contracts/watchlists/watchlists.ts';
import type { StoredScenario, StoredVersion } from '#lib/db/saved-scenarios.ts';
import { today } from '#lib/platform/clock.ts';

import { answerSaved } from '../saved-scenarios/evaluate-saved.ts';
import { readStored } from '../saved-scenarios/saved-content.ts';
import { createAnswerCache } from '../scope/answer-cache.ts';
import { scopeKey, type Scope } from '../scope/resolve-scope.ts';
import { absent, present } from './cells.ts';

const ELASTICITY = 'elasticity';

/** A version of a scenario says the same as long as day and data are the same; a full list holds some hundred. */
const breakEvens = createAnswerCache<WatchCell>(2_000);

/** What a technique saves, as published: a fraction of its baseline. */
export function savingCell(technique: TechniqueItem | undefined): WatchCell {
  const point = technique?.savingPoint ?? null;
  if (technique === undefined || point === null) return absent('fraction', 'no fraction published');

  return present(point, 'fraction', { low: technique.savingLow, high: technique.savingHigh });
}

/** Cache bytes that one more token takes in a long context, BF16. */
export function kvBytesCell(model: ModelItem | undefined): WatchCell {
  const bytes = model?.kvBytesPerToken ?? null;
  if (bytes === null) return absent('bytes per token', model?.kvBytesPerTokenAbsence ?? 'not on file');

  return present(bytes, 'bytes per token');
}

/** Low and high of an issuer's calendar year: what is reported, and open guidance. */
export function guideCell(issuer: CapexIssuer | undefined, year: number): WatchCell {
  const unit = 'USD bn';
  if (issuer === undefined) return absent(unit, `nothing of ${String(year)} is on file`);
  const { pointUsdBn, lowUsdBn, highUsdBn, exclusionReason } = issuer;
  if (pointUsdBn === null) {
    return absent(
      unit,
      `no guide of the calendar year ${String(year)} (${exclusionReason ?? 'not in numbers'})`,
    );
  }

  return present(pointUsdBn, unit, { low: lowUsdBn, high: highUsdBn });
}

/**
 * How far the elasticity that a scenario assumes lies above the one at which rebound offsets its saving; below 0 the
 * saving is not won back in the long run.
 */
export function breakEvenCell({ id, head }: StoredScenario, scope: Scope): Promise<WatchCell> {
  return breakEvens.get(`${scopeKey(scope)} ${id} ${String(head.version)}`, () => computeBreakEven(head));
}

async function computeBreakEven(head: StoredVersion): Promise<WatchCell> {
  const { content, faults } = readStored(head, today());
  if (faults.length > 0) {
    return absent(ELASTICITY, faults.map(({ raw, message }) => `${raw} ${message}`).join('; '));
  }
  if (content.scenario.usageMultiple !== undefined) {
    return absent(ELASTICITY, 'usage is set as a multiple, without an elasticity');
  }
  const answered = await answerSaved(content);
  if (!answered.ok) return absent(ELASTICITY, describe(answered.error));
  const { inputs, breakEvenElasticity } = answered.value.answer;
  const assumed = inputs.find(({ field }) => field === 'usageElasticity')?.value;
  if (typeof assumed !== 'number') return absent(ELASTICITY, 'it assumes no elasticity');
  if (breakEvenElasticity === null) return absent(ELASTICITY, 'no elasticity offsets its saving');

  return present(assumed - breakEvenElasticity, ELASTICITY);
}

function describe(fault: RequestFault): string {
  return fault.kind === 'invalid-input'
    ? fault.faults.map(({ message }) => message).join('; ')
    : fault.detail;
}
