import 'server-only';

import { invalidInput, type RequestFault } from '#lib/contracts/request-fault.ts';
import { BIG_FOUR_TICKERS } from '#lib/core/demand/consolidation.ts';
import { computeGuidanceHistory } from '#lib/core/demand/guidance-history.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';
import { err, ok, type Result } from '#lib/core/result.ts';

import { getCapexFacts } from './get-capex-facts.ts';

/** What the guides of the four biggest buyers for one year added up to, as known on a day, USD bn. */
export interface GuidanceVintage {
  readonly knownOn: IsoDate;
  readonly lowUsdBn: number;
  readonly pointUsdBn: number;
  readonly highUsdBn: number;
  /** Names of the four. */
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
 * The sum of the four guides each time it moved, newest first, up to `asOf`. Only days from which all four had guided
 * the year: before that a sum would say less than it seems to.
 */
export async function listGuidanceVintages({
  year,
  asOf,
  dataVersion,
}: VintagesQuery): Promise<Result<readonly GuidanceVintage[], RequestFault>> {
  const facts = await getCapexFacts({ asOf, dataVersion });
  if (!facts.ok) return facts;
  const { actuals, announcements, inputs } = facts.value;
  const history = computeGuidanceHistory({
    asOf,
    year,
    tickers: BIG_FOUR_TICKERS,
    actuals,
    announcements,
    outlook: inputs.outlook,
  });
  if (!history.ok) return err(invalidInput(history.error));
  const { issuers, absent, sums } = history.value;
  if (absent.length > 0) return ok([]);
  const nameOf = (ticker: string): string =>
    issuers.find((issuer) => issuer.ticker === ticker)?.issuer ?? ticker;

  return ok(
    sums.toReversed().map(({ changed, ...sum }) => ({
      ...sum,
      guidedIssuers: issuers.map(({ issuer }) => issuer),
      changedIssuers: changed.map(nameOf).sort(),
    })),
  );
}
