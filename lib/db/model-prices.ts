import type { IsoDate } from '#lib/core/facts/types.ts';

import { Prisma } from '#prisma/generated/client.ts';

import { acceptedInto, withAccepted, type AcceptedValue } from './accepted-rows.ts';
import { db } from './client.ts';
import {
  writeRevised,
  type RevisedRow,
  type RevisedTable,
  type RowOrigin,
  type WriteCounts,
} from './revised-rows.ts';
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

/** Its key and content. */
export const MODEL_PRICE: RevisedTable = {
  name: 'model_price',
  key: ['source', 'model_id'],
  content: [
    'is_withdrawn',
    'name',
    'created_on',
    'context_tokens',
    'input_usd_per_million_tokens',
    'cached_input_usd_per_million_tokens',
    'output_usd_per_million_tokens',
  ],
  isImported: false,
  isAcceptable: true,
};

/** Writes the prices of OpenRouter's list that are new or have changed. */
export async function insertModelPrices(
  tx: DbTransaction,
  prices: readonly NewModelPrice[],
  origin: RowOrigin,
  accepted: readonly AcceptedValue[] = [],
): Promise<WriteCounts> {
  const rows = withAccepted(MODEL_PRICE, prices.map(toRow), acceptedInto(accepted, 'model_price', toRow));

  return writeRevised(tx, MODEL_PRICE, rows, origin);
}

function toRow(price: NewModelPrice): RevisedRow {
  return {
    source: 'openrouter',
    model_id: price.modelId,
    name: price.name,
    created_on: price.createdOn,
    context_tokens: price.contextTokens,
    input_usd_per_million_tokens: price.inputUsdPerMillionTokens,
    cached_input_usd_per_million_tokens: price.cachedInputUsdPerMillionTokens,
    output_usd_per_million_tokens: price.outputUsdPerMillionTokens,
    is_withdrawn: false,
  };
}

const STORED = Prisma.sql`
  model_id AS "modelId", name, created_on::text AS "createdOn", context_tokens::float8 AS "contextTokens",
  input_usd_per_million_tokens::float8 AS "inputUsdPerMillionTokens",
  cached_input_usd_per_million_tokens::float8 AS "cachedInputUsdPerMillionTokens",
  output_usd_per_million_tokens::float8 AS "outputUsdPerMillionTokens",
  (recorded_at AT TIME ZONE 'UTC')::date::text AS "seenOn"`;

/** Revisions that may be believed: none that is withdrawn, or rests on an acceptance that was taken back. */
const BELIEVED = Prisma.sql`
  source = 'openrouter' AND NOT is_withdrawn
  AND NOT EXISTS (SELECT FROM unnest(accepted_value_ids) AS accepted (id)
                    JOIN quarantined_value AS value ON value.id = accepted.id
                   WHERE value.decision IS DISTINCT FROM 'accepted')`;

/** Every revision of the prices of these models on OpenRouter's list that may be believed, oldest first. */
export async function listModelPriceHistory(
  tx: DbTransaction,
  modelIds: readonly string[],
): Promise<StoredModelPrice[]> {
  return tx.$queryRaw<StoredModelPrice[]>`
    SELECT ${STORED} FROM model_price WHERE ${BELIEVED} AND model_id = ANY(${[...modelIds]})
     ORDER BY model_id, revision`;
}

/** The newest price of every model that was ever on OpenRouter's list, in order of id. */
export async function listNewestModelPrices(): Promise<StoredModelPrice[]> {
  return db().$queryRaw<StoredModelPrice[]>`
    SELECT DISTINCT ON (model_id) ${STORED} FROM model_price WHERE ${BELIEVED}
     ORDER BY model_id, revision DESC`;
}
