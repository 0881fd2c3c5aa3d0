/** The saving of the bottom-up fleet as a path for the engine, in place of a long-run saving and its date (model 3). */
import { computeFleetSaving } from '../efficiency/fleet/fleet-saving.ts';
import { readFleetRows, type FleetRows } from '../efficiency/fleet/fleet-rows.ts';
import { fillFleet, FLEET_POINTS, type FleetChoice } from '../efficiency/fleet/fleet.ts';
import { ok, type Result } from '../result.ts';
import type { ExposureScenario, ExposureWorld } from './types.ts';
import type { InputFault } from '../input-fault.ts';

/** Saving by quarter k as a share of what the last quarter reaches; 0 throughout where nothing is saved. */
export interface SavingShape {
  readonly memory: Float64Array;
  readonly cost: Float64Array;
}

/** End values and shape of the fleet's path over the projected quarters. */
export interface FleetPath {
  readonly rows: FleetRows;
  readonly memorySaving: number;
  readonly costSaving: number;
  readonly shape: SavingShape;
}

function shareOf(end: number): (saving: number) => number {
  return (saving) => (end === 0 ? 0 : saving / end);
}

/**
 * Path of the fleet in `world` over its first `quarterCount` quarters. Memory's share of cost is the scenario's where it
 * gives one. Faults name the registry rows that are missing.
 */
export function computeFleetPath(
  world: ExposureWorld,
  scenario: ExposureScenario,
  quarterCount: number,
): Result<FleetPath, InputFault[]> {
  const rows = readFleetRows(world.assumptions, world.fleetTechniques);
  if (!rows.ok) return rows;
  return ok(fillFleetPath(world, rows.value, scenario, quarterCount, FLEET_POINTS));
}

/** The same path with the values that `choice` picks from checked rows. */
export function fillFleetPath(
  world: Pick<ExposureWorld, 'asOf' | 'quarters'>,
  rows: FleetRows,
  scenario: ExposureScenario,
  quarterCount: number,
  choice: FleetChoice,
): FleetPath {
  const fleet = fillFleet(rows, {
    ...choice,
    assumption: (row) =>
      row === rows.scalars.memoryShareOfCost
        ? (scenario.memoryShareOfCost ?? choice.assumption(row))
        : choice.assumption(row),
  });
  const path = computeFleetSaving(fleet, world.asOf, world.quarters.slice(0, quarterCount));
  const last = path.at(-1);
  const memorySaving = last?.memorySaving ?? 0;
  const costSaving = last?.costSaving ?? 0;
  return {
    rows,
    memorySaving,
    costSaving,
    shape: {
      memory: Float64Array.from(path, (quarter) => shareOf(memorySaving)(quarter.memorySaving)),
      cost: Float64Array.from(path, (quarter) => shareOf(costSaving)(quarter.costSaving)),
    },
  };
}
