/** The scenario's inputs as numbers and words: what was set, else the registry's point. */
import type { ExposureAnswer, ExposureScenario, ExposureWorld } from '../core/exposure/types.ts';
import type { Assumption } from '../core/facts/types.ts';
import { findDefault } from '../core/scenario/defaults.ts';
import { SCENARIO_FIELDS, type ScenarioFieldName } from '../core/scenario/fields.ts';

const NO_BREAK_SPACE = '\u00a0';

/** Value of a numeric field; null for a path by year that was not set to one number. */
export function resolveNumber(
  world: ExposureWorld,
  scenario: ExposureScenario,
  field: ScenarioFieldName,
): number | null {
  const value = scenario[field] ?? findDefault(world, field);
  return typeof value === 'number' ? value : null;
}

/** Registry row behind a field; null for paths and for what follows from other inputs. */
export function findAssumptionOfField(world: ExposureWorld, field: ScenarioFieldName): Assumption | null {
  const id =
    field === 'savingReachedBy'
      ? 'saving_duration_days'
      : SCENARIO_FIELDS.find((candidate) => candidate.field === field)?.assumptionId;
  return world.assumptions.find((assumption) => assumption.id === id) ?? null;
}

/** Memory saving in the end: the long-run number, or what the fleet reaches in the last quarter of `answer`. */
export function resolveSaving(
  world: ExposureWorld,
  scenario: ExposureScenario,
  answer: ExposureAnswer,
): number {
  if (scenario.savingPath === 'fleet') return answer.quarters.at(-1)?.memorySaving ?? 0;
  return resolveNumber(world, scenario, 'memorySaving') ?? 0;
}

/**
 * Cost saving c in the end: as given, else memory share of cost times memory saving (model 5); on the fleet's path what
 * the last quarter of `answer` reaches.
 */
export function resolveCostSaving(
  world: ExposureWorld,
  scenario: ExposureScenario,
  answer: ExposureAnswer,
): number {
  if (scenario.savingPath === 'fleet') return answer.quarters.at(-1)?.costSaving ?? 0;
  const given = scenario.costSaving;
  if (given !== undefined) return given;
  const share = resolveNumber(world, scenario, 'memoryShareOfCost') ?? 0;
  return share * (resolveNumber(world, scenario, 'memorySaving') ?? 0);
}

/** Share of the saving that is left after what buys longer context; the fleet's quarters are what is left already. */
export function resolveKeptShare(world: ExposureWorld, scenario: ExposureScenario): number {
  if (scenario.savingPath === 'fleet') return 1;
  return 1 - (resolveNumber(world, scenario, 'contextRespendShare') ?? 0);
}

/** phi * c: fall of the price of use in the long run, after what buys longer context. */
export function resolvePassedOn(
  world: ExposureWorld,
  scenario: ExposureScenario,
  answer: ExposureAnswer,
): number {
  const kept = resolveKeptShare(world, scenario);
  return (
    (resolveNumber(world, scenario, 'passThrough') ?? 0) * resolveCostSaving(world, scenario, answer) * kept
  );
}

/** A fraction that somebody set, as percent without idle zeros: 0.28 -> "28 %", 0.125 -> "12.5 %". */
export function formatInputPercent(fraction: number): string {
  return `${String(Number((fraction * 100).toFixed(2)))}${NO_BREAK_SPACE}%`;
}

/** A plain number that somebody set or a registry states, without idle zeros: 0.45 -> "0.45", 1.8 -> "1.8". */
export function formatInputNumber(value: number): string {
  return String(Number(value.toPrecision(6))).replace('-', '\u2212');
}

/** Low to high of an input in its unit: fractions as percent, anything else plain. */
export function formatInputRange(low: number, high: number, unit: string): string {
  if (unit === 'fraction') return `${formatInputPercent(low).slice(0, -2)}–${formatInputPercent(high)}`;
  return `${formatInputNumber(low)}–${formatInputNumber(high)}`;
}

/** What stands behind the range of the elasticity: the evidence, or the reader. */
export function elasticityBasis({ ownRangeIds }: ExposureWorld): 'evidence' | 'your range' {
  return ownRangeIds.includes('usage_elasticity') ? 'your range' : 'evidence';
}
