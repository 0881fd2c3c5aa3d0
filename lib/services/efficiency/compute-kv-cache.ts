import 'server-only';

import type { KvCacheQuery, KvCacheResponse } from '#lib/contracts/efficiency.ts';
import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import { invalidInput } from '#lib/contracts/request-fault.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { computeKvCache } from '#lib/core/efficiency/kv-cache.ts';
import { err, ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';
import { findModelArchitecture } from '#lib/db/models.ts';

import { createAnswerCache } from '../scope/answer-cache.ts';
import { resolveScope, scopeKey } from '../scope/resolve-scope.ts';
import type { Scope } from '../scope/resolve-scope.ts';

const answers = createAnswerCache<Result<KvCacheResponse, RequestFault>>(256);

/**
 * Attention memory of a model in bytes (model 1). `batch` multiplies what is stored; a decoded token reads the
 * cache of its own sequence only, and the next token of one sequence adds to that sequence only.
 */
export async function computeKvCacheOfModel(
  query: KvCacheQuery,
): Promise<Result<KvCacheResponse, RequestFault>> {
  const scope = await resolveScope(query);
  if (!scope.ok) return scope;

  const { model, contextTokens, kvDtype, batch } = query;
  const key = JSON.stringify([scopeKey(scope.value), model, contextTokens, kvDtype, batch]);

  return answers.get(key, () => compute(query, scope.value));
}

async function compute(query: KvCacheQuery, scope: Scope): Promise<Result<KvCacheResponse, RequestFault>> {
  const { contextTokens, kvDtype, batch = 1 } = query;
  const model = await findModelArchitecture(query.model, scope);
  if (model === null) {
    const detail = `There is no model "${query.model}". GET /api/v1/efficiency/models lists the ids.`;
    return err({ kind: 'not-found', detail });
  }

  const cache = computeKvCache(model, contextTokens, kvDtype);
  if (!cache.ok) return err(invalidInput(cache.error));

  const { bytesPerToken, storedBytes, readBytesPerDecodedToken, stateUnknown, beyondMaxContext } =
    cache.value;

  return ok({
    modelVersion: MODEL_VERSION,
    ...scope,
    model: model.id,
    contextTokens,
    kvDtype,
    batch,
    bytesPerToken,
    storedBytes: storedBytes * batch,
    readBytesPerDecodedToken,
    stateUnknown,
    beyondMaxContext,
    byGroup: cache.value.byGroup.map((group) => ({
      ...group,
      storedBytes: group.storedBytes === null ? null : group.storedBytes * batch,
    })),
  });
}
