import type { RequestFault } from '#lib/contracts/request-fault.ts';
import type { EfficiencyWorld } from '#lib/core/efficiency/efficiency-world.ts';
import { scopeOfLink, type LinkMoment } from '#lib/core/link/pin.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { getEfficiencyWorld } from '#lib/services/efficiency/get-efficiency-world.ts';
import {
  getTechniqueContext,
  type TechniqueContext,
} from '#lib/services/efficiency/get-technique-context.ts';

/** The catalogue that a link asks for. Throws when the database is away. */
export function loadTechniques(link: LinkMoment): Promise<Result<EfficiencyWorld, RequestFault>> {
  return getEfficiencyWorld(scopeOfLink(link));
}

export interface LoadedTechnique {
  readonly world: EfficiencyWorld;
  readonly context: TechniqueContext;
}

/** The catalogue of a link with what ledger and fleet know of the technique `id`. */
export async function loadTechnique(
  id: string,
  link: LinkMoment,
): Promise<Result<LoadedTechnique, RequestFault>> {
  const world = await loadTechniques(link);
  if (!world.ok) return world;
  const { asOf, dataVersion } = world.value;
  const context = await getTechniqueContext(id, { asOf, dataVersion });

  return context.ok ? ok({ world: world.value, context: context.value }) : context;
}
