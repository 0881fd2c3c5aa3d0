import type { IsoDate } from '#lib/core/facts/types.ts';

import { acceptedInto, withAccepted, type AcceptedValue } from './accepted-rows.ts';
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
