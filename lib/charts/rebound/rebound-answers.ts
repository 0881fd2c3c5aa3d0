/** Everything that the page of rebound computes for a scenario before it says or draws anything. */
import { evaluateExposure } from '../../core/exposure/evaluate.ts';
import type { ExposureAnswer, ExposureScenario, ExposureWorld } from '../../core/exposure/types.ts';
import type { InputFault } from '../../core/input-fault.ts';
import { computeReboundBalance, type ReboundBalance } from '../../core/rebound/balance.ts';
import type { Frontier } from '../../core/rebound/frontier.ts';
import { ok, type Result } from '../../core/result.ts';
import type { UncertaintyAnswer } from '../../core/uncertainty/types.ts';
import { resolveNumber, resolvePassedOn, resolveSaving } from '../resolved-inputs.ts';
import { evaluateLevers, type LeverAnswer } from './lever-answers.ts';

export interface ReboundAnswers {
  /** The reader's own ranges in place of the registry's. */
  readonly world: ExposureWorld;
  readonly scenario: ExposureScenario;
  readonly point: ExposureAnswer;
  /** The same scenario at elasticity 0. */
  readonly noRebound: ExposureAnswer;
  readonly balance: ReboundBalance;
  readonly frontier: Frontier;
  readonly levers: readonly LeverAnswer[];
  /** Null until the draws are there. */
  readonly draws: UncertaintyAnswer | null;
}

/** Answers of a scenario; `Err` names the fields that the engine refuses. */
export function evaluateRebound(
  world: ExposureWorld,
  scenario: ExposureScenario,
  findFrontier: () => Result<Frontier, readonly InputFault[]>,
  draws: UncertaintyAnswer | null,
): Result<ReboundAnswers, readonly InputFault[]> {
  const point = evaluateExposure(world, scenario);
  if (!point.ok) return point;
  const noRebound = evaluateExposure(world, withoutRebound(scenario));
  if (!noRebound.ok) return noRebound;
  const frontier = findFrontier();
  if (!frontier.ok) return frontier;
  return ok({
    world,
    scenario,
    point: point.value,
    noRebound: noRebound.value,
    balance: computeReboundBalance(point.value, noRebound.value),
    frontier: frontier.value,
    levers: evaluateLevers(world, scenario, point.value),
    draws,
  });
}

/** The scenario with use as it was: no elasticity, no multiple. */
function withoutRebound({ usageMultiple: _multiple, ...scenario }: ExposureScenario): ExposureScenario {
  return { ...scenario, usageElasticity: 0 };
}

/** Elasticity in force; null where a multiple of use stands in its place. */
export function elasticityOf({ world, scenario }: ReboundAnswers): number | null {
  return scenario.usageMultiple === undefined ? resolveNumber(world, scenario, 'usageElasticity') : null;
}

/** Memory saving in the end, before what is spent again on longer context. */
export function savingOf({ world, scenario, point }: ReboundAnswers): number {
  return resolveSaving(world, scenario, point);
}

/** Use, as a multiple of its baseline, with which demand is back in the long run; null where no elasticity offsets. */
export function neededUse(answers: ReboundAnswers): number | null {
  const { world, scenario, point } = answers;
  const breakEven = point.breakEvenElasticity;
  if (breakEven === null) return null;
  return (1 - resolvePassedOn(world, scenario, point)) ** -breakEven;
}

/** Registry row of the elasticity of use: the range from which the runs draw. */
export function elasticityRange(
  world: ExposureWorld,
): { readonly low: number; readonly high: number } | null {
  return world.assumptions.find(({ id }) => id === 'usage_elasticity') ?? null;
}

export function lastQuarterOf({ point }: ReboundAnswers): string {
  return point.quarters.at(-1)?.quarter ?? '';
}
