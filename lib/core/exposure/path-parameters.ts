/** A scenario with every default filled in: what one run of the kernel needs besides the world's paths. */
import { pointValues } from '../assumptions/registry.ts';
import { valueAt } from '../assumptions/value-at.ts';
import { toDayNumber } from '../calendar/day-number.ts';
import type { IsoDate } from '../facts/types.ts';
import type { ExposureScalarId, InputLayout } from './input-layout.ts';
import type { ExposureScenario } from './types.ts';

/** Symbols of model 5 and 6. Null where the registry has a path by year, or where another input rules. */
export interface PathParameters {
  readonly memorySaving: number;
  readonly costSaving: number;
  readonly savingDurationDays: number;
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
}

/** Resolved scenario: `costPerSaving` is m, with which the cost saving follows the saving; null when it was given. */
export interface ResolvedScenario {
  readonly parameters: PathParameters;
  readonly horizonQuarters: number;
  readonly costPerSaving: number | null;
}

/** Fills the gaps of a valid `scenario` with registry values; c = m s unless given (model 5). */
export function resolveScenario(
  layout: InputLayout,
  asOf: IsoDate,
  scenario: ExposureScenario,
  values: Float64Array = pointValues(layout.registry),
): ResolvedScenario {
  const byDefault = (id: ExposureScalarId): number => valueAt(values, layout.scalars[id]);
  const memorySaving = scenario.memorySaving ?? byDefault('memory_saving');
  const costPerSaving =
    scenario.costSaving === undefined
      ? (scenario.memoryShareOfCost ?? byDefault('memory_share_of_cost'))
      : null;
  return {
    horizonQuarters: scenario.horizonQuarters ?? byDefault('horizon_quarters'),
    costPerSaving,
    parameters: {
      memorySaving,
      costSaving: costPerSaving === null ? (scenario.costSaving ?? 0) : costPerSaving * memorySaving,
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
    },
  };
}

/** The same scenario at another saving; the cost saving follows unless it was given. */
export function withMemorySaving(resolved: ResolvedScenario, memorySaving: number): PathParameters {
  const { costPerSaving, parameters } = resolved;
  const costSaving = costPerSaving === null ? parameters.costSaving : costPerSaving * memorySaving;
  return { ...parameters, memorySaving, costSaving };
}
