import 'server-only';

import type { FactTableSummary } from '#lib/contracts/facts/summary.ts';
import { invalidInput } from '#lib/contracts/request-fault.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { evaluateExposure } from '#lib/core/exposure/evaluate.ts';
import type { ExposureAnswer, ExposureWorld } from '#lib/core/exposure/types.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';
import { createModelRoute, type ModelRoute } from '#lib/core/reconciliation/model-route.ts';
import { err, ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';
import { summariseFacts } from '#lib/db/fact-summary.ts';

import { getExposureWorld, loadExposureFacts } from '../exposure/get-exposure-world.ts';
import { createAnswerCache } from '../scope/answer-cache.ts';
import { resolveScope, scopeKey } from '../scope/resolve-scope.ts';
import type { RequestedScope, Scope } from '../scope/resolve-scope.ts';

/** What was known on a day, and what the model made of it. */
export interface Knowledge {
  readonly asOf: IsoDate;
  readonly dataVersion: number;
  readonly world: ExposureWorld;
  /** Every default of the scenario. */
  readonly answer: ExposureAnswer;
  readonly model: ModelRoute;
  readonly tables: readonly FactTableSummary[];
}

const answers = createAnswerCache<Result<Knowledge, RequestFault>>(16);

/** Knowledge at a scope. Faults at `/asOf` when no world can be built on that day. */
export async function getKnowledge(requested: RequestedScope): Promise<Result<Knowledge, RequestFault>> {
  const scope = await resolveScope(requested, ['capex_actual']);
  if (!scope.ok) return scope;

  return answers.get(scopeKey(scope.value), () => load(scope.value));
}

async function load(scope: Scope): Promise<Result<Knowledge, RequestFault>> {
  const versioned = await getExposureWorld(scope);
  if (!versioned.ok) return versioned;
  const [facts, tables] = await Promise.all([loadExposureFacts(scope), summariseFacts(scope)]);
  const { world } = versioned.value;
  const answer = evaluateExposure(world, {});
  const model = createModelRoute(facts);
  if (!answer.ok) return err(invalidInput(answer.error));
  if (!model.ok) return err(invalidInput(model.error));

  return ok({ ...scope, world, answer: answer.value, model: model.value, tables });
}
