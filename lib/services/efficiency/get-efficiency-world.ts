import 'server-only';

import { invalidInput } from '#lib/contracts/request-fault.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import type { AdoptionFact } from '#lib/contracts/facts/techniques.ts';
import type { EfficiencyWorld, TierFact } from '#lib/core/efficiency/efficiency-world.ts';
import { readServingDefaults } from '#lib/core/efficiency/serving-defaults.ts';
import { err, ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';
import { listAccelerators } from '#lib/db/accelerators.ts';
import { listAssumptions } from '#lib/db/assumptions.ts';
import { listModelArchitectures } from '#lib/db/models.ts';
import { listAdoption, listTechniques } from '#lib/db/techniques.ts';

import { createAnswerCache } from '../scope/answer-cache.ts';
import { resolveScope, scopeKey } from '../scope/resolve-scope.ts';
import type { RequestedScope, Scope } from '../scope/resolve-scope.ts';

const worlds = createAnswerCache<Result<EfficiencyWorld, RequestFault>>(16);

/** Catalogue of models, accelerators and techniques with the defaults of serving, as known at a scope. */
export async function getEfficiencyWorld(
  requested: RequestedScope,
): Promise<Result<EfficiencyWorld, RequestFault>> {
  const scope = await resolveScope(requested, ['model_architecture']);
  if (!scope.ok) return scope;

  return worlds.get(scopeKey(scope.value), () => loadWorld(scope.value));
}

async function loadWorld(scope: Scope): Promise<Result<EfficiencyWorld, RequestFault>> {
  const [models, accelerators, techniques, assumptions, adoption] = await Promise.all([
    listModelArchitectures(scope),
    listAccelerators(scope),
    listTechniques(scope),
    listAssumptions(scope),
    listAdoption(scope),
  ]);
  const defaults = readServingDefaults(assumptions);
  if (!defaults.ok) return err(invalidInput(defaults.error));

  return ok({
    ...scope,
    models,
    accelerators,
    techniques,
    defaults: defaults.value,
    tiers: readTiers(adoption),
  });
}

const GIB = 1024 ** 3;
const TB = 1e12;

/** Sizes of host memory and flash per accelerator, in the units in which the facts state them. */
function readTiers(adoption: readonly AdoptionFact[]): EfficiencyWorld['tiers'] {
  const find = (quantity: string, bytesPerUnit: number): TierFact | null => {
    const row = adoption.find((fact) => fact.quantity === quantity);
    return row === undefined ? null : { ...row, bytesPerAccelerator: row.value * bytesPerUnit };
  };

  return { dram: find('host_ram_per_gpu_for_kv', GIB), flash: find('nand_per_gpu', TB) };
}
