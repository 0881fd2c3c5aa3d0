/** Vendor rows of an answer, from the kernel's sums (model 7). */
import { valueAt } from '../assumptions/value-at.ts';
import type { MemoryTier } from '../efficiency/technique.ts';
import type { VendorProfile } from '../facts/types.ts';
import { MODELLED_VENDORS } from '../market/modelled-vendors.ts';
import type { PathKernel } from './kernel.ts';
import type { VendorSensitivity } from './sensitivity.ts';
import { tierPartOf, tierSumsOf } from './kernel-tiers.ts';
import type { ExposureVendor, ExposureWorld, TierShiftPart } from './types.ts';

/** Percent from `before` to `after`; null when there is nothing to compare with. */
export function changePct(before: number, after: number): number | null {
  return before === 0 ? null : ((after - before) / before) * 100;
}

/**
 * All rows: the makers of HBM and `other`, which sum to the total, then the vendors of the world without HBM.
 * Read from a kernel that has just run.
 */
export function listVendorRows(
  world: ExposureWorld,
  kernel: PathKernel,
  sensitivities: readonly VendorSensitivity[],
): ExposureVendor[] {
  const modelled = MODELLED_VENDORS.map((vendor, v) => {
    const profile = world.vendors.find((one) => one.ticker === vendor.ticker) ?? null;
    return toRow(
      kernel,
      v,
      { ticker: vendor.ticker, name: profile?.name ?? vendor.name, profile },
      sensitivities[v],
    );
  });
  const tickers = new Set(MODELLED_VENDORS.map((vendor) => vendor.ticker));
  const others = world.vendors.filter((vendor) => !tickers.has(vendor.ticker));
  return [...modelled, ...others.map((vendor) => toOtherRow(kernel, vendor))];
}

function toRow(
  kernel: PathKernel,
  v: number,
  who: { readonly ticker: string; readonly name: string; readonly profile: VendorProfile | null },
  sensitivity: VendorSensitivity | undefined,
): ExposureVendor {
  const { vendors } = kernel;
  const base = sumBaseline(kernel, v);
  const hbmUsdBn = valueAt(vendors.hbmUsdBn, v);
  const shifted = shiftOf(kernel, who.ticker);
  const ebitParts = {
    price: valueAt(vendors.ebitPrice, v),
    volume: valueAt(vendors.ebitVolume, v),
    redeployed: valueAt(vendors.ebitRedeployed, v),
    spill: valueAt(vendors.ebitSpill, v),
    tierShift: shifted.ebitUsdBn,
  };
  const valueChangeUsdBn = valueAt(vendors.valueUsdBn, v) + shifted.valueUsdBn;
  const marketCapUsdBn = who.profile?.marketCapUsdBn ?? null;
  return {
    ticker: who.ticker,
    name: who.name,
    hbmShare: base.meanShare,
    baselineHbmUsdBn: base.hbmUsdBn,
    hbmUsdBn,
    changePct: changePct(base.hbmUsdBn, hbmUsdBn),
    ebitChangeUsdBn:
      ebitParts.price + ebitParts.volume + ebitParts.redeployed + ebitParts.spill + ebitParts.tierShift,
    ebitParts,
    tiers: shifted.tiers,
    valueChangeUsdBn,
    valueChangePct: marketCapUsdBn === null ? null : (valueChangeUsdBn / marketCapUsdBn) * 100,
    marketCapUsdBn,
    marketCapAsOn: who.profile?.marketCapAsOn ?? null,
    // Spill-over falls to profit in full, so its EBIT is its revenue.
    dramRevenueChangeUsdBn:
      hbmUsdBn -
      base.hbmUsdBn +
      valueAt(vendors.redeployedUsdBn, v) +
      valueAt(vendors.ebitSpill, v) +
      (shifted.tiers.dram?.revenueUsdBn ?? 0),
    sensitivity: sensitivity?.atScenario ?? null,
    sensitivityAtZero: sensitivity?.atZero ?? null,
  };
}

function sumBaseline(
  kernel: PathKernel,
  v: number,
): { readonly meanShare: number; readonly hbmUsdBn: number } {
  const { inputs, quarterCount } = kernel;
  let shares = 0;
  let hbmUsdBn = 0;
  for (let k = 0; k < quarterCount; k += 1) {
    const share = valueAt(inputs.share, v * quarterCount + k);
    shares += share;
    hbmUsdBn += share * valueAt(inputs.baselineHbmUsdBn, k);
  }
  return { meanShare: shares / quarterCount, hbmUsdBn };
}

/** A vendor without HBM: what the shift to other tiers brings it, and nothing else. */
function toOtherRow(kernel: PathKernel, vendor: VendorProfile): ExposureVendor {
  const shifted = shiftOf(kernel, vendor.ticker);
  const { marketCapUsdBn } = vendor;
  return {
    ticker: vendor.ticker,
    name: vendor.name,
    hbmShare: 0,
    baselineHbmUsdBn: 0,
    hbmUsdBn: 0,
    changePct: null,
    ebitChangeUsdBn: shifted.ebitUsdBn,
    ebitParts: { price: 0, volume: 0, redeployed: 0, spill: 0, tierShift: shifted.ebitUsdBn },
    tiers: shifted.tiers,
    valueChangeUsdBn: shifted.valueUsdBn,
    valueChangePct: marketCapUsdBn === null ? null : (shifted.valueUsdBn / marketCapUsdBn) * 100,
    marketCapUsdBn,
    marketCapAsOn: vendor.marketCapAsOn,
    dramRevenueChangeUsdBn: shifted.tiers.dram?.revenueUsdBn ?? 0,
    sensitivity: null,
    sensitivityAtZero: null,
  };
}

interface VendorShift {
  readonly ebitUsdBn: number;
  readonly valueUsdBn: number;
  readonly tiers: ExposureVendor['tiers'];
}

/** What the modelled tiers bring a vendor; a vendor that sells into none of them gets 0, a tier without rows null. */
function shiftOf({ tiers }: PathKernel, ticker: string): VendorShift {
  if (tiers === null) return { ebitUsdBn: 0, valueUsdBn: 0, tiers: { dram: null, nand: null, hdd: null } };
  const partOf = (tier: MemoryTier): TierShiftPart | null => tierPartOf(tiers, ticker, tier);
  return {
    ...tierSumsOf(tiers, ticker),
    tiers: { dram: partOf('dram'), nand: partOf('nand'), hdd: partOf('hdd') },
  };
}
