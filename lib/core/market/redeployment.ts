/** Wafers that change between HBM and conventional DRAM, and what that does to the price there (model 6). */
import { exp, log1p } from '../elementary.ts';

/** The conventional price never falls below what this shift of supply implies; a larger negative one is cut off. */
const LARGEST_SUPPLY_FALL = -0.5;

/** rho = pc r / p0: revenue of a wafer in DDR5 over the same wafer in HBM. Prices in USD per GB, r bits per bit. */
export function waferRevenueRatio(
  conventionalUsdPerGb: number,
  waferTradeRatio: number,
  hbmUsdPerGb: number,
): number {
  return (conventionalUsdPerGb * waferTradeRatio) / hbmUsdPerGb;
}

/** f = min(1, rho (1 - w)): below it wafers leave HBM rather than be sold cheaper. */
export function redeploymentFloor(ratio: number, switchingCostShare: number): number {
  return Math.min(1, ratio * (1 - switchingCostShare));
}

/** Fw = (1 - kappa) (1 - Q): share of HBM wafers that HBM no longer needs, negative when it takes wafers. */
export function freedWaferShare(contractShare: number, volume: number): number {
  return (1 - contractShare) * (1 - volume);
}

/**
 * Pc = (1 + max(-0.5, moved bits / Bc))^(-1 / (sigma_c + delta_c)), relative to the baseline's conventional price;
 * moved bits = omega Fw r G0, both in bn GB per quarter.
 */
export function conventionalPrice(
  movedBnGb: number,
  conventionalBnGb: number,
  elasticitySum: number,
): number {
  const supplyChange = Math.max(LARGEST_SUPPLY_FALL, movedBnGb / conventionalBnGb);
  return exp(-log1p(supplyChange) / elasticitySum);
}

/** Bc: conventional bits by quarter, bn GB, grown by `growthPerYear` from the quarter of their base figure. */
export function conventionalBits(baseBnGb: number, growthPerYear: number, quartersSinceBase: number): number {
  return baseBnGb * exp((log1p(growthPerYear) * quartersSinceBase) / 4);
}

/** Growth from one quarter to the next: the fourth root of a year's. */
export function quarterlyGrowth(growthPerYear: number): number {
  return exp(log1p(growthPerYear) / 4);
}
