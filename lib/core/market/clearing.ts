/**
 * Market clearing with constant elasticities between a floor and a ceiling (model 6): supply Q0 P^sigma, demand
 * Q0 I_eff P^(-delta), price relative to the baseline's. All in logarithms of I_eff, so that I_eff = 1 gives
 * exactly 1 and no elasticity, however small or large, overflows.
 */
import { exp, ln } from '../elementary.ts';

/** I_eff^(1 / (sigma + delta)): the price if nothing bounded it. Needs sigma + delta above 0. */
export function unboundedPrice(lnDemand: number, supplyElasticity: number, demandElasticity: number): number {
  return exp(lnDemand / (supplyElasticity + demandElasticity));
}

/** P = min(g, max(f, unbounded)). */
export function boundPrice(unbounded: number, floor: number, ceiling: number): number {
  return Math.min(ceiling, Math.max(floor, unbounded));
}

/**
 * Q: at the floor what buyers take, I_eff f^(-delta); at the ceiling what sellers make, g^sigma; else
 * I_eff^(sigma / (sigma + delta)).
 */
export function clearedVolume(
  lnDemand: number,
  unbounded: number,
  supplyElasticity: number,
  demandElasticity: number,
  floor: number,
  ceiling: number,
): number {
  return exp(
    unbounded < floor
      ? lnDemand - demandElasticity * ln(floor)
      : unbounded > ceiling
        ? supplyElasticity * ln(ceiling)
        : lnDemand * (supplyElasticity / (supplyElasticity + demandElasticity)),
  );
}

/** (P - 1) (1 + Q) / 2: what price contributes to P Q - 1, the other half of the interaction being volume's. */
export function priceContribution(price: number, volume: number): number {
  return ((price - 1) * (1 + volume)) / 2;
}

/** (Q - 1) (1 + P) / 2. */
export function volumeContribution(price: number, volume: number): number {
  return ((volume - 1) * (1 + price)) / 2;
}
