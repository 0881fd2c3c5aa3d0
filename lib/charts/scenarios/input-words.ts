/** Values of a scenario's inputs in words, each in its unit. */
import type { ExposureScenario, ExposureWorld } from '../../core/exposure/types.ts';
import { replacedBy, type EffectiveValue } from '../../core/scenario/differences.ts';
import { SCENARIO_FIELDS, type ScenarioField, type ScenarioFieldName } from '../../core/scenario/fields.ts';
import { formatDate } from '../format.ts';
import {
  findAssumptionOfField,
  formatInputNumber,
  formatInputPercent,
  formatInputRange,
} from '../resolved-inputs.ts';
import { lastQuarterWords } from '../scenario-controls.ts';

/** Inputs without a registry point of their own that are fractions. */
const FRACTIONS: readonly ScenarioFieldName[] = ['costSaving', 'contractShare', 'priceFloor'];

/** What stands for an input that nobody set and whose default is no number. */
const UNSET: Readonly<Partial<Record<ScenarioFieldName, string>>> = {
  usageMultiple: 'not used',
  savingPath: 'one number by a date',
  costSaving: 'follows from the saving',
  contractShare: 'by year, as sourced',
  priceFloor: 'by quarter, as derived',
};

export function labelOfField(name: ScenarioFieldName): string {
  return SCENARIO_FIELDS.find(({ field }) => field === name)?.label ?? name;
}

/** Unit of an input; null for words, dates and paths. */
export function unitOfField(world: ExposureWorld, { field, kind }: ScenarioField): string | null {
  if (kind === 'date' || kind === 'path') return null;
  if (kind === 'horizon') return 'quarters';
  if (FRACTIONS.includes(field)) return 'fraction';
  if (field === 'usageMultiple') return 'multiple';
  return findAssumptionOfField(world, field)?.unit ?? null;
}

/** What the page adds to a written value: percent, elasticities and multiples speak for themselves. */
export function unitNote(world: ExposureWorld, field: ScenarioField): string | null {
  const note = (unitOfField(world, field) ?? '')
    .replace(/^(fraction|elasticity|multiple|ratio)\b/, '')
    .trim();
  return note === '' || field.kind !== 'number' ? null : note;
}

/** A value as the page writes it. */
export function writeInput(world: ExposureWorld, field: ScenarioField, value: number | string): string {
  if (field.kind === 'date') return formatDate(String(value));
  if (field.kind === 'path') return 'bottom-up fleet';
  if (field.kind === 'horizon') return lastQuarterWords(world.asOf, Number(value));
  const unit = unitOfField(world, field);
  return unit?.startsWith('fraction') === true
    ? formatInputPercent(Number(value))
    : formatInputNumber(Number(value));
}

/** What a scenario uses for an input, in words. */
export function writeEffective(
  world: ExposureWorld,
  scenario: ExposureScenario,
  field: ScenarioField,
  { value, origin }: EffectiveValue,
): string {
  if (origin === 'replaced') {
    const ruling = replacedBy(scenario, field.field);
    return ruling === null ? 'not used' : `replaced by ${labelOfField(ruling)}`;
  }
  if (value === null) return UNSET[field.field] ?? 'follows from other inputs';
  return writeInput(world, field, value);
}

/** P10 to P90 of the registry; null where it has none or states it in another unit (days for a date). */
export function registryRange(world: ExposureWorld, field: ScenarioField): string | null {
  const row = findAssumptionOfField(world, field.field);
  if (row === null || row.low === row.high || field.kind !== 'number') return null;
  return formatInputRange(row.low, row.high, row.unit.startsWith('fraction') ? 'fraction' : row.unit);
}

/** Whether a set number lies outside the registry's range. */
export function isOutsideRange(world: ExposureWorld, field: ScenarioField, value: number | string): boolean {
  const row = findAssumptionOfField(world, field.field);
  if (row === null || row.low === row.high || field.kind !== 'number') return false;
  return Number(value) < row.low || Number(value) > row.high;
}
