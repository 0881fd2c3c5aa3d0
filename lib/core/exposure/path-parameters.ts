/** A scenario with every default filled in: what one run of the kernel needs besides the world's paths. */
import { pointValues } from '../assumptions/registry.ts';
import { valueAt } from '../assumptions/value-at.ts';
import { toDayNumber } from '../calendar/day-number.ts';
import type { IsoDate } from '../facts/types.ts';
import type { MemoryTier } from '../efficiency/technique.ts';
import type { FleetPath, SavingShape } from './fleet-path.ts';
import { leverValue, type ExposureScalarId, type InputLayout, type LeverId } from './input-layout.ts';
import type { ExposureScenario } from './types.ts';

/** Symbols of model 5 and 6. Null where the registry has a path by year, or where another input rules. */
export interface PathParameters {
  readonly memorySaving: number;
  readonly costSaving: number;
  readonly savingDurationDays: number;
  /** How the savings build up; null = the smooth step over `savingDurationDays`. */
  readonly savingShape: SavingShape | null;
  readonly passThrough: number;
  readonly usageElasticity: number;
  readonly usageMultiple: number | null;
  readonly usageCap: number;
  readonly adjustmentPerQuarter: number;
  readonly trainingShare: number;
  readonly trainingSavingRatio: number;
  readonly supplyElasticity: number;
  readonly demandElasticity: number;
  readonly backlogShare: number;
  readonly backlogHalfLifeQuarters: number;
  readonly contractShare: number | null;
  readonly priceFloor: number | null;
  readonly priceCeiling: number;
  readonly switchingCostShare: number;
  readonly redeployableShare: number;
  readonly contextRespendShare: number;
  readonly efficiencyInGuidesShare: number;
  readonly contractOverhangShare: number;
  readonly overhangReleasePerQuarter: number;
  /** Part of the saving that moves bytes to each tier; null when none does. */
  readonly tierShares: TierShares | null;
}

export type TierShares = Readonly<Record<MemoryTier, number>>;

/** The slider's share holds for every tier. */
function evenTierShares(share: number): TierShares | null {
  return share === 0 ? null : { dram: share, nand: share, hdd: share };
}

/** Resolved scenario: `costPerSaving` is m, with which the cost saving follows the saving; null when it was given. */
export interface ResolvedScenario {
  readonly parameters: PathParameters;
  readonly horizonQuarters: number;
  readonly costPerSaving: number | null;
}

/** Fills the gaps of a valid `scenario` with registry values; c = m s unless given (model 5). `fleet` replaces saving, cost and date. */
export function resolveScenario(
  layout: InputLayout,
  asOf: IsoDate,
  scenario: ExposureScenario,
  values: Float64Array = pointValues(layout.registry),
  fleet: FleetPath | null = null,
): ResolvedScenario {
  const byDefault = (id: ExposureScalarId): number => valueAt(values, layout.scalars[id]);
  const lever = (id: LeverId): number => leverValue(layout, values, id);
  const memorySaving = fleet?.memorySaving ?? scenario.memorySaving ?? byDefault('memory_saving');
  const costPerSaving = fleet === null ? givenCostPerSaving(scenario, byDefault) : fleetCostPerSaving(fleet);
  return {
    horizonQuarters: scenario.horizonQuarters ?? byDefault('horizon_quarters'),
    costPerSaving,
    parameters: {
      memorySaving,
      costSaving:
        fleet?.costSaving ??
        (costPerSaving === null ? (scenario.costSaving ?? 0) : costPerSaving * memorySaving),
      savingShape: fleet?.shape ?? null,
      savingDurationDays:
        scenario.savingReachedBy === undefined
          ? byDefault('saving_duration_days')
          : toDayNumber(scenario.savingReachedBy) - toDayNumber(asOf),
      passThrough: scenario.passThrough ?? byDefault('pass_through'),
      usageElasticity: scenario.usageElasticity ?? byDefault('usage_elasticity'),
      usageMultiple: scenario.usageMultiple ?? null,
      usageCap: scenario.usageCap ?? byDefault('usage_cap'),
      adjustmentPerQuarter: scenario.adjustmentPerQuarter ?? byDefault('adjustment_per_quarter'),
      trainingShare: scenario.trainingShare ?? byDefault('training_share'),
      trainingSavingRatio: scenario.trainingSavingRatio ?? byDefault('training_saving_ratio'),
      supplyElasticity: scenario.supplyElasticity ?? byDefault('supply_elasticity'),
      demandElasticity: scenario.demandElasticity ?? byDefault('demand_elasticity'),
      backlogShare: scenario.backlogShare ?? byDefault('backlog_share'),
      backlogHalfLifeQuarters: scenario.backlogHalfLifeQuarters ?? byDefault('backlog_half_life_quarters'),
      contractShare: scenario.contractShare ?? null,
      priceFloor: scenario.priceFloor ?? null,
      priceCeiling: scenario.priceCeiling ?? byDefault('price_ceiling'),
      switchingCostShare: scenario.switchingCostShare ?? byDefault('switching_cost_share'),
      redeployableShare: scenario.redeployableShare ?? byDefault('redeployable_share'),
      contextRespendShare: scenario.contextRespendShare ?? lever('context_respend_share'),
      efficiencyInGuidesShare: scenario.efficiencyInGuidesShare ?? lever('efficiency_in_guides_share'),
      contractOverhangShare: scenario.contractOverhangShare ?? lever('contract_overhang_share'),
      overhangReleasePerQuarter: scenario.overhangReleasePerQuarter ?? lever('overhang_release_per_quarter'),
      tierShares: fleet?.tierShares ?? evenTierShares(scenario.tierShiftShare ?? lever('tier_shift_share')),
    },
  };
}

function givenCostPerSaving(
  scenario: ExposureScenario,
  byDefault: (id: ExposureScalarId) => number,
): number | null {
  if (scenario.costSaving !== undefined) return null;
  return scenario.memoryShareOfCost ?? byDefault('memory_share_of_cost');
}

/** The fleet's cost saving follows its memory saving in proportion; without a saving there is nothing to follow. */
function fleetCostPerSaving({ memorySaving, costSaving }: FleetPath): number | null {
  return memorySaving === 0 ? null : costSaving / memorySaving;
}

/** The same scenario at another saving; the cost saving follows unless it was given. */
export function withMemorySaving(resolved: ResolvedScenario, memorySaving: number): PathParameters {
  const { costPerSaving, parameters } = resolved;
  const costSaving = costPerSaving === null ? parameters.costSaving : costPerSaving * memorySaving;
  return { ...parameters, memorySaving, costSaving };
}

/** Long-run memory saving that is not spent again on longer context. */
export function netMemorySaving(parameters: PathParameters): number {
  return parameters.memorySaving * (1 - parameters.contextRespendShare);
}

/** Long-run cost saving that remains when a part of it buys longer context at an unchanged price. */
export function netCostSaving(parameters: PathParameters): number {
  return parameters.costSaving * (1 - parameters.contextRespendShare);
}
