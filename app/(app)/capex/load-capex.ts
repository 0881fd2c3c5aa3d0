import 'server-only';

import type { CapexTotals } from '#lib/contracts/capex.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { refuseYear, type DecodedCapexLink } from '#lib/core/catalogue/capex-link.ts';
import { scopeOfLink } from '#lib/core/link/pin.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { computeCapexTotals } from '#lib/services/capex/compute-totals.ts';
import { getCapexFacts, type CapexFacts } from '#lib/services/capex/get-capex-facts.ts';
import { getExposureWorld } from '#lib/services/exposure/get-exposure-world.ts';

/** All that the server reads for the Capex page. */
export interface LoadedCapex {
  readonly facts: CapexFacts;
  readonly totals: CapexTotals;
  /** The link, without a year that its date does not cover. */
  readonly decoded: DecodedCapexLink;
  /** Years that can be asked for, in order. */
  readonly years: readonly number[];
}

/** Loads the page at the date of its link, null for today. Throws when the database is away. */
export async function loadCapex(asked: DecodedCapexLink): Promise<Result<LoadedCapex, RequestFault>> {
  const versioned = await getExposureWorld(scopeOfLink(asked.link));
  if (!versioned.ok) return versioned;
  const { world, dataVersion } = versioned.value;
  const years = [...new Set(world.issuerYears.map(({ year }) => year))].sort((a, b) => a - b);
  const decoded = refuseYear(asked, years);
  const scope = { asOf: world.asOf, dataVersion };
  const year = decoded.link.year ?? Number(world.asOf.slice(0, 4));
  const [facts, totals] = await Promise.all([getCapexFacts(scope), computeCapexTotals({ ...scope, year })]);
  if (!facts.ok) return facts;
  if (!totals.ok) return totals;

  return ok({ facts: facts.value, totals: totals.value, decoded, years });
}
