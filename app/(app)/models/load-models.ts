import type { RequestFault } from '#lib/contracts/request-fault.ts';
import type { OracleItem } from '#lib/contracts/catalogue.ts';
import type { EfficiencyWorld } from '#lib/core/efficiency/efficiency-world.ts';
import { scopeOfLink, type LinkMoment } from '#lib/core/link/pin.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { getEfficiencyWorld } from '#lib/services/efficiency/get-efficiency-world.ts';
import { listOracles } from '#lib/services/efficiency/list-oracles.ts';

/** The catalogue of models that a link asks for. Throws when the database is away. */
export function loadModels(link: LinkMoment): Promise<Result<EfficiencyWorld, RequestFault>> {
  return getEfficiencyWorld(scopeOfLink(link));
}

/** One model's catalogue with what others published of it. */
export interface LoadedModel {
  readonly world: EfficiencyWorld;
  readonly oracles: readonly OracleItem[];
}

/** The catalogue of a link with the published figures about the model `id`. */
export async function loadModel(id: string, link: LinkMoment): Promise<Result<LoadedModel, RequestFault>> {
  const world = await loadModels(link);
  if (!world.ok) return world;
  const { asOf, dataVersion } = world.value;
  const oracles = await listOracles({ asOf, dataVersion });
  if (!oracles.ok) return oracles;

  return ok({ world: world.value, oracles: oracles.value.items.filter(({ model }) => model === id) });
}
