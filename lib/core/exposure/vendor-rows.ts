/** Vendor rows of an answer, from the kernel's sums (model 7). */
import { valueAt } from '../assumptions/value-at.ts';
import type { VendorProfile } from '../facts/types.ts';
import { MODELLED_VENDORS } from '../market/modelled-vendors.ts';
import type { PathKernel } from './kernel.ts';
import type { VendorSensitivity } from './sensitivity.ts';
import type { ExposureVendor, ExposureWorld } from './types.ts';

/** Percent from `before` to `after`; null when there is nothing to compare with. */
export function changePct(before: number, after: number): number | null {
  return before === 0 ? null : ((after - before) / before) * 100;
}

/**
 * All rows: the makers of HBM and `other`, which sum to the total, then the vendors of the world without HBM, at 0.
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
  return [...modelled, ...world.vendors.filter((vendor) => !tickers.has(vendor.ticker)).map(toEmptyRow)];
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
  const ebitParts = {
    price: valueAt(vendors.ebitPrice, v),
    volume: valueAt(vendors.ebitVolume, v),
    redeployed: valueAt(vendors.ebitRedeployed, v),
    spill: valueAt(vendors.ebitSpill, v),
  };
  const valueChangeUsdBn = valueAt(vendors.valueUsdBn, v);
  const marketCapUsdBn = who.profile?.marketCapUsdBn ?? null;
  return {
    ticker: who.ticker,
    name: who.name,
    hbmShare: base.meanShare,
    baselineHbmUsdBn: base.hbmUsdBn,
    hbmUsdBn,
    changePct: changePct(base.hbmUsdBn, hbmUsdBn),
    ebitChangeUsdBn: ebitParts.price + ebitParts.volume + ebitParts.redeployed + ebitParts.spill,
    ebitParts,
    valueChangeUsdBn,
    valueChangePct: marketCapUsdBn === null ? null : (valueChangeUsdBn / marketCapUsdBn) * 100,
    marketCapUsdBn,
    marketCapAsOn: who.profile?.marketCapAsOn ?? null,
    // Spill-over falls to profit in full, so its EBIT is its revenue.
    dramRevenueChangeUsdBn:
      hbmUsdBn - base.hbmUsdBn + valueAt(vendors.redeployedUsdBn, v) + valueAt(vendors.ebitSpill, v),
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

function toEmptyRow(vendor: VendorProfile): ExposureVendor {
  return {
    ticker: vendor.ticker,
    name: vendor.name,
    hbmShare: 0,
    baselineHbmUsdBn: 0,
    hbmUsdBn: 0,
    changePct: null,
    ebitChangeUsdBn: 0,
    ebitParts: { price: 0, volume: 0, redeployed: 0, spill: 0 },
    valueChangeUsdBn: 0,
    valueChangePct: vendor.marketCapUsdBn === null ? null : 0,
    marketCapUsdBn: vendor.marketCapUsdBn,
    marketCapAsOn: vendor.marketCapAsOn,
    dramRevenueChangeUsdBn: 0,
    sensitivity: null,
    sensitivityAtZero: null,
  };
}
