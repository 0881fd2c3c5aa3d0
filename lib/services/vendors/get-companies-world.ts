import 'server-only';

import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';
import type { CompaniesWorld } from '#lib/core/vendors/company-study.ts';
import { evaluateDefaults } from '#lib/core/vendors/vendor-exposure.ts';
import { listHbmCrosschecks, listHbmMarket } from '#lib/db/hbm-market.ts';
import { listVendorMetrics, listVendorProfiles } from '#lib/db/vendors.ts';

import { listQuarterRates } from '../currencies/list-quarter-rates.ts';
import { getExposureWorld } from '../exposure/get-exposure-world.ts';
import { createAnswerCache } from '../scope/answer-cache.ts';
import { resolveScope, scopeKey } from '../scope/resolve-scope.ts';
import type { RequestedScope, Scope } from '../scope/resolve-scope.ts';

const worlds = createAnswerCache<CompaniesWorld>(8);

/** Figures, rates and profiles of the vendors with what the default scenario does to them, as known at a scope. */
export async function getCompaniesWorld(
  requested: RequestedScope,
): Promise<Result<CompaniesWorld, RequestFault>> {
  const scope = await resolveScope(requested, ['vendor_metric']);
  if (!scope.ok) return scope;

  return ok(await worlds.get(scopeKey(scope.value), () => loadWorld(scope.value)));
}

async function loadWorld(scope: Scope): Promise<CompaniesWorld> {
  const [metrics, rates, profiles, market, crossChecks, defaults] = await Promise.all([
    listVendorMetrics(scope),
    listQuarterRates(scope),
    listVendorProfiles(scope),
    listHbmMarket(scope),
    listHbmCrosschecks(scope),
    loadDefaults(scope),
  ]);

  return { ...scope, metrics, rates, profiles, market, crossChecks, defaults };
}

/** A date with too few facts for the model still has accounts to show: its exposure is then absent with the reason. */
async function loadDefaults(scope: Scope): Promise<CompaniesWorld['defaults']> {
  const world = await getExposureWorld(scope);
  if (world.ok) return evaluateDefaults(world.value.world);
  const { error } = world;

  return {
    absence:
      error.kind === 'invalid-input' ? error.faults.map(({ message }) => message).join('; ') : error.detail,
  };
}
