import { ok } from '#lib/core/result.ts';
import { insertModelPrices } from '#lib/db/model-prices.ts';
import type { OpenRouterSource } from '#lib/sources/openrouter/openrouter-source.ts';

import { appendPriceFacts } from '../facts/append-price-facts.ts';
import { describeMissing, type SubjectTask } from '../subject-task.ts';

/** Token prices of every model on the list, one task. */
export function planModelPrices(openrouter: OpenRouterSource): readonly SubjectTask[] {
  return [
    {
      subject: 'models',
      fetch: async () => {
        const answer = await openrouter.fetchPrices(null);
        if (!answer.ok) return answer;
        const { observations, payloads, quarantined, missing } = answer.value;

        return ok({
          payloads,
          quarantined,
          missingReason: null,
          note: describeMissing(missing),
          isWholeHistory: true,
          store: async (tx, origin) => ({
            ...(await insertModelPrices(tx, observations, origin)),
            note: await appendPriceFacts(
              tx,
              observations.map(({ modelId }) => modelId),
              origin.recordedAt.toISOString().slice(0, 10),
            ),
          }),
        });
      },
    },
  ];
}
