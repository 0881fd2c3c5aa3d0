import { acceptOverview } from '#lib/charts/accept-overview.ts';
import { prepareOverview } from '#lib/charts/overview-model.ts';
import { overviewRequest } from '#lib/charts/overview-request.ts';
import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import { ok } from '#lib/core/result.ts';
import type { DecodedLiveLink } from '#lib/core/scenario/live-link.ts';
import type { VersionedWorld } from '#lib/services/exposure/get-exposure-world.ts';
import { getDraws } from '#lib/services/uncertainty/get-draws.ts';

/** The Overview's model of what an address asks for, as far as the engine takes it; `Err` when not even the defaults can be computed. */
export async function openOverview({ world, dataVersion }: VersionedWorld, link: DecodedLiveLink<null>) {
  const accepted = acceptOverview(world, link);
  if (!accepted.ok) return accepted;
  const { world: ranged, used, answers, faults } = accepted.value;
  const drawn = await getDraws({ world, dataVersion }, overviewRequest(used, link.pin));
  // With too many runs under way the ranges are those of the saving alone, and the page says so.
  const draws = drawn.ok ? drawn.value : null;
  const versions = { modelVersion: MODEL_VERSION, dataVersion, isOrders: false };
  const model = prepareOverview(ranged, used.scenario, { ...answers, draws }, versions);
  return ok({ link: { ...link, ...used, faults: [...link.faults, ...faults] }, draws, model });
}
