import 'server-only';

import type { ModelItem, ModelList, ModelsQuery } from '#lib/contracts/efficiency.ts';
import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import type { ModelArchitecture } from '#lib/core/efficiency/architecture.ts';
import { computeKvCache } from '#lib/core/efficiency/kv-cache.ts';
import { ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';
import { listModelArchitectures } from '#lib/db/models.ts';

import { createAnswerCache } from '../scope/answer-cache.ts';
import { resolveScope, scopeKey } from '../scope/resolve-scope.ts';
import type { Scope } from '../scope/resolve-scope.ts';

/** Beyond every sliding window in the table, so that the marginal token is that of a long context. */
const LIST_CONTEXT_TOKENS = 131_072;

const lists = createAnswerCache<ModelList>(16);

/** Every model with the BF16 cache bytes that one more token takes in a long context. */
export async function listModels(query: ModelsQuery): Promise<Result<ModelList, RequestFault>> {
  const scope = await resolveScope(query);
  if (!scope.ok) return scope;

  return ok(await lists.get(scopeKey(scope.value), () => loadModels(scope.value)));
}

async function loadModels(scope: Scope): Promise<ModelList> {
  const models = await listModelArchitectures(scope);

  return {
    modelVersion: MODEL_VERSION,
    ...scope,
    contextTokens: LIST_CONTEXT_TOKENS,
    items: models.map(toItem),
  };
}

function toItem(model: ModelArchitecture): ModelItem {
  const cache = computeKvCache(model, LIST_CONTEXT_TOKENS, 'bf16');

  return {
    id: model.id,
    name: model.name,
    lab: model.lab,
    releasedOn: model.releasedOn,
    attention: model.attention,
    kvBytesPerToken: cache.ok ? cache.value.bytesPerToken : null,
    kvBytesPerTokenAbsence: cache.ok ? null : cache.error.map((fault) => fault.message).join('; '),
  };
}
