import type { CapexHbmBridgeFact } from '#lib/contracts/facts/capex.ts';
import type { FactScope } from '#lib/contracts/facts/fact.ts';
import type { FxRateFact, HbmCrosscheckFact, HbmMarketFact } from '#lib/contracts/facts/hbm-market.ts';
import { db } from './client.ts';
import { knownAt, newestPerKey, standing } from './standing-facts.ts';

/** Size, shares, prices and wafers of the HBM market; `low` alone means above, `high` alone below. */
export async function listHbmMarket(scope: FactScope): Promise<HbmMarketFact[]> {
  return standing(await db().hbmMarket.findMany({ where: knownAt(scope), ...newestPerKey() }));
}

/** Revenues reached two ways, with the gap in percent of the first. */
export async function listHbmCrosschecks(scope: FactScope): Promise<HbmCrosscheckFact[]> {
  return standing(await db().hbmCrosscheck.findMany({ where: knownAt(scope), ...newestPerKey() }));
}

/** Ratios and totals between capex and HBM, rivals side by side; read `unit`. */
export async function listCapexBridge(scope: FactScope): Promise<CapexHbmBridgeFact[]> {
  return standing(await db().capexHbmBridge.findMany({ where: knownAt(scope), ...newestPerKey() }));
}

/** Quarter means, quote currency per US dollar; rivals of one quarter and currency side by side. */
export async function listFxRates(scope: FactScope): Promise<FxRateFact[]> {
  return standing(await db().fxRate.findMany({ where: knownAt(scope), ...newestPerKey() }));
}
