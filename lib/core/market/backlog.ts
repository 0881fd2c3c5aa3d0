/** Unfilled orders that a fall of demand eats before it reaches the market (model 6). */

/** u(k) = u0 * 2^(-k / half-life): share of demand still queued in quarter k (0 = quarter of `asOf`). */
export function backlogShareAt(shareAtAsOf: number, halfLifeQuarters: number, quarter: number): number {
  return shareAtAsOf * Math.exp((-Math.LN2 * quarter) / halfLifeQuarters);
}

/**
 * I_eff: the index itself from 1 up (the queue is already in the baseline price), 1 while the queue fills the gap,
 * I / (1 - u) once it is eaten.
 */
export function effectiveDemandIndex(demandIndex: number, backlogShare: number): number {
  if (demandIndex >= 1) return demandIndex;
  return demandIndex >= 1 - backlogShare ? 1 : demandIndex / (1 - backlogShare);
}
