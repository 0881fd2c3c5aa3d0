import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import { invalidInput, type RequestFault } from '#lib/contracts/request-fault.ts';
import { evaluateExposure } from '#lib/core/exposure/evaluate.ts';
import { applyOwnRanges } from '#lib/core/exposure/own-ranges.ts';
import type { ExposureAnswer } from '#lib/core/exposure/types.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { SavedContent } from '#lib/core/scenario/saved-changes.ts';
import type { SavedResult } from '#lib/db/saved-scenarios.ts';

import { getExposureWorld } from '../exposure/get-exposure-world.ts';

/** What a saved scenario gives, and with which model and data. */
export interface EvaluatedScenario {
  readonly result: SavedResult;
  readonly modelVersion: string;
  readonly dataVersion: number;
}

/** What the engine answers for a saved scenario, and with which data. */
export interface AnsweredScenario {
  readonly answer: ExposureAnswer;
  readonly dataVersion: number;
}

type Inputs = Pick<SavedContent, 'scenario' | 'asOf' | 'ranges'>;

/** HBM revenue with every input at its point, at the day of the scenario or today. Faults name its fields. */
export async function evaluateSaved(inputs: Inputs): Promise<Result<EvaluatedScenario, RequestFault>> {
  const answered = await answerSaved(inputs);
  if (!answered.ok) return answered;
  const { answer, dataVersion } = answered.value;
  const { hbmUsdBn, baselineHbmUsdBn, changePct } = answer.total;

  return ok({
    result: { asOf: answer.asOf, hbmUsdBn, baselineHbmUsdBn, changePct },
    modelVersion: MODEL_VERSION,
    dataVersion,
  });
}

/** The engine's whole answer, every input at its point, at the day of the scenario or today. Faults name its fields. */
export async function answerSaved({
  scenario,
  asOf,
  ranges,
}: Inputs): Promise<Result<AnsweredScenario, RequestFault>> {
  const versioned = await getExposureWorld(asOf === null ? {} : { asOf });
  if (!versioned.ok) return versioned;
  const { world, dataVersion } = versioned.value;
  const own = ranges.map(({ id, low, high }) => ({ id, low, high }));
  const ranged = applyOwnRanges(world, own);
  if (!ranged.ok) return err(invalidInput(ranged.error));
  const answer = evaluateExposure(ranged.value, scenario);
  if (!answer.ok) {
    return err(
      invalidInput(answer.error.map((fault) => ({ ...fault, pointer: `/scenario${fault.pointer}` }))),
    );
  }

  return ok({ answer: answer.value, dataVersion });
}
