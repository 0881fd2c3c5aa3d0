/** The market's quarters shared out among vendors and summed over the horizon: revenue, four parts of dEBIT, value (model 7). */
import { valueAt } from '../assumptions/value-at.ts';
import type { PathKernel } from './kernel.ts';

/** Fills `kernel.vendors` from `kernel.market`. Allocates nothing. */
export function sumVendors(kernel: PathKernel): void {
  const { inputs, market, vendors, quarterCount, vendorCount } = kernel;
  const { hbm, price, volume, redeployed, spill } = market;
  const { share, valueWeight } = inputs;
  const conventionalMargin = kernel.constants.conventionalMargin;
  for (let v = 0; v < vendorCount; v += 1) {
    const volumeMargin = valueAt(inputs.contributionMargin, v);
    const conventionalShare = valueAt(inputs.conventionalShare, v);
    let hbmUsdBn = 0;
    let ebitPrice = 0;
    let ebitVolume = 0;
    let ebitSpill = 0;
    let redeployedUsdBn = 0;
    let valueBeforeTax = 0;
    for (let k = 0; k < quarterCount; k += 1) {
      const shareInQuarter = valueAt(share, v * quarterCount + k);
      const fromPrice = shareInQuarter * valueAt(price, k);
      const fromVolume = shareInQuarter * valueAt(volume, k) * volumeMargin;
      const moved = shareInQuarter * valueAt(redeployed, k);
      const spilled = conventionalShare * valueAt(spill, k);
      hbmUsdBn += shareInQuarter * valueAt(hbm, k);
      ebitPrice += fromPrice;
      ebitVolume += fromVolume;
      ebitSpill += spilled;
      redeployedUsdBn += moved;
      valueBeforeTax +=
        (fromPrice + fromVolume + moved * conventionalMargin + spilled) * valueAt(valueWeight, k);
    }
    vendors.hbmUsdBn[v] = hbmUsdBn;
    vendors.ebitPrice[v] = ebitPrice;
    vendors.ebitVolume[v] = ebitVolume;
    vendors.ebitRedeployed[v] = redeployedUsdBn * conventionalMargin;
    vendors.ebitSpill[v] = ebitSpill;
    vendors.redeployedUsdBn[v] = redeployedUsdBn;
    vendors.valueUsdBn[v] = valueBeforeTax * valueAt(inputs.keptAfterTax, v);
  }
}
