/** Unfilled orders that a fall of demand eats before it reaches the market (model 6). */
import { exp } from '../elementary.ts';

/** Share of the queue that is left after one more quarter, 2^(-1 / half-life): u(k) = u0 * decay^k. */
export function backlogDecay(halfLifeQuarters: number): number {
  return exp(-Math.LN2 / halfLifeQuarters);
}

/**
 * I_eff: the index itself from 1 up (the queue is already in the baseline price), 1 while the queue fills the gap,
 * I / (1 - u) once it is eaten.
 */
export function effectiveDemandIndex(demandIndex: number, backlogShare: number): number {
  if (demandIndex >= 1) return demandIndex;
  return demandIndex >= 1 - backlogShare ? 1 : demandIndex / (1 - backlogShare);
}
