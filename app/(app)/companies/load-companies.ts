import 'server-only';

import type { RequestFault } from '#lib/contracts/request-fault.ts';
import type { Result } from '#lib/core/result.ts';
import type { CompaniesWorld } from '#lib/core/vendors/company-study.ts';
import { getCompaniesWorld } from '#lib/services/vendors/get-companies-world.ts';

/** The facts about vendors at a date; null = today. */
export function loadCompanies(asOf: string | null): Promise<Result<CompaniesWorld, RequestFault>> {
  return getCompaniesWorld(asOf === null ? {} : { asOf });
}
