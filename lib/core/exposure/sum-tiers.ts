/** Bytes that move out of HBM, sold again in other tiers: sums over the horizon by tier and vendor (model 7). */
import { valueAt } from '../assumptions/value-at.ts';
import { fillTierShift, TIER_VENDORS } from '../market/tier-shift.ts';
import type { KernelTiers } from './kernel-tiers.ts';
import type { PathKernel } from './kernel.ts';
import type { TierShares } from './path-parameters.ts';

/** Fills the sums of `kernel.tiers` for `shares` of the saving in each quarter; all 0 when nothing is shifted. */
export function sumTiers(kernel: PathKernel, shares: TierShares | null): void {
  const { tiers } = kernel;
  if (tiers?.isShifted !== true) return;
  tiers.revenueUsdBn.fill(0);
  tiers.ebitUsdBn.fill(0);
  tiers.valueUsdBn.fill(0);
  if (shares === null) return;
  for (let k = 0; k < kernel.quarterCount; k += 1) addQuarter(kernel, tiers, shares, k);
  for (let v = 0; v < TIER_VENDORS.length; v += 1) {
    tiers.valueUsdBn[v] = valueAt(tiers.valueUsdBn, v) * valueAt(tiers.keptAfterTax, v);
  }
}

function addQuarter(kernel: PathKernel, tiers: KernelTiers, shares: TierShares, k: number): void {
  const saving = valueAt(kernel.quarters.memorySaving, k);
  for (const [j, { tier }] of tiers.layout.entries()) tiers.shiftedSaving[j] = shares[tier] * saving;
  fillTierShift(tiers.paths, k, valueAt(kernel.inputs.baselineBnGb, k), tiers.shiftedSaving, tiers.quarter);
  const weight = valueAt(kernel.inputs.valueWeight, k);
  for (let cell = 0; cell < tiers.revenueUsdBn.length; cell += 1) {
    const ebit = valueAt(tiers.quarter.vendorEbitUsdBn, cell);
    const v = cell % TIER_VENDORS.length;
    tiers.revenueUsdBn[cell] =
      valueAt(tiers.revenueUsdBn, cell) + valueAt(tiers.quarter.vendorRevenueUsdBn, cell);
    tiers.ebitUsdBn[cell] = valueAt(tiers.ebitUsdBn, cell) + ebit;
    tiers.valueUsdBn[v] = valueAt(tiers.valueUsdBn, v) + ebit * weight;
  }
}
