import type { IsoDate } from '#lib/core/facts/types.ts';
import {
  takeCataloguePrice,
  type CatalogueMeasure,
  type PriceParts,
  type SeenPrice,
} from '#lib/core/labs/catalogue-prices.ts';
import { listModelPriceHistory, type StoredModelPrice } from '#lib/db/model-prices.ts';
import type { DbTransaction } from '#lib/db/transaction.ts';
import { listTokenPrices } from '#lib/db/usage.ts';
import { MAPPED_MODELS, type MappedModel } from '#lib/sources/openrouter/model-map.ts';

import { appendFacts, type AppendedFacts, type RefreshedFact } from './append-facts.ts';

const NAMED = 3;
const DIGITS = 8;

/**
 * Makes facts of the prices that OpenRouter's list has changed or shows for the first time, of the models that we know
 * which they are. How they stand beside the labs' own is the rule of lib/core/labs/catalogue-prices.ts.
 *
 * @param listedIds models that the list has now: a price that it no longer shows is not taken up again
 * @returns a sentence for the operator: what was made and what was not believed
 */
export async function appendPriceFacts(
  tx: DbTransaction,
  listedIds: readonly string[],
  todayOn: IsoDate,
): Promise<string | null> {
  const listed = new Set(listedIds);
  const mapped = MAPPED_MODELS.filter(({ modelId }) => listed.has(modelId));
  const history = Map.groupBy(
    await listModelPriceHistory(
      tx,
      mapped.map(({ modelId }) => modelId),
    ),
    ({ modelId }) => modelId,
  );
  const prices = await listTokenPrices({ asOf: todayOn }, tx);
  const facts: RefreshedFact[] = [];
  const doubtful: string[] = [];
  for (const known of mapped) {
    const seen = toSeen(known, history.get(known.modelId) ?? []);
    const step = seen === null ? null : takeCataloguePrice(seen, prices);
    if (seen === null || step === null || step.kind === 'same') continue;
    if (step.kind === 'doubtful') doubtful.push(`${known.modelId} (${step.reason})`);
    else facts.push({ cells: toCells(seen, known.modelId, step), firstKnown: null });
  }
  const appended = await appendFacts(
    tx,
    {
      table: 'token_price',
      origin: 'openrouter',
      summary: 'Token prices of the model list of OpenRouter',
      owner: 'OpenRouter',
      todayOn,
    },
    facts,
  );

  return describe(appended, doubtful);
}

/** The newest price of a model with the day on which it was first seen, and what stood before. */
function toSeen(known: MappedModel, history: readonly StoredModelPrice[]): SeenPrice | null {
  const newest = history.at(-1);
  if (newest === undefined) return null;
  const parts = toParts(newest);
  // A revision may change the name alone; the price is as old as the first revision of those that say the same.
  const changedAt = history.findLastIndex((revision) => !isEqual(toParts(revision), parts)) + 1;
  const earlier = history[changedAt - 1];
  const { provider, model, measure } = known;

  return {
    ...{ provider, model, measure, ...parts },
    seenOn: history[changedAt]?.seenOn ?? newest.seenOn,
    before: earlier === undefined ? null : toParts(earlier),
  };
}

function toParts(price: StoredModelPrice): PriceParts {
  return {
    inputUsdPerMtok: price.inputUsdPerMillionTokens,
    cachedInputUsdPerMtok: price.cachedInputUsdPerMillionTokens,
    outputUsdPerMtok: price.outputUsdPerMillionTokens,
  };
}

function isEqual(a: PriceParts, b: PriceParts): boolean {
  return (
    a.inputUsdPerMtok === b.inputUsdPerMtok &&
    a.cachedInputUsdPerMtok === b.cachedInputUsdPerMtok &&
    a.outputUsdPerMtok === b.outputUsdPerMtok
  );
}

const WHAT: Readonly<Record<CatalogueMeasure, string>> = {
  'passed-on': 'price of the lab as the catalogue passes it on, base context tier',
  'lowest-host': 'lowest price of any host on the catalogue, not the lab’s own',
};

function toCells(
  seen: SeenPrice,
  modelId: string,
  step: { readonly model: string; readonly event: string },
): Readonly<Record<string, string>> {
  const since =
    seen.before === null
      ? 'first seen on this day, it may have held before'
      : 'first seen on this day, the list is read daily';

  return {
    provider: seen.provider,
    model: step.model,
    effective_on: seen.seenOn,
    input_usd_per_mtok: toText(seen.inputUsdPerMtok),
    cached_input_usd_per_mtok: toText(seen.cachedInputUsdPerMtok),
    output_usd_per_mtok: toText(seen.outputUsdPerMtok),
    currency_original: 'USD',
    event: step.event,
    notes: `${WHAT[seen.measure]}; ${since}`,
    source_title: 'OpenRouter model list',
    source_url: `https://openrouter.ai/${modelId}`,
    source_published_on: seen.seenOn,
    // A catalogue repeats what others ask: as good as a press report of it.
    confidence: 'press',
  };
}

function toText(usd: number | null): string {
  return usd === null ? '' : usd.toFixed(DIGITS);
}

function describe(
  { addedCount, revisedCount, heldKeys }: AppendedFacts,
  doubtful: readonly string[],
): string | null {
  const more = doubtful.length - NAMED;
  const sentences = [
    addedCount + revisedCount === 0
      ? null
      : `Token prices that became facts: ${String(addedCount)} new, ${String(revisedCount)} revised.`,
    doubtful.length === 0
      ? null
      : `Not believed: ${doubtful.slice(0, NAMED).join(', ')}${more > 0 ? `, and ${String(more)} more` : ''}.`,
    heldKeys.length === 0 ? null : `Left as the desk recorded them: ${heldKeys.join(', ')}.`,
  ].filter((sentence) => sentence !== null);

  return sentences.length === 0 ? null : sentences.join(' ');
}
