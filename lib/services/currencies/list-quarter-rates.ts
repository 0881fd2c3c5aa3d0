import type { FactScope } from '#lib/contracts/facts/fact.ts';
import type { FxRateFact } from '#lib/contracts/facts/hbm-market.ts';
import { chooseQuarterRates } from '#lib/core/currencies/quarter-rate-choice.ts';
import { listFxRates } from '#lib/db/hbm-market.ts';

/** The mean rate that counts for each quarter and currency, quote currency per US dollar, as known at a scope. */
export async function listQuarterRates(scope: FactScope): Promise<FxRateFact[]> {
  return chooseQuarterRates(await listFxRates(scope));
}
