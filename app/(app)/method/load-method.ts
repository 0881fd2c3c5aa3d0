import type { OracleList } from '#lib/contracts/catalogue.ts';
import type { FleetResponse } from '#lib/contracts/fleet.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import type { EfficiencyWorld } from '#lib/core/efficiency/efficiency-world.ts';
import { evaluateExposure } from '#lib/core/exposure/evaluate.ts';
import type { ExposureAnswer, ExposureWorld } from '#lib/core/exposure/types.ts';
import { scopeOfLink, type LinkMoment } from '#lib/core/link/pin.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { getExposureWorld } from '#lib/services/exposure/get-exposure-world.ts';
import { getEfficiencyWorld } from '#lib/services/efficiency/get-efficiency-world.ts';
import { getFleet } from '#lib/services/efficiency/get-fleet.ts';
import { listOracles } from '#lib/services/efficiency/list-oracles.ts';

export interface LoadedMethod {
  readonly world: EfficiencyWorld;
  readonly oracles: OracleList;
  /** Null where the date has too few facts for the fleet. */
  readonly fleet: FleetResponse | null;
  /** Null where the date has too few facts for the market. */
  readonly market: { readonly world: ExposureWorld; readonly answer: ExposureAnswer } | null;
}

/** All that the page of method shows. Throws when the database is away. */
export async function loadMethod(link: LinkMoment): Promise<Result<LoadedMethod, RequestFault>> {
  const world = await getEfficiencyWorld(scopeOfLink(link));
  if (!world.ok) return world;
  const scope = { asOf: world.value.asOf, dataVersion: world.value.dataVersion };
  const [oracles, fleet, versioned] = await Promise.all([
    listOracles(scope),
    getFleet(scope),
    getExposureWorld(scope),
  ]);
  if (!oracles.ok) return oracles;
  const answer = versioned.ok ? evaluateExposure(versioned.value.world, {}) : null;

  return ok({
    world: world.value,
    oracles: oracles.value,
    fleet: fleet.ok ? fleet.value : null,
    market:
      versioned.ok && answer?.ok === true ? { world: versioned.value.world, answer: answer.value } : null,
  });
}
