import 'server-only';

import type { CatalogueQuery, OracleList } from '#lib/contracts/catalogue.ts';
import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import { toOracleItem } from '#lib/contracts/oracle-item.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { countVerdicts, judgeOracle } from '#lib/core/efficiency/judge-oracle.ts';
import { ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';
import { listKvOracles, listModelArchitectures } from '#lib/db/models.ts';

import { createAnswerCache } from '../scope/answer-cache.ts';
import { resolveScope, scopeKey } from '../scope/resolve-scope.ts';
import type { Scope } from '../scope/resolve-scope.ts';

const lists = createAnswerCache<OracleList>(16);

/** Every published memory figure beside the one recomputed from the model's shape. */
export async function listOracles(query: CatalogueQuery): Promise<Result<OracleList, RequestFault>> {
  const scope = await resolveScope(query, ['kv_oracle']);
  if (!scope.ok) return scope;

  return ok(await lists.get(scopeKey(scope.value), () => judgeAll(scope.value)));
}

async function judgeAll(scope: Scope): Promise<OracleList> {
  const [oracles, architectures] = await Promise.all([listKvOracles(scope), listModelArchitectures(scope)]);
  const models = new Map(architectures.map((model) => [model.id, model]));
  const judged = oracles.map((row) => judgeOracle(row, models));

  return {
    modelVersion: MODEL_VERSION,
    ...scope,
    counts: countVerdicts(judged),
    items: judged.map(toOracleItem),
  };
}
