import { ok } from '#lib/core/result.ts';
import type { AcceptedValue } from '#lib/db/accepted-rows.ts';
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
          store: async (tx, origin, accepted) => ({
            ...(await insertModelPrices(tx, observations, origin, accepted)),
            note: await appendPriceFacts(
              tx,
              [...observations.map(({ modelId }) => modelId), ...acceptedIds(accepted)],
              origin.recordedAt.toISOString().slice(0, 10),
            ),
          }),
        });
      },
    },
  ];
}

/** Models of which a price came that is stored because somebody has accepted it. */
function acceptedIds(accepted: readonly AcceptedValue[]): readonly string[] {
  return accepted.flatMap(({ held }) => (held.table === 'model_price' ? [held.row.modelId] : []));
}
