/**
 * The fields of a scenario as a link and the scenario bar know them: short name in the URL, what kind of value it
 * is, where its default and range stand in the registry. Bounds are the engine's alone (one place refuses).
 */
import type { ExposureScenario } from '../exposure/types.ts';

/** Every field of a scenario that is one value; `vendors` filters rows and is no part of a link. */
export type ScenarioFieldName = Exclude<keyof ExposureScenario, 'vendors'>;

export interface ScenarioField {
  readonly field: ScenarioFieldName;
  /** Name in the URL; short for what the bar shows, the field's own name for the rest. */
  readonly param: string;
  readonly kind: 'number' | 'date' | 'horizon' | 'path';
  /** Registry id of the default; null when the default is a path by year or follows from other inputs. */
  readonly assumptionId: string | null;
  /** How a reader would call it, for messages. */
  readonly label: string;
}

/** In the order in which a link lists them. */
export const SCENARIO_FIELDS: readonly ScenarioField[] = [
  number('memorySaving', 'x', 'memory_saving', 'saving'),
  number('usageElasticity', 'e', 'usage_elasticity', 'elasticity of usage'),
  number('usageMultiple', 'u', null, 'multiple of calls'),
  { field: 'savingPath', param: 's', kind: 'path', assumptionId: null, label: 'path of the saving' },
  { field: 'savingReachedBy', param: 'by', kind: 'date', assumptionId: null, label: 'date reached' },
  number('passThrough', 'p', 'pass_through', 'pass-through'),
  number('memoryShareOfCost', 'm', 'memory_share_of_cost', 'memory share of cost'),
  number('costSaving', 'c', null, 'cost saving'),
  number('contractShare', 'k', null, 'contract share'),
  number('backlogShare', 'b', 'backlog_share', 'backlog'),
  number('priceFloor', 'f', null, 'price floor'),
  number('trainingShare', 't', 'training_share', 'training share'),
  {
    field: 'horizonQuarters',
    param: 'h',
    kind: 'horizon',
    assumptionId: 'horizon_quarters',
    label: 'last quarter',
  },
  number('usageCap', 'usageCap', 'usage_cap', 'cap on usage'),
  number(
    'adjustmentPerQuarter',
    'adjustmentPerQuarter',
    'adjustment_per_quarter',
    'adjustment of usage a quarter',
  ),
  number(
    'trainingSavingRatio',
    'trainingSavingRatio',
    'training_saving_ratio',
    'saving in training relative to inference',
  ),
  number('supplyElasticity', 'supplyElasticity', 'supply_elasticity', 'elasticity of supply'),
  number('demandElasticity', 'demandElasticity', 'demand_elasticity', 'elasticity of demand'),
  number(
    'backlogHalfLifeQuarters',
    'backlogHalfLifeQuarters',
    'backlog_half_life_quarters',
    'half-life of the backlog',
  ),
  number('priceCeiling', 'priceCeiling', 'price_ceiling', 'price ceiling'),
  number('switchingCostShare', 'switchingCostShare', 'switching_cost_share', 'cost of switching a wafer'),
  number('redeployableShare', 'redeployableShare', 'redeployable_share', 'share of wafers that can move'),
  number(
    'contextRespendShare',
    'contextRespendShare',
    'context_respend_share',
    'saving spent on longer context',
  ),
  number(
    'efficiencyInGuidesShare',
    'efficiencyInGuidesShare',
    'efficiency_in_guides_share',
    'saving already in the guides',
  ),
  number(
    'contractOverhangShare',
    'contractOverhangShare',
    'contract_overhang_share',
    'overhang of contracts',
  ),
  number('tierShiftShare', 'tierShiftShare', 'tier_shift_share', 'saving that moves bytes to other tiers'),
  number(
    'overhangReleasePerQuarter',
    'overhangReleasePerQuarter',
    'overhang_release_per_quarter',
    'release of the overhang a quarter',
  ),
];

function number(
  field: ScenarioFieldName,
  param: string,
  assumptionId: string | null,
  label: string,
): ScenarioField {
  return { field, param, kind: 'number', assumptionId, label };
}

/** The field behind a JSON pointer such as `/memorySaving`; null when the pointer names no scenario field. */
export function findFieldByPointer(pointer: string): ScenarioField | null {
  const name = pointer.split('/')[1];
  return SCENARIO_FIELDS.find((candidate) => candidate.field === name) ?? null;
}
