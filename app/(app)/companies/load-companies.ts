import 'server-only';

import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { scopeOfLink, type LinkMoment } from '#lib/core/link/pin.ts';
import type { Result } from '#lib/core/result.ts';
import type { CompaniesWorld } from '#lib/core/vendors/company-study.ts';
import { getCompaniesWorld } from '#lib/services/vendors/get-companies-world.ts';

/** The facts about vendors that a link asks for. */
export function loadCompanies(link: LinkMoment): Promise<Result<CompaniesWorld, RequestFault>> {
  return getCompaniesWorld(scopeOfLink(link));
}
