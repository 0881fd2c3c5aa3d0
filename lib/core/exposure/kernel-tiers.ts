/** Room for what the tiers sell, beside the kernel's own arrays (model 7). */
import { indexAt, valueAt } from '../assumptions/value-at.ts';
import type { MemoryTier } from '../efficiency/technique.ts';
import {
  createTierPaths,
  createTierShift,
  loadTierPaths,
  TIER_VENDORS,
  type TierLayout,
  type TierPaths,
  type TierShift,
} from '../market/tier-shift.ts';
import type { InputLayout } from './input-layout.ts';
import type { TierShiftPart } from './types.ts';

/** j runs over the tiers of the layout, v over TIER_VENDORS. */
export interface KernelTiers {
  readonly layout: readonly TierLayout[];
  /** Whether any path of this kernel moves bytes to a tier. */
  readonly isShifted: boolean;
  readonly paths: TierPaths;
  readonly keptAfterTax: Float64Array;
  /** Room for one quarter. */
  readonly quarter: TierShift;
  readonly shiftedSaving: Float64Array;
  /** Sums over the horizon, USD bn, by j * TIER_VENDORS.length + v. */
  readonly revenueUsdBn: Float64Array;
  readonly ebitUsdBn: Float64Array;
  /** By v. */
  readonly valueUsdBn: Float64Array;
}

export function createKernelTiers(
  layout: readonly TierLayout[],
  quarterCount: number,
  isShifted: boolean,
): KernelTiers {
  const cells = layout.length * TIER_VENDORS.length;
  return {
    layout,
    isShifted,
    paths: createTierPaths(layout, quarterCount),
    keptAfterTax: new Float64Array(TIER_VENDORS.length),
    quarter: createTierShift(layout),
    shiftedSaving: new Float64Array(layout.length),
    revenueUsdBn: new Float64Array(cells),
    ebitUsdBn: new Float64Array(cells),
    valueUsdBn: new Float64Array(TIER_VENDORS.length),
  };
}

/** Fills what depends on registry values. */
export function loadKernelTiers(
  tiers: KernelTiers,
  layout: InputLayout,
  values: Float64Array,
  firstQuarter: number,
): void {
  loadTierPaths(tiers.layout, values, firstQuarter, tiers.paths);
  for (let v = 0; v < TIER_VENDORS.length; v += 1) {
    tiers.keptAfterTax[v] = 1 - valueAt(values, indexAt(layout.tierTaxRate, v));
  }
}

/** What one tier brings a vendor, 0 where it sells nothing there; null where the tier is not modelled. */
export function tierPartOf(tiers: KernelTiers, ticker: string, tier: MemoryTier): TierShiftPart | null {
  const j = tiers.layout.findIndex((one) => one.tier === tier);
  if (j < 0) return null;
  const v = TIER_VENDORS.findIndex((vendor) => vendor.ticker === ticker);
  if (v < 0) return { revenueUsdBn: 0, ebitUsdBn: 0 };
  const cell = j * TIER_VENDORS.length + v;
  return { revenueUsdBn: valueAt(tiers.revenueUsdBn, cell), ebitUsdBn: valueAt(tiers.ebitUsdBn, cell) };
}

/** Sums of one vendor over all modelled tiers; 0 for one that sells into none. */
export function tierSumsOf(
  tiers: KernelTiers,
  ticker: string,
): { readonly ebitUsdBn: number; readonly valueUsdBn: number } {
  const v = TIER_VENDORS.findIndex((vendor) => vendor.ticker === ticker);
  if (v < 0) return { ebitUsdBn: 0, valueUsdBn: 0 };
  let ebitUsdBn = 0;
  for (let j = 0; j < tiers.layout.length; j += 1) {
    ebitUsdBn += valueAt(tiers.ebitUsdBn, j * TIER_VENDORS.length + v);
  }
  return { ebitUsdBn, valueUsdBn: valueAt(tiers.valueUsdBn, v) };
}
