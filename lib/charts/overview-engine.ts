/** The engine behind the Overview in the browser: one world, any scenario and ranges. Loaded only when somebody acts. */
import type { ExposureWorld } from '../core/exposure/types.ts';
import type { LinkFault } from '../core/link/link-fault.ts';
import type { UncertaintyAnswer } from '../core/uncertainty/types.ts';
import { acceptOverview, type AcceptedOverview } from './accept-overview.ts';
import { prepareEvidence, type EvidenceModel } from './evidence.ts';
import type { EvidenceKey } from './headline.ts';
import { prepareOverview, type OverviewModel, type OverviewVersions } from './overview-model.ts';
import type { ScenarioInputs } from './scenario-inputs.ts';

/** A model and what of the input was left out of it. */
export interface LiveOverview {
  readonly model: OverviewModel;
  readonly faults: readonly LinkFault[];
}

export interface OverviewEngine {
  readonly overview: (
    input: ScenarioInputs,
    isOrders: boolean,
    draws: UncertaintyAnswer | null,
  ) => LiveOverview;
  /** Null when the key names nothing in the scenario's answers. */
  readonly evidence: (
    input: ScenarioInputs,
    key: EvidenceKey,
    draws: UncertaintyAnswer | null,
  ) => EvidenceModel | null;
}

/** Keeps the answers of the last input, so that a change of view does not compute them again. */
export function createOverviewEngine(world: ExposureWorld, versions: OverviewVersions): OverviewEngine {
  let last: { readonly of: ScenarioInputs; readonly accepted: AcceptedOverview } | null = null;

  const accept = (input: ScenarioInputs): AcceptedOverview => {
    if (last?.of.scenario === input.scenario && last.of.ranges === input.ranges) return last.accepted;
    const accepted = acceptOverview(world, input);
    // The server drew this very world at its defaults, so a refusal here cannot be the reader's doing.
    if (!accepted.ok) throw new Error(accepted.error.map((fault) => fault.message).join('; '));
    last = { of: input, accepted: accepted.value };
    return accepted.value;
  };

  return {
    overview: (input, isOrders, draws) => {
      const { world: ranged, used, answers, faults } = accept(input);
      const options = { ...versions, isOrders };
      return { model: prepareOverview(ranged, used.scenario, { ...answers, draws }, options), faults };
    },
    evidence: (input, key, draws) => {
      const { world: ranged, answers } = accept(input);
      return prepareEvidence(ranged, { ...answers, draws }, key);
    },
  };
}
