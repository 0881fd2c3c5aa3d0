import 'server-only';

import { evaluateExposure } from '#lib/core/exposure/evaluate.ts';
import { applyOwnRanges } from '#lib/core/exposure/own-ranges.ts';
import type { ExposureAnswer } from '#lib/core/exposure/types.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import type { StoredVersion } from '#lib/db/saved-scenarios.ts';
import { today } from '#lib/platform/clock.ts';

import { getExposureWorld } from '../exposure/get-exposure-world.ts';
import { readStored } from '../saved-scenarios/saved-content.ts';
import { createAnswerCache } from '../scope/answer-cache.ts';
import { scopeKey, type Scope } from '../scope/resolve-scope.ts';

/** The engine's answer, or why there is none. */
export type ScenarioAnswer = { readonly answer: ExposureAnswer } | { readonly absence: string };

/** A year of samples of a few scenarios. */
const answers = createAnswerCache<ScenarioAnswer>(512);

/** One text for what a scenario sets: two that set the same share their answers, whoever keeps them. */
export function inputsKey(head: StoredVersion | null): string {
  if (head === null) return 'base';
  const { link, asOf, ranges } = head;
  return JSON.stringify([link, asOf, ranges.map(({ id, low, high }) => [id, low, high])]);
}

/**
 * Every input at its point, with the knowledge of a scope; a scenario that is held at a day keeps that day. Computed
 * once for each day, data version and set of inputs.
 *
 * @param head of the saved scenario; null: the base scenario
 */
export function answerScenario(head: StoredVersion | null, scope: Scope): Promise<ScenarioAnswer> {
  const at = { asOf: head?.asOf ?? scope.asOf, dataVersion: scope.dataVersion };

  return answers.get(`${scopeKey(at)} ${inputsKey(head)}`, () => compute(head, at));
}

async function compute(head: StoredVersion | null, scope: Scope): Promise<ScenarioAnswer> {
  const read = head === null ? null : readStored(head, today());
  if (read !== null && read.faults.length > 0) {
    return { absence: read.faults.map(({ raw, message }) => `${raw} ${message}`).join('; ') };
  }
  const versioned = await getExposureWorld(scope);
  if (!versioned.ok) return { absence: describe(versioned.error) };
  const own = (head?.ranges ?? []).map(({ id, low, high }) => ({ id, low, high }));
  const ranged = applyOwnRanges(versioned.value.world, own);
  if (!ranged.ok) return { absence: ranged.error.map(({ message }) => message).join('; ') };
  const answer = evaluateExposure(ranged.value, read?.content.scenario ?? {});

  return answer.ok
    ? { answer: answer.value }
    : { absence: answer.error.map(({ message }) => message).join('; ') };
}

function describe(fault: RequestFault): string {
  return fault.kind === 'invalid-input'
    ? fault.faults.map(({ message }) => message).join('; ')
    : fault.detail;
}
