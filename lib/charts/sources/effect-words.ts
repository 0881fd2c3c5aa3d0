/** How far a new guide moved exposure, in words. */
import type { FeedEffect } from '../../contracts/feed.ts';
import { formatPct, formatQuarterLong, formatUsdBnChange } from '../format.ts';

/** Below this a sum over the horizon has not moved: rounding of prorated quarters, USD bn. */
const UNMOVED_USD_BN = 1e-6;
/** Would be written as 0.0 %. */
const UNMOVED_PCT = 0.05;

/** One or two sentences; null where nothing was to be measured. */
export function describeEffect(effect: FeedEffect | null): string | null {
  if (effect === null) return null;
  if (effect.state === 'not-measured') return `No number for exposure. ${effect.reason}`;
  const { baselineHbmUsdBn: hbm, exposureUsdBn: exposure, firstQuarter, lastQuarter, calibration } = effect;
  if (Math.abs(hbm.change) < UNMOVED_USD_BN) return 'Expected HBM revenue stays what it was.';
  const horizon = `${formatQuarterLong(firstQuarter)} to ${formatQuarterLong(lastQuarter)}`;
  const moved =
    `Expected HBM revenue ${horizon}: ${formatUsdBnChange(hbm.change)}. What the saving of the base scenario moves ` +
    `goes from ${formatUsdBnChange(exposure.before)} to ${formatUsdBnChange(exposure.after)} ` +
    `(${formatUsdBnChange(exposure.change)}).`;
  const scalePct = (100 * calibration.change) / calibration.before;
  if (Math.abs(scalePct) < UNMOVED_PCT) return moved;
  const scale = formatPct(scalePct);

  return `${moved} It covers part of the year whose HBM market the chain is scaled to, so the scale moves too: ${scale}.`;
}
