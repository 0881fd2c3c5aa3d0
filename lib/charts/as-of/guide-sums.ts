/** What the big four were expected to spend in a year, as known on a day. */
import { BIG_FOUR_TICKERS } from '../../core/demand/consolidation.ts';
import type { ExposureWorld, IssuerYearCapex } from '../../core/exposure/types.ts';

/** Sum of a year, USD bn. */
export interface GuideSum {
  readonly year: number;
  readonly lowUsdBn: number;
  readonly pointUsdBn: number;
  readonly highUsdBn: number;
  readonly rows: readonly IssuerYearCapex[];
  /** Names of buyers that had neither guided the year in money nor reported it whole: growth fills them. */
  readonly unguided: readonly string[];
}

const BIG_FOUR: readonly string[] = BIG_FOUR_TICKERS;

/** Sum over the big four of `year`; null when one of them has no row of it. */
export function sumGuides(world: ExposureWorld, year: number): GuideSum | null {
  const rows = world.issuerYears.filter((row) => row.year === year && BIG_FOUR.includes(row.ticker));
  if (rows.length < BIG_FOUR.length) return null;
  const sum = (read: (row: IssuerYearCapex) => number): number =>
    rows.reduce((total, row) => total + read(row), 0);
  return {
    year,
    lowUsdBn: sum(({ lowUsdBn }) => lowUsdBn),
    pointUsdBn: sum(({ pointUsdBn }) => pointUsdBn),
    highUsdBn: sum(({ highUsdBn }) => highUsdBn),
    rows,
    unguided: rows.filter((row) => !isGuided(row)).map(({ issuer }) => issuer),
  };
}

/** Guided in money, or reported whole. */
export function isGuided({ announcementId, actualUsdBn, pointUsdBn }: IssuerYearCapex): boolean {
  return announcementId !== null || (actualUsdBn !== null && Math.abs(actualUsdBn - pointUsdBn) < 1e-6);
}
