import type { Announcement, CapexTotals } from '#lib/contracts/capex.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { scopeOfLink, type LinkMoment } from '#lib/core/link/pin.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { computeCapexTotals } from '#lib/services/capex/compute-totals.ts';
import { listAnnouncements } from '#lib/services/capex/list-announcements.ts';
import { getExposureWorld, type VersionedWorld } from '#lib/services/exposure/get-exposure-world.ts';
import { getFreshness, type Freshness } from '#lib/services/overview/get-freshness.ts';
import { listGuidanceVintages, type GuidanceVintage } from '#lib/services/capex/list-guidance-vintages.ts';

/** What the Overview shows beside the model's own figures. */
interface OverviewFacts {
  readonly year: number;
  readonly freshness: Freshness;
  readonly totals: CapexTotals;
  readonly announcements: readonly Announcement[];
  readonly vintages: readonly GuidanceVintage[];
}

const MOST_ROWS = 500;

/** All that the server reads for the Overview. */
export interface LoadedOverview extends VersionedWorld {
  readonly facts: OverviewFacts;
}

/** Loads the Overview of a link; facts are those of the date's calendar year. Throws when the database is away. */
export async function loadOverview(link: LinkMoment): Promise<Result<LoadedOverview, RequestFault>> {
  const versioned = await getExposureWorld(scopeOfLink(link));
  if (!versioned.ok) return versioned;
  const { world, dataVersion } = versioned.value;
  const facts = await loadFacts({ asOf: world.asOf, dataVersion });

  return facts.ok ? ok({ world, dataVersion, facts: facts.value }) : facts;
}

async function loadFacts(scope: {
  readonly asOf: string;
  readonly dataVersion: number;
}): Promise<Result<OverviewFacts, RequestFault>> {
  const year = Number(scope.asOf.slice(0, 4));
  const [freshness, totals, page, vintages] = await Promise.all([
    getFreshness(scope),
    computeCapexTotals({ ...scope, year }),
    listAnnouncements({ ...scope, limit: MOST_ROWS }),
    listGuidanceVintages({ ...scope, year }),
  ]);
  if (!freshness.ok) return freshness;
  if (!totals.ok) return totals;
  if (!page.ok) return page;
  if (!vintages.ok) return vintages;

  return ok({
    year,
    freshness: freshness.value,
    totals: totals.value,
    announcements: page.value.items,
    vintages: vintages.value,
  });
}
