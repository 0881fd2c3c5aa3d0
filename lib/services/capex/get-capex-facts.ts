import 'server-only';

import type { CapexActualFact, CapexAnnouncementFact } from '#lib/contracts/facts/capex.ts';
import { invalidField, type RequestFault } from '#lib/contracts/request-fault.ts';
import { readBaselineInputs, type BaselineInputs } from '#lib/core/demand/hbm-content.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { listAssumptions } from '#lib/db/assumptions.ts';
import { listCapexActuals, listCapexAnnouncements } from '#lib/db/capex.ts';

import { createAnswerCache } from '../scope/answer-cache.ts';
import { resolveScope, scopeKey, type RequestedScope, type Scope } from '../scope/resolve-scope.ts';

/** What the guides of any year and their HBM content are computed from; nothing that became public after `asOf`. */
export interface CapexFacts {
  readonly asOf: IsoDate;
  readonly dataVersion: number;
  readonly inputs: BaselineInputs;
  /** Several measures of one quarter stand side by side. */
  readonly actuals: readonly CapexActualFact[];
  /** Newest first. */
  readonly announcements: readonly CapexAnnouncementFact[];
}

const answers = createAnswerCache<Result<CapexFacts, RequestFault>>(16);

/** Capex facts and the registry's baseline inputs as known at a scope. */
export async function getCapexFacts(requested: RequestedScope): Promise<Result<CapexFacts, RequestFault>> {
  const scope = await resolveScope(requested, ['capex_actual']);

  return scope.ok ? answers.get(scopeKey(scope.value), () => loadFacts(scope.value)) : scope;
}

async function loadFacts(scope: Scope): Promise<Result<CapexFacts, RequestFault>> {
  const [assumptions, actuals, announcements] = await Promise.all([
    listAssumptions(scope),
    listCapexActuals(scope),
    listCapexAnnouncements(scope),
  ]);
  const inputs = readBaselineInputs(assumptions);
  if (!inputs.ok) {
    const reasons = inputs.error.map(({ message }) => message).join('; ');
    return err(invalidField('asOf', `${scope.asOf} has too few facts (${reasons})`));
  }

  return ok({ ...scope, inputs: inputs.value, actuals, announcements });
}
