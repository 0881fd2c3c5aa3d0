/** Change of operating profit of every vendor that a path touches: makers of HBM and sellers into other tiers. */
import { valueAt } from '../assumptions/value-at.ts';
import type { PathKernel } from '../exposure/kernel.ts';
import { tierSumsOf } from '../exposure/kernel-tiers.ts';
import { MODELLED_VENDORS, type ModelledVendor } from '../market/modelled-vendors.ts';
import { TIER_VENDORS } from '../market/tier-shift.ts';

/** In the order of the columns. */
export const EBIT_VENDORS: readonly ModelledVendor[] = TIER_VENDORS;

const HBM_POSITION = EBIT_VENDORS.map(({ ticker }) =>
  MODELLED_VENDORS.findIndex((vendor) => vendor.ticker === ticker),
);

/** USD bn over the horizon, by position in {@link EBIT_VENDORS}; read from a kernel that has just run. */
export function vendorEbitUsdBn(kernel: PathKernel, vendor: number): number {
  const { vendors, tiers } = kernel;
  const v = HBM_POSITION[vendor] ?? -1;
  const fromHbm =
    v < 0
      ? 0
      : valueAt(vendors.ebitPrice, v) +
        valueAt(vendors.ebitVolume, v) +
        valueAt(vendors.ebitRedeployed, v) +
        valueAt(vendors.ebitSpill, v);
  if (tiers?.isShifted !== true) return fromHbm;
  return fromHbm + tierSumsOf(tiers, EBIT_VENDORS[vendor]?.ticker ?? '').ebitUsdBn;
}
