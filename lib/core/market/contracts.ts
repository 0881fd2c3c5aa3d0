/** Contracts that fix price and volume for a part of the quarter (model 6). */

/** R = 1 + (1 - kappa) (R_spot - 1): the contracted share of revenue stays at its baseline. */
export function revenueAfterContracts(contractShare: number, spotRevenueRatio: number): number {
  return 1 + (1 - contractShare) * (spotRevenueRatio - 1);
}

/** Stock that replaces more than this part of a quarter's needs stays for later: some of what is needed is new. */
const MOST_REPLACED = 0.9;

/**
 * Volume under take-or-pay contracts that the market does not need, of which `overhangShare` comes back as orders not
 * placed: overhangShare * kappa * max(0, 1 - Q) * G0, bn GB.
 */
export function idleContractVolume(
  overhangShare: number,
  contractShare: number,
  volume: number,
  baselineBnGb: number,
): number {
  return overhangShare * contractShare * Math.max(0, 1 - volume) * baselineBnGb;
}

/** Stock worked off in a quarter, bn GB: `releasePerQuarter` of it, at most nine tenths of what is needed. */
export function releasedStock(stockBnGb: number, releasePerQuarter: number, neededBnGb: number): number {
  return Math.min(stockBnGb * releasePerQuarter, MOST_REPLACED * neededBnGb);
}
