import type { FactScope } from '#lib/contracts/facts/fact.ts';
import {
  tokenPriceFile,
  type ElasticityFact,
  type PriceTrendFact,
  type TokenPriceFact,
} from '#lib/contracts/facts/usage.ts';
import { db } from './client.ts';
import { knownAt, narrow, newestPerKey, standing } from './standing-facts.ts';
import type { DbTransaction } from './transaction.ts';

const { event } = tokenPriceFile.row.shape;

/** List prices in USD per million tokens, by the day they took effect; inside a transaction where one is given. */
export async function listTokenPrices(
  scope: FactScope,
  client: DbTransaction = db(),
): Promise<TokenPriceFact[]> {
  const rows = await client.tokenPrice.findMany({ where: knownAt(scope), ...newestPerKey() });
  return standing(rows).map((row) => ({
    ...row,
    event: narrow(event.options, row.event, 'token_price.event'),
  }));
}

/** Published rates of decline of token prices; read `unit`. */
export async function listPriceTrends(scope: FactScope): Promise<PriceTrendFact[]> {
  return standing(await db().priceTrend.findMany({ where: knownAt(scope), ...newestPerKey() }));
}

/** Estimates of how use answers price; read `unit`. */
export async function listElasticities(scope: FactScope): Promise<ElasticityFact[]> {
  return standing(await db().elasticity.findMany({ where: knownAt(scope), ...newestPerKey() }));
}
