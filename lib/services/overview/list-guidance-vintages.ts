import 'server-only';

import type { CapexIssuer } from '#lib/contracts/capex.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';
import { ok, type Result } from '#lib/core/result.ts';

import { computeCapexTotals } from '../capex/compute-totals.ts';
import { listAnnouncements } from '../capex/list-announcements.ts';

/** The four buyers whose calendar-year guides make the "$700 billion"; the consolidation rule counts two more. */
const BIG_FOUR_TICKERS: readonly string[] = ['AMZN', 'GOOGL', 'META', 'MSFT'];

const MOST_ROWS = 500;

/** What the guides of the four biggest buyers for one year added up to, as known on a day, USD bn. */
export interface GuidanceVintage {
  readonly knownOn: IsoDate;
  readonly lowUsdBn: number;
  readonly pointUsdBn: number;
  readonly highUsdBn: number;
  /** Names of those of the four that had guided the year by then. */
  readonly guidedIssuers: readonly string[];
  /** Who guided on that day. */
  readonly changedIssuers: readonly string[];
}

interface VintagesQuery {
  readonly year: number;
  readonly asOf: IsoDate;
  readonly dataVersion: number;
}

/**
 * The sum of the four guides each time one of them moved, newest first, up to `asOf`. Only days from which all
 * four had guided the year: before that a sum would say less than it seems to.
 */
export async function listGuidanceVintages(
  query: VintagesQuery,
): Promise<Result<readonly GuidanceVintage[], RequestFault>> {
  const page = await listAnnouncements({ ...query, limit: MOST_ROWS });
  if (!page.ok) return page;

  const guides = page.value.items.filter(
    (row) => row.kind === 'guidance' && row.ticker !== null && BIG_FOUR_TICKERS.includes(row.ticker),
  );
  const days = [...new Set(guides.map((row) => row.announcedOn))].sort().reverse();
  const vintages: GuidanceVintage[] = [];
  for (const day of days) {
    const totals = await computeCapexTotals({ ...query, asOf: day });
    if (!totals.ok) return totals;
    const changed = guides.filter((row) => row.announcedOn === day).map((row) => row.issuer);
    const vintage = toVintage(day, totals.value.issuers, changed);
    if (vintage.guidedIssuers.length === BIG_FOUR_TICKERS.length) vintages.push(vintage);
  }

  return ok(vintages);
}

function toVintage(
  knownOn: IsoDate,
  issuers: readonly CapexIssuer[],
  changedIssuers: readonly string[],
): GuidanceVintage {
  const four = issuers.filter((row) => row.ticker !== null && BIG_FOUR_TICKERS.includes(row.ticker));
  const sum = (read: (row: CapexIssuer) => number | null): number =>
    four.reduce((total, row) => total + (read(row) ?? 0), 0);

  return {
    knownOn,
    lowUsdBn: sum((row) => row.lowUsdBn),
    pointUsdBn: sum((row) => row.pointUsdBn),
    highUsdBn: sum((row) => row.highUsdBn),
    guidedIssuers: four.filter((row) => row.announcementId !== null).map((row) => row.issuer),
    changedIssuers: [...new Set(changedIssuers)].sort(),
  };
}
