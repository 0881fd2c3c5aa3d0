/** Defaults of a scenario's fields and the two claims that started the project. */
import type { ExposureScenario, ExposureWorld } from '../exposure/types.ts';
import { SCENARIO_FIELDS, type ScenarioFieldName } from './fields.ts';

/** Registry point of a field; null for paths by year and for what follows from other inputs. */
export function findDefault(world: ExposureWorld, field: ScenarioFieldName): number | string | null {
  if (field === 'savingReachedBy') return defaultDateReached(world);
  const id = SCENARIO_FIELDS.find((candidate) => candidate.field === field)?.assumptionId;
  return world.assumptions.find((assumption) => assumption.id === id)?.point ?? null;
}

/**
 * Sets one field (`null` takes it back to its default). A value equal to the default is not kept, so that a link
 * says only what differs; elasticity and multiple of calls replace each other.
 */
export function setScenarioField(
  scenario: ExposureScenario,
  field: ScenarioFieldName,
  value: number | string | null,
  defaultValue: number | string | null,
): ExposureScenario {
  const rest = Object.entries(scenario).filter(
    ([name]) => name !== field && !isReplacedBy(field, value, name),
  );
  const isDefault = value === null || value === defaultValue;
  return Object.fromEntries(isDefault ? rest : [...rest, [field, value]]);
}

/** What the bottom-up fleet gives in place of an input. */
const FLEET_GIVES: readonly string[] = ['memorySaving', 'costSaving', 'savingReachedBy'];

function isReplacedBy(field: ScenarioFieldName, value: number | string | null, other: string): boolean {
  if (value === null) return false;
  if (field === 'savingPath') return FLEET_GIVES.includes(other);
  if (other === 'savingPath') return FLEET_GIVES.includes(field);
  return (
    (field === 'usageElasticity' && other === 'usageMultiple') ||
    (field === 'usageMultiple' && other === 'usageElasticity')
  );
}

function defaultDateReached(world: ExposureWorld): string | null {
  const days = world.assumptions.find((assumption) => assumption.id === 'saving_duration_days')?.point;
  if (days === undefined) return null;
  const start = Date.parse(`${world.asOf}T00:00:00Z`);
  return new Date(start + Math.round(days) * 86_400_000).toISOString().slice(0, 10);
}

export interface ScenarioPreset {
  readonly id: 'base' | 'fleet' | 'no-rebound' | 'ten-times';
  readonly name: string;
  readonly description: string;
  readonly scenario: ExposureScenario;
}

/**
 * The base, the bottom-up fleet, and the two claims, which speak of inference only (training share 0): half the memory with no rebound
 * ends at half the demand, half the memory with ten times the calls at five times (model 5).
 */
export const SCENARIO_PRESETS: readonly ScenarioPreset[] = [
  { id: 'base', name: 'Base', description: 'every input at its registry point', scenario: {} },
  {
    id: 'fleet',
    name: 'Fleet',
    description: 'the saving built up technique by technique from assumed adoption, see Efficiency',
    scenario: { savingPath: 'fleet' },
  },
  {
    id: 'no-rebound',
    name: '50 %, no rebound',
    description: 'half the memory, usage unchanged, inference only: long-run demand × 0.5',
    scenario: { memorySaving: 0.5, usageElasticity: 0, trainingShare: 0 },
  },
  {
    id: 'ten-times',
    name: '50 %, ten times the calls',
    description: 'half the memory, ten times the calls, inference only: long-run demand × 5',
    scenario: { memorySaving: 0.5, usageMultiple: 10, trainingShare: 0 },
  },
];
