/** What a saving costs HBM revenue without rebound, what rebound brings back, and when the balance turns (model 5). */
import type { ExposureQuarter } from '../exposure/types.ts';

/** A balance this little below zero is rounding of the arithmetic; USD bn. */
const ROUNDING_USD_BN = 1e-9;

/** What the balance reads of an answer. */
export interface BalanceAnswer {
  readonly quarters: readonly Pick<
    ExposureQuarter,
    'quarter' | 'baselineHbmUsdBn' | 'hbmUsdBn' | 'demandIndex'
  >[];
}

/** Sums from the first quarter to this one, USD bn. */
export interface BalanceQuarter {
  readonly quarter: string;
  /** Baseline less revenue without rebound. */
  readonly lostUsdBn: number;
  /** Revenue with rebound less revenue without. */
  readonly regainedUsdBn: number;
  /** Revenue with rebound less baseline: regained less lost. */
  readonly netUsdBn: number;
  readonly demandIndex: number;
}

export interface ReboundBalance {
  /** At least one. */
  readonly quarters: readonly BalanceQuarter[];
  /** Quarter after which the net no longer falls, where that is inside the horizon; null when it never fell or still does. */
  readonly turnQuarter: string | null;
  /** First quarter by whose end a net that was below zero is back at zero; null when there is none. */
  readonly paidBackQuarter: string | null;
}

/** Balance of two answers over the same quarters: the scenario, and the same without rebound (elasticity 0). */
export function computeReboundBalance(point: BalanceAnswer, noRebound: BalanceAnswer): ReboundBalance {
  let [lostUsdBn, netUsdBn] = [0, 0];
  const quarters = point.quarters.map(({ quarter, baselineHbmUsdBn, hbmUsdBn, demandIndex }, k) => {
    lostUsdBn += baselineHbmUsdBn - (noRebound.quarters[k]?.hbmUsdBn ?? baselineHbmUsdBn);
    netUsdBn += hbmUsdBn - baselineHbmUsdBn;
    return { quarter, lostUsdBn, netUsdBn, regainedUsdBn: netUsdBn + lostUsdBn, demandIndex };
  });
  const lowest = Math.min(...quarters.map((each) => each.netUsdBn));
  if (lowest >= -ROUNDING_USD_BN) return { quarters, turnQuarter: null, paidBackQuarter: null };
  const turn = quarters.findIndex((each) => each.netUsdBn <= lowest + ROUNDING_USD_BN);
  const isLast = turn === quarters.length - 1;
  const paidBack = quarters.find((each, k) => k > turn && each.netUsdBn >= -ROUNDING_USD_BN);
  return {
    quarters,
    turnQuarter: isLast ? null : (quarters[turn]?.quarter ?? null),
    paidBackQuarter: paidBack?.quarter ?? null,
  };
}
