/**
 * What a new guide of one calendar year moves, by hand (model 4): how the guided rest spreads over the open quarters,
 * how later years follow the level, and what HBM each quarter's capex buys. Shares no arithmetic with the engine; the
 * rates are read off the world without the guide, where every quarter of HBM is proportional to the capex after it.
 */
import { evaluateExposure } from '#lib/core/exposure/evaluate.ts';
import type { ExposureWorld } from '#lib/core/exposure/types.ts';

interface HandCase {
  /** Without the guide. */
  readonly world: ExposureWorld;
  /** Point of the new guide less that of the one it replaces, USD bn. */
  readonly raiseUsdBn: number;
  /** Calendar year that is guided and its quarters that nobody had reported. */
  readonly year: number;
  readonly openQuarters: number;
}

function point(world: ExposureWorld, id: string): number {
  const found = world.assumptions.find((row) => row.id === id);
  if (found === undefined) throw new Error(`no assumption ${id}`);
  return found.point;
}

/** Change of capex by quarter label, until the horizon of the world. */
export function capexMoves({ world, raiseUsdBn, year, openQuarters: m }: HandCase): Map<string, number> {
  const moves = new Map<string, number>();
  const rest = raiseUsdBn * point(world, 'guidance_attainment');
  // A straight line from the last reported quarter, which stays: quarter j of m gets 2j / (m (m + 1)) of the rest.
  for (let j = 1; j <= m; j += 1) {
    moves.set(`${String(year)}Q${String(4 - m + j)}`, (rest * 2 * j) / (m * (m + 1)));
  }
  const [first, terminal, fade] = ['first_year', 'terminal', 'fade'].map((name) =>
    point(world, `capex_growth_${name}`),
  ) as [number, number, number];
  let total = rest;
  let last = (rest * 2) / (m + 1);
  for (let n = 0; n < 12; n += 1) {
    total *= 1 + terminal + (first - terminal) * fade ** n;
    // The line begins at the last quarter of the year before and sums to the year: a step of (year - 4 a0) / 10.
    const step = (total - 4 * last) / 10;
    for (let j = 1; j <= 4; j += 1) moves.set(`${String(year + 1 + n)}Q${String(j)}`, last + step * j);
    last += 4 * step;
  }

  return moves;
}

/** Changes over the base scenario's horizon, USD bn. */
export function hbmMoves(hand: HandCase): { readonly baseline: number; readonly exposure: number } {
  const { world } = hand;
  if (point(world, 'capex_lead_quarters') !== 1) throw new Error('by hand the lead is one quarter');
  const answer = evaluateExposure(world, {});
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  const moves = capexMoves(hand);
  let [baseline, exposure] = [0, 0];
  for (const [k, quarter] of answer.value.quarters.entries()) {
    const next = world.quarters[k + 1] ?? '';
    const hbmPerCapex = (world.baselineHbmUsdBn[k] ?? 0) / (world.capexUsdBn[k + 1] ?? 0);
    const moved = hbmPerCapex * (moves.get(next) ?? 0);
    baseline += moved;
    exposure += moved * (quarter.revenueRatio - 1);
  }

  return { baseline, exposure };
}
