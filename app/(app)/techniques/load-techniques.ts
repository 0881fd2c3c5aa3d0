import type { RequestFault } from '#lib/contracts/request-fault.ts';
import type { EfficiencyWorld } from '#lib/core/efficiency/efficiency-world.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { getEfficiencyWorld } from '#lib/services/efficiency/get-efficiency-world.ts';
import {
  getTechniqueContext,
  type TechniqueContext,
} from '#lib/services/efficiency/get-technique-context.ts';

/** The catalogue at a date, null for today. Throws when the database is away. */
export function loadTechniques(asOf: string | null): Promise<Result<EfficiencyWorld, RequestFault>> {
  return getEfficiencyWorld(asOf === null ? {} : { asOf });
}

export interface LoadedTechnique {
  readonly world: EfficiencyWorld;
  readonly context: TechniqueContext;
}

/** The catalogue at a date with what ledger and fleet know of the technique `id`. */
export async function loadTechnique(
  id: string,
  asOf: string | null,
): Promise<Result<LoadedTechnique, RequestFault>> {
  const world = await loadTechniques(asOf);
  if (!world.ok) return world;
  const { asOf: date, dataVersion } = world.value;
  const context = await getTechniqueContext(id, { asOf: date, dataVersion });

  return context.ok ? ok({ world: world.value, context: context.value }) : context;
}
