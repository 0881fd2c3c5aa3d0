import type { EfficiencyWorld } from '../efficiency/efficiency-world.ts';
import { planServing, type ServingPlan } from '../efficiency/serving.ts';
import type { InputFault } from '../input-fault.ts';
import { err, type Result } from '../result.ts';
import { requestOf } from './evaluate-workbench.ts';
import { DEFAULT_WORKBENCH } from './workbench-config.ts';

/** Plan of the Workbench's default deployment, or a fault where model or accelerator is not known at the date. */
export function planDefaultDeployment(
  world: Pick<EfficiencyWorld, 'models' | 'accelerators' | 'defaults' | 'asOf'>,
): Result<ServingPlan, InputFault[]> {
  const { model: modelId, accelerator: acceleratorId } = DEFAULT_WORKBENCH;
  const model = world.models.find(({ id }) => id === modelId);
  const accelerator = world.accelerators.find(({ id }) => id === acceleratorId);
  if (model === undefined || accelerator === undefined) {
    const missing = model === undefined ? modelId : acceleratorId;
    const message = `asOf ${world.asOf} is before ${missing} was announced; choose a later day`;
    return err([{ pointer: '/asOf', message }]);
  }
  const { indexerHeads } = world.defaults;
  return planServing(model, accelerator, requestOf(world, DEFAULT_WORKBENCH), indexerHeads.point);
}
