import type { RequestFault } from '#lib/contracts/request-fault.ts';
import type { OracleItem } from '#lib/contracts/catalogue.ts';
import type { EfficiencyWorld } from '#lib/core/efficiency/efficiency-world.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { getEfficiencyWorld } from '#lib/services/efficiency/get-efficiency-world.ts';
import { listOracles } from '#lib/services/efficiency/list-oracles.ts';

/** The catalogue of models at a date, null for today. Throws when the database is away. */
export function loadModels(asOf: string | null): Promise<Result<EfficiencyWorld, RequestFault>> {
  return getEfficiencyWorld(asOf === null ? {} : { asOf });
}

/** One model's catalogue with what others published of it. */
export interface LoadedModel {
  readonly world: EfficiencyWorld;
  readonly oracles: readonly OracleItem[];
}

/** The catalogue at a date with the published figures about the model `id`. */
export async function loadModel(id: string, asOf: string | null): Promise<Result<LoadedModel, RequestFault>> {
  const world = await loadModels(asOf);
  if (!world.ok) return world;
  const { asOf: date, dataVersion } = world.value;
  const oracles = await listOracles({ asOf: date, dataVersion });
  if (!oracles.ok) return oracles;

  return ok({ world: world.value, oracles: oracles.value.items.filter(({ model }) => model === id) });
}
