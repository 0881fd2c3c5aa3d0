/** The engine behind the Overview in the browser: one world, any scenario. Loaded only when somebody acts. */
import type { ExposureScenario, ExposureWorld } from '../core/exposure/types.ts';
import type { InputFault } from '../core/input-fault.ts';
import type { UncertaintyAnswer } from '../core/uncertainty/types.ts';
import { acceptScenario, type AcceptedScenario } from '../core/scenario/accept.ts';
import { prepareEvidence, type EvidenceModel } from './evidence.ts';
import type { EvidenceKey } from './headline.ts';
import type { OverviewAnswers } from './overview-ranges.ts';
import {
  evaluateOverview,
  prepareOverview,
  type OverviewModel,
  type OverviewVersions,
} from './overview-model.ts';

/** A model and what of the scenario was left out of it. */
export interface LiveOverview {
  readonly model: OverviewModel;
  readonly refused: readonly InputFault[];
}

export interface OverviewEngine {
  readonly overview: (
    scenario: ExposureScenario,
    isOrders: boolean,
    draws: UncertaintyAnswer | null,
  ) => LiveOverview;
  /** Null when the key names nothing in the scenario's answers. */
  readonly evidence: (
    scenario: ExposureScenario,
    key: EvidenceKey,
    draws: UncertaintyAnswer | null,
  ) => EvidenceModel | null;
}

/** Keeps the answers of the last scenario, so that a change of view does not compute them again. */
export function createOverviewEngine(world: ExposureWorld, versions: OverviewVersions): OverviewEngine {
  let last: { readonly of: ExposureScenario; readonly accepted: AcceptedScenario<OverviewAnswers> } | null =
    null;

  const accept = (scenario: ExposureScenario): AcceptedScenario<OverviewAnswers> => {
    if (last?.of === scenario) return last.accepted;
    const accepted = acceptScenario(scenario, (part) => evaluateOverview(world, part));
    // The server drew this very world at its defaults, so a refusal here cannot be the reader's doing.
    if (!accepted.ok) throw new Error(accepted.error.map((fault) => fault.message).join('; '));
    last = { of: scenario, accepted: accepted.value };
    return accepted.value;
  };

  return {
    overview: (scenario, isOrders, draws) => {
      const { scenario: used, answer, refused } = accept(scenario);
      return {
        model: prepareOverview(world, used, { ...answer, draws }, { ...versions, isOrders }),
        refused,
      };
    },
    evidence: (scenario, key, draws) => prepareEvidence(world, { ...accept(scenario).answer, draws }, key),
  };
}
