import 'server-only';

import type { IsoDate } from '#lib/core/facts/types.ts';
import { listNewestModelPrices } from '#lib/db/model-prices.ts';
import { findLastGoodDay } from '#lib/db/refresh-runs.ts';
import { listPassedOn } from '#lib/sources/openrouter/model-map.ts';

/**
 * Last day until `asOf` on which OpenRouter's list was read, for each provider whose prices it passes on. A price that
 * has not changed leaves no row, so that only the run says that it still stood.
 */
export async function listSightings(asOf: IsoDate): Promise<Readonly<Record<string, IsoDate>>> {
  const [seenOn, models] = await Promise.all([findLastGoodDay('openrouter', asOf), listNewestModelPrices()]);
  if (seenOn === null) return {};
  const providers = listPassedOn(models.map(({ modelId }) => modelId));

  return Object.fromEntries(providers.map((provider) => [provider, seenOn]));
}
