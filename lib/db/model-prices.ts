import type { IsoDate } from '#lib/core/facts/types.ts';

import { db } from './client.ts';
import { Prisma } from '#prisma/generated/client.ts';
import { writeRevised, type RevisedTable, type RowOrigin, type WriteCounts } from './revised-rows.ts';
import type { DbTransaction } from './transaction.ts';

/** What a model costs on a catalogue; 0 is a price. */
export interface NewModelPrice {
  readonly modelId: string;
  readonly name: string;
  readonly createdOn: IsoDate;
  readonly contextTokens: number;
  readonly inputUsdPerMillionTokens: number;
  readonly cachedInputUsdPerMillionTokens: number | null;
  readonly outputUsdPerMillionTokens: number;
}

/** A revision of what a model costs, with the day on which it was first seen. */
export interface StoredModelPrice extends NewModelPrice {
  readonly seenOn: IsoDate;
}

const MODEL_PRICE: RevisedTable = {
  name: 'model_price',
  key: ['source', 'model_id'],
  content: [
    'name',
    'created_on',
    'context_tokens',
    'input_usd_per_million_tokens',
    'cached_input_usd_per_million_tokens',
    'output_usd_per_million_tokens',
  ],
  isImported: false,
};

/** Writes the prices of OpenRouter's list that are new or have changed. */
export async function insertModelPrices(
  tx: DbTransaction,
  prices: readonly NewModelPrice[],
  origin: RowOrigin,
): Promise<WriteCounts> {
  const rows = prices.map((price) => ({
    source: 'openrouter',
    model_id: price.modelId,
    name: price.name,
    created_on: price.createdOn,
    context_tokens: price.contextTokens,
    input_usd_per_million_tokens: price.inputUsdPerMillionTokens,
    cached_input_usd_per_million_tokens: price.cachedInputUsdPerMillionTokens,
    output_usd_per_million_tokens: price.outputUsdPerMillionTokens,
  }));

  return writeRevised(tx, MODEL_PRICE, rows, origin);
}

const STORED = Prisma.sql`
  model_id AS "modelId", name, created_on::text AS "createdOn", context_tokens::float8 AS "contextTokens",
  input_usd_per_million_tokens::float8 AS "inputUsdPerMillionTokens",
  cached_input_usd_per_million_tokens::float8 AS "cachedInputUsdPerMillionTokens",
  output_usd_per_million_tokens::float8 AS "outputUsdPerMillionTokens",
  (recorded_at AT TIME ZONE 'UTC')::date::text AS "seenOn"`;

/** Every revision of the prices of these models on OpenRouter's list, oldest first. */
export async function listModelPriceHistory(
  tx: DbTransaction,
  modelIds: readonly string[],
): Promise<StoredModelPrice[]> {
  return tx.$queryRaw<StoredModelPrice[]>`
    SELECT ${STORED} FROM model_price WHERE source = 'openrouter' AND model_id = ANY(${[...modelIds]})
     ORDER BY model_id, revision`;
}

/** The newest price of every model that was ever on OpenRouter's list, in order of id. */
export async function listNewestModelPrices(): Promise<StoredModelPrice[]> {
  return db().$queryRaw<StoredModelPrice[]>`
    SELECT DISTINCT ON (model_id) ${STORED} FROM model_price WHERE source = 'openrouter'
     ORDER BY model_id, revision DESC`;
}
