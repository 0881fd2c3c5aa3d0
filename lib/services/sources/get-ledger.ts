import 'server-only';

import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { makeLedger, type LedgerRow } from '#lib/core/ledger/ledger.ts';
import { ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';
import { listStoredFacts } from '#lib/db/ledger.ts';

import { createAnswerCache } from '../scope/answer-cache.ts';
import { resolveScope, scopeKey } from '../scope/resolve-scope.ts';
import type { RequestedScope, Scope } from '../scope/resolve-scope.ts';

/** Every stored fact as known at a scope. */
export interface Ledger extends Scope {
  readonly rows: readonly LedgerRow[];
}

/** A ledger holds every column of every fact, so few are kept. */
const ledgers = createAnswerCache<Ledger>(2);

/** The ledger of every fact table at a scope. */
export async function getLedger(requested: RequestedScope): Promise<Result<Ledger, RequestFault>> {
  const scope = await resolveScope(requested);
  if (!scope.ok) return scope;

  return ok(await loadLedger(scope.value));
}

/** The ledger at a scope that is resolved. */
export function loadLedger(scope: Scope): Promise<Ledger> {
  return ledgers.get(scopeKey(scope), async () => ({
    ...scope,
    rows: makeLedger(await listStoredFacts(scope)),
  }));
}
