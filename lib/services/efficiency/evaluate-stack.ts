import 'server-only';

import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { invalidInput } from '#lib/contracts/request-fault.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { stackBodySchema } from '#lib/contracts/serving.ts';
import type { StackResponse } from '#lib/contracts/serving.ts';
import { evaluateStack } from '#lib/core/efficiency/stack.ts';
import type { Technique } from '#lib/core/efficiency/technique.ts';
import { err, ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';

import { getEfficiencyWorld } from './get-efficiency-world.ts';
import { planDeployment } from './plan-body.ts';

/** What a stack of techniques saves on one deployment (model 2), unrounded. `input` is JSON as received. */
export async function evaluateStackRequest(input: unknown): Promise<Result<StackResponse, RequestFault>> {
  const body = parseInput(stackBodySchema, input);
  if (!body.ok) return err(invalidInput(body.error));
  const world = await getEfficiencyWorld(body.value);
  if (!world.ok) return world;
  const techniques = findTechniques(world.value.techniques, body.value.techniques);
  if (!techniques.ok) return techniques;
  const plan = planDeployment(world.value, body.value.base);
  if (!plan.ok) return err(underBase(plan.error));
  const answer = evaluateStack(plan.value, techniques.value);
  if (!answer.ok) return err(invalidInput(answer.error));
  const { dataVersion, asOf } = world.value;

  return ok({ modelVersion: MODEL_VERSION, dataVersion, asOf, ...answer.value });
}

function findTechniques(
  catalogue: readonly Technique[],
  ids: readonly string[],
): Result<readonly Technique[], RequestFault> {
  const found = ids.map((id) => catalogue.find((technique) => technique.id === id));
  const unknown = ids.filter((_, index) => found[index] === undefined);
  if (unknown.length > 0) {
    const detail = `There is no technique ${unknown.map((id) => `"${id}"`).join(', ')}. GET /api/v1/efficiency/techniques lists the ids.`;
    return err({ kind: 'not-found', detail });
  }

  return ok(found.filter((technique) => technique !== undefined));
}

/** The deployment is the field `base` of this request, and its faults are found there. */
function underBase(fault: RequestFault): RequestFault {
  if (fault.kind !== 'invalid-input') return fault;

  return invalidInput(fault.faults.map((one) => ({ ...one, pointer: `/base${one.pointer}` })));
}
