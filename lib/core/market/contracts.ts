/** Contracts that fix price and volume for a part of the quarter (model 6). */

/** R = 1 + (1 - kappa) (R_spot - 1): the contracted share of revenue stays at its baseline. */
export function revenueAfterContracts(contractShare: number, spotRevenueRatio: number): number {
  return 1 + (1 - contractShare) * (spotRevenueRatio - 1);
}
