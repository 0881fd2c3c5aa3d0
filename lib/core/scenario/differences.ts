/** Where scenarios differ: inputs by their effective values, so that a default that was written out is no difference. */
import type { ExposureScenario, ExposureWorld } from '../exposure/types.ts';
import { findDefault } from './defaults.ts';
import { SCENARIO_FIELDS, type ScenarioField, type ScenarioFieldName } from './fields.ts';

/** What a scenario uses for an input. */
export interface EffectiveValue {
  /** Null where the default is a path by year or follows from other inputs, and where another input rules. */
  readonly value: number | string | null;
  /** `replaced`: another input of the scenario rules, see {@link replacedBy}. */
  readonly origin: 'set' | 'default' | 'replaced';
}

export interface InputDifference {
  readonly field: ScenarioField;
  /** One a scenario, in their order. */
  readonly values: readonly EffectiveValue[];
}

/** Inputs that stand still while another is given. */
const REPLACES: Readonly<Partial<Record<ScenarioFieldName, readonly ScenarioFieldName[]>>> = {
  savingPath: ['memorySaving', 'costSaving', 'savingReachedBy', 'tierShiftShare'],
  usageMultiple: ['usageElasticity', 'usageCap'],
  costSaving: ['memoryShareOfCost'],
  priceFloor: ['switchingCostShare'],
};

/** The input that rules in place of `field`; null when the field itself counts. */
export function replacedBy(scenario: ExposureScenario, field: ScenarioFieldName): ScenarioFieldName | null {
  const ruling = SCENARIO_FIELDS.find(
    (other) => scenario[other.field] !== undefined && (REPLACES[other.field] ?? []).includes(field),
  );
  return ruling?.field ?? null;
}

/** What `scenario` uses for `field`. */
export function effectiveValue(
  world: ExposureWorld,
  scenario: ExposureScenario,
  field: ScenarioFieldName,
): EffectiveValue {
  if (replacedBy(scenario, field) !== null) return { value: null, origin: 'replaced' };
  const fallback = findDefault(world, field);
  const value = scenario[field];
  return value === undefined || value === fallback
    ? { value: fallback, origin: 'default' }
    : { value, origin: 'set' };
}

/** Inputs in which at least one scenario uses something else than another, in the order of a link. */
export function listDifferences(
  world: ExposureWorld,
  scenarios: readonly ExposureScenario[],
): readonly InputDifference[] {
  return SCENARIO_FIELDS.flatMap((field) => {
    const values = scenarios.map((scenario) => effectiveValue(world, scenario, field.field));
    return areAlike(values) ? [] : [{ field, values }];
  });
}

/** A default that another input replaces is no difference of its own: the input that replaces it is. */
function areAlike(values: readonly EffectiveValue[]): boolean {
  if (values.every(({ origin }) => origin !== 'set')) return true;
  const [first] = values;
  return values.every(({ value, origin }) => origin === first?.origin && value === first.value);
}
