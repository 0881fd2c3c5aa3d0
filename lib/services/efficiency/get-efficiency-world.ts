import 'server-only';

import { invalidInput } from '#lib/contracts/request-fault.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import type { EfficiencyWorld } from '#lib/core/efficiency/efficiency-world.ts';
import { readServingDefaults } from '#lib/core/efficiency/serving-defaults.ts';
import { err, ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';
import { listAccelerators } from '#lib/db/accelerators.ts';
import { listAssumptions } from '#lib/db/assumptions.ts';
import { listModelArchitectures } from '#lib/db/models.ts';
import { listTechniques } from '#lib/db/techniques.ts';

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
  const [models, accelerators, techniques, assumptions] = await Promise.all([
    listModelArchitectures(scope),
    listAccelerators(scope),
    listTechniques(scope),
    listAssumptions(scope),
  ]);
  const defaults = readServingDefaults(assumptions);
  if (!defaults.ok) return err(invalidInput(defaults.error));

  return ok({ ...scope, models, accelerators, techniques, defaults: defaults.value });
}
