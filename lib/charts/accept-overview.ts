/** What of the Overview's address the engine accepts: the rest is left out and said, never clamped. */
import { applyOwnRanges } from '../core/exposure/own-ranges.ts';
import type { ExposureWorld } from '../core/exposure/types.ts';
import type { InputFault } from '../core/input-fault.ts';
import type { LinkFault } from '../core/link/link-fault.ts';
import { err, ok, type Result } from '../core/result.ts';
import { acceptScenario } from '../core/scenario/accept.ts';
import { describeRefusals } from '../core/scenario/codec.ts';
import { RANGES } from '../core/scenario/own-ranges-codec.ts';
import { evaluateOverview } from './overview-model.ts';
import type { OverviewAnswers } from './overview-ranges.ts';
import type { ScenarioInputs } from './scenario-inputs.ts';

export interface AcceptedOverview {
  /** With the reader's own ranges in place of the registry's. */
  readonly world: ExposureWorld;
  readonly used: ScenarioInputs;
  readonly answers: OverviewAnswers;
  readonly faults: readonly LinkFault[];
}

/** Evaluates `input` as far as it can be; `Err` only when even the defaults cannot be computed. */
export function acceptOverview(
  registryWorld: ExposureWorld,
  { scenario, ranges }: ScenarioInputs,
): Result<AcceptedOverview, readonly InputFault[]> {
  const ranged = applyOwnRanges(registryWorld, ranges);
  const world = ranged.ok ? ranged.value : registryWorld;
  const accepted = acceptScenario(scenario, (part) => evaluateOverview(world, part));
  if (!accepted.ok) return err(accepted.error);
  const { scenario: used, answer, refused } = accepted.value;

  return ok({
    world,
    used: { scenario: used, ranges: ranged.ok ? ranges : [] },
    answers: answer,
    faults: [
      ...describeRefusals(scenario, refused),
      ...(ranged.ok ? [] : ranged.error.map(({ message }) => ({ param: RANGES, raw: '', message }))),
    ],
  });
}
