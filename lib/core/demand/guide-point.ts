import type { CapexAnnouncement } from '../facts/types.ts';

/** The three ends of an amount, USD bn; a single figure stands for all of them. */
export interface UsdBnEnds {
  readonly lowUsdBn: number;
  readonly pointUsdBn: number;
  readonly highUsdBn: number;
}

type Amounts = Pick<CapexAnnouncement, 'lowUsdBn' | 'pointUsdBn' | 'highUsdBn'>;

/** Point of an announcement in USD bn: as given, else the middle of its range, else its lone bound; null for words. */
export function guidePointUsdBn(row: Amounts): number | null {
  if (row.pointUsdBn !== null) return row.pointUsdBn;
  if (row.lowUsdBn !== null && row.highUsdBn !== null) return (row.lowUsdBn + row.highUsdBn) / 2;
  return row.lowUsdBn ?? row.highUsdBn;
}

/** Ends of an announcement in USD bn, a bound that is not given being the point; null for words without a number. */
export function guideEnds(row: Amounts): UsdBnEnds | null {
  const point = guidePointUsdBn(row);
  if (point === null) return null;
  return { lowUsdBn: row.lowUsdBn ?? point, pointUsdBn: point, highUsdBn: row.highUsdBn ?? point };
}
