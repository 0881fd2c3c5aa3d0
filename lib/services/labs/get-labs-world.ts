import 'server-only';

import { invalidInput } from '#lib/contracts/request-fault.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { readFleetRows } from '#lib/core/efficiency/fleet/fleet-rows.ts';
import { readServingDefaults } from '#lib/core/efficiency/serving-defaults.ts';
import type { LabsWorld } from '#lib/core/labs/labs-world.ts';
import { err, ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';
import { listAccelerators } from '#lib/db/accelerators.ts';
import { listAssumptions } from '#lib/db/assumptions.ts';
import { listModelArchitectures } from '#lib/db/models.ts';
import { listAdoption, listTechniques } from '#lib/db/techniques.ts';
import { listTokenPrices } from '#lib/db/usage.ts';

import { listSightings } from './list-sightings.ts';
import { createAnswerCache } from '../scope/answer-cache.ts';
import { resolveScope, scopeKey } from '../scope/resolve-scope.ts';
import type { RequestedScope, Scope } from '../scope/resolve-scope.ts';

const worlds = createAnswerCache<Result<LabsWorld, RequestFault>>(16);

/** Prices, usage facts, architectures and registry rows of lab economics, as known at a scope. */
export async function getLabsWorld(requested: RequestedScope): Promise<Result<LabsWorld, RequestFault>> {
  const scope = await resolveScope(requested, ['token_price']);
  if (!scope.ok) return scope;

  return worlds.get(scopeKey(scope.value), () => loadWorld(scope.value));
}

async function loadWorld(scope: Scope): Promise<Result<LabsWorld, RequestFault>> {
  const [prices, listsSeenOn, usage, models, accelerators, techniques, assumptions] = await Promise.all([
    listTokenPrices(scope),
    listSightings(scope.asOf),
    listAdoption(scope),
    listModelArchitectures(scope),
    listAccelerators(scope),
    listTechniques(scope),
    listAssumptions(scope),
  ]);
  const defaults = readServingDefaults(assumptions);
  const fleet = readFleetRows(assumptions, techniques);
  const passThrough = assumptions.find(({ id }) => id === 'pass_through');
  if (!defaults.ok) return err(invalidInput(defaults.error));
  if (!fleet.ok) return err(invalidInput(fleet.error));
  if (passThrough === undefined) {
    const message =
      'assumption pass_through is missing from the registry; add the row to assumptions.csv and import it';

    return err(invalidInput([{ pointer: '/assumptions/pass_through', message }]));
  }

  return ok({
    ...scope,
    prices,
    listsSeenOn,
    usage,
    models,
    accelerators,
    defaults: defaults.value,
    passThrough,
    fleet: fleet.value,
  });
}
