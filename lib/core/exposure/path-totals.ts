/** HBM revenue of a kernel that has just run, with and without the saving, over the horizon or one year. USD bn. */
import { valueAt } from '../assumptions/value-at.ts';
import { yearOfQuarter } from '../calendar/quarter.ts';
import type { PathKernel } from './kernel.ts';

export interface PathTotals {
  readonly baselineHbmUsdBn: number;
  readonly hbmUsdBn: number;
}

/** Sums over the horizon, or over the quarters of it that lie in `year`. */
export function sumTotals(kernel: PathKernel, year: number | null = null): PathTotals {
  let baselineHbmUsdBn = 0;
  let hbmUsdBn = 0;
  for (let k = 0; k < kernel.quarterCount; k += 1) {
    if (year !== null && yearOfQuarter(kernel.firstQuarter + k) !== year) continue;
    const baseline = valueAt(kernel.inputs.baselineHbmUsdBn, k);
    baselineHbmUsdBn += baseline;
    hbmUsdBn += baseline * valueAt(kernel.quarters.revenueRatio, k);
  }
  return { baselineHbmUsdBn, hbmUsdBn };
}
