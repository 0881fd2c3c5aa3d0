import { evaluateOverview, prepareOverview } from '#lib/charts/overview-model.ts';
import { overviewRequest } from '#lib/charts/overview-request.ts';
import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import { ok } from '#lib/core/result.ts';
import { acceptScenario } from '#lib/core/scenario/accept.ts';
import { describeRefusals, type DecodedLink } from '#lib/core/scenario/codec.ts';
import type { VersionedWorld } from '#lib/services/exposure/get-exposure-world.ts';
import { getDraws } from '#lib/services/uncertainty/get-draws.ts';

/** The model of what the address asks for, as far as the engine takes it; the rest stands in `faults`. */
export async function openOverview({ world, dataVersion }: VersionedWorld, link: DecodedLink) {
  const accepted = acceptScenario(link.scenario, (part) => evaluateOverview(world, part));
  if (!accepted.ok) return accepted;
  const { scenario, answer, refused } = accepted.value;
  const drawn = await getDraws({ world, dataVersion }, overviewRequest(scenario, link.pin));
  // With too many runs under way the ranges are those of the saving alone, and the page says so.
  const draws = drawn.ok ? drawn.value : null;
  const versions = { modelVersion: MODEL_VERSION, dataVersion, isOrders: false };
  const model = prepareOverview(world, scenario, { ...answer, draws }, versions);
  const faults = [...link.faults, ...describeRefusals(link.scenario, refused)];
  return ok({ scenario, faults, draws, model });
}
