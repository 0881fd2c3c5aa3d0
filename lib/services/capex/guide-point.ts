import type { CapexAnnouncement } from '#lib/core/facts/types.ts';

/** Point of an announcement in USD bn: as given, else the middle of its range, else its lone bound (model 4). */
export function guidePointUsdBn(row: CapexAnnouncement): number | null {
  if (row.pointUsdBn !== null) return row.pointUsdBn;
  if (row.lowUsdBn !== null && row.highUsdBn !== null) return (row.lowUsdBn + row.highUsdBn) / 2;

  return row.lowUsdBn ?? row.highUsdBn;
}
