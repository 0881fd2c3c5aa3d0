import { describe, expect, it } from 'vitest';
import { evaluateExposure } from '#lib/core/exposure/evaluate.ts';
import { err } from '#lib/core/result.ts';
import { acceptScenario } from '#lib/core/scenario/accept.ts';
import { findDefault, SCENARIO_PRESETS, setScenarioField } from '#lib/core/scenario/defaults.ts';
import { answerOf, curatedWorld } from '#tests/support/exposure-world.ts';

const world = curatedWorld();
const evaluate = (scenario: object) => evaluateExposure(world, scenario);

describe('acceptance of a scenario', () => {
  it('takes a sound scenario whole', () => {
    const accepted = acceptScenario({ memorySaving: 0.5 }, evaluate);
    expect(accepted).toMatchObject({ ok: true, value: { scenario: { memorySaving: 0.5 }, refused: [] } });
  });

  it('leaves out what the engine refuses, names it, and keeps the rest', () => {
    const accepted = acceptScenario({ memorySaving: 2, usageElasticity: 1.5 }, evaluate);
    if (!accepted.ok) throw new Error('expected a scenario');
    expect(accepted.value.scenario).toEqual({ usageElasticity: 1.5 });
    expect(accepted.value.refused.map((fault) => fault.pointer)).toEqual(['/memorySaving']);
    expect(accepted.value.answer).toEqual(answerOf(world, { usageElasticity: 1.5 }));
  });

  it('ends with the default when fields exclude each other, and says so', () => {
    const accepted = acceptScenario({ usageElasticity: 1, usageMultiple: 3 }, evaluate);
    if (!accepted.ok) throw new Error('expected a scenario');
    expect(accepted.value.refused).not.toEqual([]);
    expect(Object.keys(accepted.value.scenario).length).toBeLessThan(2);
  });

  it('fails only when even the default is refused', () => {
    const faults = [{ pointer: '/asOf', message: 'no facts' }];
    expect(acceptScenario({ memorySaving: 0.1 }, () => err(faults))).toEqual(err(faults));
  });
});

describe('fields of a scenario', () => {
  it('drops a field that is set to its default, so that links say only what differs', () => {
    const point = findDefault(world, 'memorySaving');
    expect(setScenarioField({ memorySaving: 0.5 }, 'memorySaving', point, point)).toEqual({});
    expect(setScenarioField({ memorySaving: 0.5 }, 'memorySaving', null, point)).toEqual({});
  });

  it('lets elasticity and multiple of calls replace each other', () => {
    const withMultiple = setScenarioField({ usageElasticity: 2 }, 'usageMultiple', 10, null);
    expect(withMultiple).toEqual({ usageMultiple: 10 });
    expect(setScenarioField(withMultiple, 'usageElasticity', 2, 1)).toEqual({ usageElasticity: 2 });
  });

  it("takes the registry's duration as the default date", () => {
    expect(findDefault(world, 'savingReachedBy')).toBe('2028-12-31');
    expect(findDefault(world, 'contractShare')).toBeNull();
  });

  it('reproduces the two claims: half the demand without rebound, five times with ten times the calls', () => {
    const longRun = SCENARIO_PRESETS.map(({ id, scenario }) => [
      id,
      answerOf(world, scenario).steadyState.demandIndex,
    ]);
    expect(Object.fromEntries(longRun)).toMatchObject({ 'no-rebound': 0.5, 'ten-times': 5 });
  });
});
