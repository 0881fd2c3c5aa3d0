/** A valid scenario of a world with the kernel that runs it: what every evaluation starts from. */
import { pointValues } from '../assumptions/registry.ts';
import { valueAt } from '../assumptions/value-at.ts';
import type { InputFault } from '../input-fault.ts';
import { err, ok, type Result } from '../result.ts';
import { computeFleetPath, type FleetPath } from './fleet-path.ts';
import { createInputLayout, type InputLayout } from './input-layout.ts';
import { createPathKernel, type PathKernel } from './kernel.ts';
import { resolveScenario, type ResolvedScenario } from './path-parameters.ts';
import type { ExposureScenario, ExposureWorld } from './types.ts';
import { findScenarioFaults } from './validate-scenario.ts';

export interface ResolvedPath {
  readonly layout: InputLayout;
  readonly resolved: ResolvedScenario;
  readonly kernel: PathKernel;
  /** Null where the saving is one long-run number. */
  readonly fleet: FleetPath | null;
}

/** Kernel and parameters of `scenario`; every fault of it at once. */
export function resolvePath(
  world: ExposureWorld,
  scenario: ExposureScenario,
): Result<ResolvedPath, InputFault[]> {
  const created = createInputLayout(world.assumptions);
  if (!created.ok) return created;
  const layout = created.value;
  const values = pointValues(layout.registry);
  const faults = findScenarioFaults(world, layout, values, scenario);
  if (faults.length > 0) return err(faults);

  const quarterCount = scenario.horizonQuarters ?? valueAt(values, layout.scalars.horizon_quarters);
  const fleet = scenario.savingPath === 'fleet' ? computeFleetPath(world, scenario, quarterCount) : ok(null);
  if (!fleet.ok) return fleet;
  const resolved = resolveScenario(layout, world.asOf, scenario, values, fleet.value);
  const kernel = createPathKernel(world, layout, values, resolved.horizonQuarters);
  return ok({ layout, resolved, kernel, fleet: fleet.value });
}
