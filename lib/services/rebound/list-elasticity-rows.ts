import 'server-only';

import type { ElasticityRow } from '#lib/core/rebound/elasticity-evidence.ts';
import { listElasticities } from '#lib/db/usage.ts';

import type { Scope } from '../scope/resolve-scope.ts';

/** Rows about how use answers price, as known at a scope. Throws when the database is away. */
export async function listElasticityRows(scope: Scope): Promise<readonly ElasticityRow[]> {
  return listElasticities(scope);
}
