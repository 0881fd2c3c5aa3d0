import 'server-only';

import type { FactsQuery, FactsSummary } from '#lib/contracts/facts-summary.ts';
import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';
import { summariseFacts } from '#lib/db/fact-summary.ts';

import { createAnswerCache } from '../scope/answer-cache.ts';
import { resolveScope, scopeKey } from '../scope/resolve-scope.ts';

const summaries = createAnswerCache<FactsSummary>(16);

/** Rows, newest publication date and shares by grade (fractions) of each fact table at a scope. */
export async function summariseFactTables(query: FactsQuery): Promise<Result<FactsSummary, RequestFault>> {
  const scope = await resolveScope(query);
  if (!scope.ok) return scope;

  const summary = await summaries.get(scopeKey(scope.value), async () => ({
    modelVersion: MODEL_VERSION,
    ...scope.value,
    tables: await summariseFacts(scope.value),
  }));

  return ok(summary);
}
