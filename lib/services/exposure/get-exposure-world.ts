import 'server-only';

import { invalidInput } from '#lib/contracts/request-fault.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import type { ExposureFacts, ExposureWorld } from '#lib/core/exposure/types.ts';
import type { InputFault } from '#lib/core/input-fault.ts';
import { buildWorld } from '#lib/core/exposure/world.ts';
import { err, ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';
import { listAssumptions } from '#lib/db/assumptions.ts';
import { listCapexActuals, listCapexAnnouncements } from '#lib/db/capex.ts';
import { listTechniques } from '#lib/db/techniques.ts';
import { listVendorProfiles } from '#lib/db/vendors.ts';

import { createAnswerCache } from '../scope/answer-cache.ts';
import { resolveScope, scopeKey } from '../scope/resolve-scope.ts';
import type { RequestedScope, Scope } from '../scope/resolve-scope.ts';

/** The world at one `asOf`, with the versions that name it. */
export interface VersionedWorld {
  readonly world: ExposureWorld;
  readonly dataVersion: number;
}

const worlds = createAnswerCache<Result<VersionedWorld, RequestFault>>(32);

/**
 * The world that scenarios are evaluated in, built once for each data version and `asOf`.
 *
 * @returns faults at `/asOf` or `/dataVersion` when that knowledge does not make a world
 */
export async function getExposureWorld(
  requested: RequestedScope,
): Promise<Result<VersionedWorld, RequestFault>> {
  const scope = await resolveScope(requested, ['capex_actual']);
  if (!scope.ok) return scope;

  return worlds.get(scopeKey(scope.value), () => loadWorld(scope.value));
}

async function loadWorld(scope: Scope): Promise<Result<VersionedWorld, RequestFault>> {
  const world = buildWorld(await loadExposureFacts(scope));
  if (world.ok) return ok({ world: world.value, dataVersion: scope.dataVersion });

  return err(invalidInput(toRequestFaults(world.error, scope)));
}

/** Facts of the exposure engine as known at a scope. */
export async function loadExposureFacts(scope: Scope): Promise<ExposureFacts> {
  const [assumptions, capexActuals, capexAnnouncements, vendors, techniques] = await Promise.all([
    listAssumptions(scope),
    listCapexActuals(scope),
    listCapexAnnouncements(scope),
    listVendorProfiles(scope),
    listTechniques(scope),
  ]);

  return { asOf: scope.asOf, assumptions, capexActuals, capexAnnouncements, vendors, techniques };
}

/** A world that cannot be built is the fault of the chosen knowledge, the only thing a request chose. */
function toRequestFaults(faults: readonly InputFault[], scope: Scope): readonly InputFault[] {
  return faults.map((fault) => ({
    pointer: '/asOf',
    message: `asOf ${scope.asOf} has too few facts (${fault.message})`,
  }));
}
