import 'server-only';

import type { IsoDate } from '#lib/core/facts/types.ts';
import { listNewestModelPrices } from '#lib/db/model-prices.ts';
import { isMapped, isOfKnownLab } from '#lib/sources/openrouter/model-map.ts';

/** A model of the catalogue that no figure uses: nobody has said yet which model of the price table it is. */
export interface UnusedModel {
  readonly modelId: string;
  readonly name: string;
  /** Day on which the catalogue took it up. */
  readonly createdOn: IsoDate;
  readonly inputUsdPerMillionTokens: number;
  readonly outputUsdPerMillionTokens: number;
}

/** What of the catalogue is seen and not used. */
export interface UnusedModels {
  /** Of labs whose prices are kept, taken up lately, the newest first. */
  readonly items: readonly UnusedModel[];
  /** All that are not used, of whatever lab and age. */
  readonly unusedCount: number;
  /** Models with a price on file. */
  readonly seenCount: number;
}

const NEW_DAYS = 180;
const MS_PER_DAY = 86_400_000;

/** Models that OpenRouter's list has shown and that no price of the table stands for. */
export async function listUnusedModels(nowMs: number): Promise<UnusedModels> {
  const seen = await listNewestModelPrices();
  const unused = seen.filter(({ modelId }) => !isMapped(modelId));
  const since = new Date(nowMs - NEW_DAYS * MS_PER_DAY).toISOString().slice(0, 10);
  const items = unused
    .filter(({ modelId, createdOn }) => isOfKnownLab(modelId) && createdOn >= since)
    .toSorted((a, b) => b.createdOn.localeCompare(a.createdOn) || a.modelId.localeCompare(b.modelId))
    .map(({ modelId, name, createdOn, inputUsdPerMillionTokens, outputUsdPerMillionTokens }) => ({
      ...{ modelId, name, createdOn, inputUsdPerMillionTokens, outputUsdPerMillionTokens },
    }));

  return { items, unusedCount: unused.length, seenCount: seen.length };
}
