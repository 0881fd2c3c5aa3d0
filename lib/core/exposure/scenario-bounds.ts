/** What a scenario's numeric fields may be, and which registry inputs each replaces. */
import type { ExposureScenario } from './types.ts';

export type NumericField = Exclude<keyof ExposureScenario, 'vendors' | 'savingReachedBy' | 'savingPath'>;

export interface ScenarioBound {
  readonly field: NumericField;
  readonly min: number;
  readonly max: number;
  readonly isWhole?: boolean;
}

/**
 * Bounds by meaning where there is one (a share lies in 0..1), else wide enough for any case worth asking and
 * narrow enough that nothing overflows. Horizon's upper bound comes from the world.
 */
export const SCENARIO_BOUNDS: readonly ScenarioBound[] = [
  { field: 'horizonQuarters', min: 1, max: Number.POSITIVE_INFINITY, isWhole: true },
  { field: 'memorySaving', min: 0, max: 0.99 },
  { field: 'memoryShareOfCost', min: 0, max: 1 },
  { field: 'costSaving', min: 0, max: 1 },
  { field: 'passThrough', min: 0, max: 1 },
  { field: 'usageElasticity', min: 0, max: 100 },
  { field: 'usageMultiple', min: 0.001, max: 1000 },
  { field: 'usageCap', min: 1, max: 1000 },
  { field: 'adjustmentPerQuarter', min: 0, max: 1 },
  { field: 'trainingShare', min: 0, max: 1 },
  { field: 'trainingSavingRatio', min: 0, max: 1 },
  { field: 'supplyElasticity', min: 0, max: 1000 },
  { field: 'demandElasticity', min: 0, max: 1000 },
  { field: 'backlogShare', min: 0, max: 1 },
  { field: 'backlogHalfLifeQuarters', min: 0.01, max: 1000 },
  { field: 'contractShare', min: 0, max: 1 },
  { field: 'priceFloor', min: 0, max: 1 },
  { field: 'priceCeiling', min: 1, max: 1000 },
  { field: 'switchingCostShare', min: 0, max: 1 },
  { field: 'redeployableShare', min: 0, max: 1 },
  { field: 'contextRespendShare', min: 0, max: 1 },
  { field: 'efficiencyInGuidesShare', min: 0, max: 1 },
  { field: 'contractOverhangShare', min: 0, max: 1 },
  { field: 'overhangReleasePerQuarter', min: 0, max: 1 },
  { field: 'tierShiftShare', min: 0, max: 1 },
];

/** Registry id behind a field whose default is one number; fields without an entry have none. */
export const ASSUMPTION_BY_FIELD: Readonly<Partial<Record<keyof ExposureScenario, string>>> = {
  horizonQuarters: 'horizon_quarters',
  memorySaving: 'memory_saving',
  memoryShareOfCost: 'memory_share_of_cost',
  savingReachedBy: 'saving_duration_days',
  passThrough: 'pass_through',
  usageElasticity: 'usage_elasticity',
  usageCap: 'usage_cap',
  adjustmentPerQuarter: 'adjustment_per_quarter',
  trainingShare: 'training_share',
  trainingSavingRatio: 'training_saving_ratio',
  supplyElasticity: 'supply_elasticity',
  demandElasticity: 'demand_elasticity',
  backlogShare: 'backlog_share',
  backlogHalfLifeQuarters: 'backlog_half_life_quarters',
  priceCeiling: 'price_ceiling',
  switchingCostShare: 'switching_cost_share',
  redeployableShare: 'redeployable_share',
  contextRespendShare: 'context_respend_share',
  efficiencyInGuidesShare: 'efficiency_in_guides_share',
  contractOverhangShare: 'contract_overhang_share',
  overhangReleasePerQuarter: 'overhang_release_per_quarter',
  tierShiftShare: 'tier_shift_share',
};
