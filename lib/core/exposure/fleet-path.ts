/** The saving of the bottom-up fleet as a path for the engine, in place of a long-run saving and its date (model 3). */
import { computeFleetSaving } from '../efficiency/fleet/fleet-saving.ts';
import { computeContributions } from '../efficiency/fleet/contributions.ts';
import { readFleetRows, type FleetRows, type FleetTechniqueFact } from '../efficiency/fleet/fleet-rows.ts';
import { fillFleet, FLEET_POINTS, type FleetChoice } from '../efficiency/fleet/fleet.ts';
import { tiersShiftedTo, type MemoryTier, type Technique } from '../efficiency/technique.ts';
import type { Assumption, IsoDate } from '../facts/types.ts';
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
  readonly tierShares: ExposureWorld['fleetTierShares'];
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
  world: Pick<ExposureWorld, 'asOf' | 'quarters' | 'fleetTierShares'>,
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
    tierShares: world.fleetTierShares,
    shape: {
      memory: Float64Array.from(path, (quarter) => shareOf(memorySaving)(quarter.memorySaving)),
      cost: Float64Array.from(path, (quarter) => shareOf(costSaving)(quarter.costSaving)),
    },
  };
}

/**
 * What each technique brings to the fleet's saving of `quarter` (Shapley shares, largest first) and to which tiers it
 * moves bytes; null where the fleet's rows are incomplete.
 */
export function listFleetContributions(
  asOf: IsoDate,
  assumptions: readonly Assumption[],
  techniques: readonly (FleetTechniqueFact & Pick<Technique, 'shiftsDemandTo'>)[],
  quarter: string,
): ExposureWorld['fleetContributions'] {
  const rows = readFleetRows(assumptions, techniques);
  if (!rows.ok) return null;
  return computeContributions(fillFleet(rows.value), asOf, quarter).map((contribution) => {
    const fact = techniques.find(({ id }) => id === contribution.technique);
    return { ...contribution, tiers: fact === undefined ? [] : tiersShiftedTo(fact) };
  });
}

/** Part of the contributions that comes from techniques which move bytes to each tier; 0 where nothing is saved. */
export function sumTierShares(
  contributions: ExposureWorld['fleetContributions'],
): ExposureWorld['fleetTierShares'] {
  if (contributions === null) return null;
  const saving = contributions.reduce((sum, { share }) => sum + share, 0);
  const shareOfTier = (tier: MemoryTier): number => {
    const shifting = contributions.filter(({ tiers }) => tiers.includes(tier));
    return saving === 0 ? 0 : shifting.reduce((sum, { share }) => sum + share, 0) / saving;
  };
  return { dram: shareOfTier('dram'), nand: shareOfTier('nand'), hdd: shareOfTier('hdd') };
}
