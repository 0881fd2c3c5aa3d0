import 'server-only';

import type { ServingBody } from '#lib/contracts/serving.ts';
import { invalidInput } from '#lib/contracts/request-fault.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import type { EfficiencyWorld } from '#lib/core/efficiency/efficiency-world.ts';
import { planServing } from '#lib/core/efficiency/serving.ts';
import type { ServingPlan } from '#lib/core/efficiency/serving.ts';
import type { ServingRequest } from '#lib/core/efficiency/serving-request.ts';
import { err, ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';

type Deployment = Omit<ServingBody, 'asOf' | 'dataVersion'>;

/** The serving plan of a parsed body in `world`; an unknown model or accelerator is not found, by name. */
export function planDeployment(world: EfficiencyWorld, body: Deployment): Result<ServingPlan, RequestFault> {
  const model = world.models.find(({ id }) => id === body.model);
  const accelerator = world.accelerators.find(({ id }) => id === body.accelerator);
  if (model === undefined || accelerator === undefined) {
    return err({ kind: 'not-found', detail: missingWords(body, { model, accelerator }) });
  }
  const indexerHeads = world.defaults.indexerHeads.point;
  const plan = planServing(model, accelerator, fillRequest(world, body), indexerHeads);

  return plan.ok ? ok(plan.value) : err(invalidInput(plan.error));
}

function missingWords(
  body: Deployment,
  found: { readonly model: unknown; readonly accelerator: unknown },
): string {
  const missing = [
    found.model === undefined
      ? `There is no model "${body.model}". GET /api/v1/efficiency/models lists the ids.`
      : null,
    found.accelerator === undefined
      ? `There is no accelerator "${body.accelerator}". GET /api/v1/efficiency/accelerators lists the ids.`
      : null,
  ];

  return missing.filter((words) => words !== null).join(' ');
}

/** The request with the registry's points where the body is silent. */
function fillRequest(world: EfficiencyWorld, body: Deployment): ServingRequest {
  const { defaults } = world;
  const { model: _model, accelerator: _accelerator, cacheFormat, attentionTensorParallel, ...given } = body;

  return {
    ...given,
    memoryUtilisation: body.memoryUtilisation ?? defaults.memoryUtilisation.point,
    bandwidthUtilisation: body.bandwidthUtilisation ?? defaults.bandwidthUtilisation.point,
    computeUtilisation: body.computeUtilisation ?? defaults.computeUtilisation.point,
    usdPerAcceleratorHour: body.usdPerAcceleratorHour ?? defaults.usdPerAcceleratorHour.point,
    ...(cacheFormat === undefined ? {} : { cacheFormat }),
    ...(attentionTensorParallel === undefined ? {} : { attentionTensorParallel }),
  };
}
