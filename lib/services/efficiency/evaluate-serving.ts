import 'server-only';

import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { invalidInput } from '#lib/contracts/request-fault.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { servingBodySchema } from '#lib/contracts/serving.ts';
import type { ServingResponse } from '#lib/contracts/serving.ts';
import { evaluateServing } from '#lib/core/efficiency/serving.ts';
import { listServingCautions } from '#lib/core/efficiency/serving-request.ts';
import { err, ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';

import { getEfficiencyWorld } from './get-efficiency-world.ts';
import { planDeployment } from './plan-body.ts';

/** The serving roofline of one deployment (model 2), unrounded. `input` is JSON as received. */
export async function evaluateServingRequest(input: unknown): Promise<Result<ServingResponse, RequestFault>> {
  const body = parseInput(servingBodySchema, input);
  if (!body.ok) return err(invalidInput(body.error));
  const world = await getEfficiencyWorld(body.value);
  if (!world.ok) return world;
  const { asOf: _asOf, dataVersion: _dataVersion, ...deployment } = body.value;
  const plan = planDeployment(world.value, deployment);
  if (!plan.ok) return plan;

  return ok({
    modelVersion: MODEL_VERSION,
    dataVersion: world.value.dataVersion,
    asOf: world.value.asOf,
    ...evaluateServing(plan.value),
    kvReadBytesPerDecodedToken: plan.value.kvReadBytes,
    stateUnknown: plan.value.stateUnknown,
    cautions: listServingCautions(plan.value.model, plan.value.request),
  });
}
