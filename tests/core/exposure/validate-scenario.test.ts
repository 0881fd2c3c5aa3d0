import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateExposure } from '#lib/core/exposure/evaluate.ts';
import { SCENARIO_BOUNDS } from '#lib/core/exposure/scenario-bounds.ts';
import type { InputFault } from '#lib/core/input-fault.ts';
import { curatedWorld } from '#tests/support/exposure-world.ts';

const world = curatedWorld();

/** What a caller without types may send. */
function faultsOf(scenario: Readonly<Record<string, unknown>>): InputFault[] {
  const answer = evaluateExposure(world, scenario);
  return answer.ok ? [] : answer.error;
}

function pointersOf(scenario: Readonly<Record<string, unknown>>): string[] {
  return faultsOf(scenario).map((fault) => fault.pointer);
}

describe('faults of a scenario', () => {
  it('are all named at once', () => {
    const scenario = {
      memorySaving: 1,
      passThrough: NaN,
      savingReachedBy: '2026-02-30',
      vendors: ['MU', 'XYZ'],
    };
    expect(pointersOf(scenario)).toEqual(['/memorySaving', '/passThrough', '/savingReachedBy', '/vendors/1']);
  });

  it.each(SCENARIO_BOUNDS.map((bound) => bound.field))('%s refuses what is no finite number', (field) => {
    for (const value of [NaN, Infinity, -Infinity, 1e308, -1e308, '0.5', null, {}, true]) {
      expect(pointersOf({ [field]: value })).toContain(`/${field}`);
    }
  });

  it.each(SCENARIO_BOUNDS)('$field takes its bounds and nothing beyond them', ({ field, min, max }) => {
    const top = Number.isFinite(max) ? max : world.maxHorizonQuarters;
    expect(pointersOf({ [field]: min - 0.0001 })).toEqual([`/${field}`]);
    expect(pointersOf({ [field]: top + 0.0001 })).toEqual([`/${field}`]);
    expect(pointersOf({ [field]: min })).toEqual([]);
    expect(pointersOf({ [field]: top })).toEqual([]);
  });

  it('the saving ends at 0.99', () => {
    expect(pointersOf({ memorySaving: 0.99 })).toEqual([]);
    expect(faultsOf({ memorySaving: 0.991 })[0]?.message).toBe(
      'memorySaving must be a number from 0 to 0.99, not 0.991',
    );
  });

  it('a horizon is a whole number of quarters', () => {
    expect(pointersOf({ horizonQuarters: 12.5 })).toEqual(['/horizonQuarters']);
  });

  it('a multiple of usage and an elasticity exclude each other', () => {
    expect(pointersOf({ usageMultiple: 10, usageElasticity: 1 })).toEqual(['/usageMultiple']);
  });

  it('a price cut to zero is refused', () => {
    expect(pointersOf({ costSaving: 1, passThrough: 1 })).toEqual(['/costSaving']);
    expect(pointersOf({ costSaving: 1, passThrough: 0.99 })).toEqual([]);
  });

  it('supply and demand cannot both be without elasticity', () => {
    expect(pointersOf({ supplyElasticity: 0, demandElasticity: 0 })).toEqual(['/supplyElasticity']);
    expect(pointersOf({ supplyElasticity: 0 })).toEqual([]);
  });

  it('the saving is reached after asOf on a real day', () => {
    expect(pointersOf({ savingReachedBy: world.asOf })).toEqual(['/savingReachedBy']);
    expect(pointersOf({ savingReachedBy: '2027-2-1' })).toEqual(['/savingReachedBy']);
    expect(pointersOf({ savingReachedBy: 20270201 })).toEqual(['/savingReachedBy']);
    expect(pointersOf({ savingReachedBy: '2026-11-24' })).toEqual([]);
  });

  it('an unknown field and an unknown vendor are named, a vendor without HBM is known', () => {
    expect(pointersOf({ memorySavings: 0.3 })).toEqual(['/memorySavings']);
    expect(pointersOf({ vendors: ['SNDK', 'other'] })).toEqual([]);
    expect(faultsOf({ vendors: ['XYZ'] })[0]?.message).toContain('000660.KS');
    expect(pointersOf({ vendors: 'MU' })).toEqual(['/vendors']);
  });

  it('every message names its field', () => {
    for (const { field } of SCENARIO_BOUNDS) {
      expect(faultsOf({ [field]: NaN }).every((fault) => fault.message.startsWith(field))).toBe(true);
    }
  });
});

describe('whatever a caller sends', () => {
  const wild = fc.oneof(
    fc.double(),
    fc.constantFrom(0, -0, 5e-324, 1e-300, 0.99, 1, 40, 100, 1000, 1e308, NaN, Infinity),
    fc.integer({ min: 0, max: 40 }),
    fc.double({ min: 0, max: 1, noNaN: true }),
  );
  const scenarios = fc.dictionary(fc.constantFrom(...SCENARIO_BOUNDS.map((bound) => bound.field)), wild, {
    maxKeys: 8,
    noNullPrototype: true,
  });

  function expectFinite(value: unknown, path: string): void {
    if (typeof value === 'number') expect(Number.isFinite(value), `${path} is ${String(value)}`).toBe(true);
    else if (value !== null && typeof value === 'object') {
      for (const [key, inner] of Object.entries(value)) expectFinite(inner, `${path}.${key}`);
    }
  }

  it('is answered by finite numbers or by faults that name fields it sent', () => {
    fc.assert(
      fc.property(scenarios, (scenario) => {
        const answer = evaluateExposure(world, scenario);
        if (answer.ok) {
          const { inputs: _inputs, ...computed } = answer.value;
          expectFinite(computed, 'answer');
        } else {
          expect(answer.error.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('inside all bounds is answered by finite numbers, at the corners too', () => {
    const corner = fc.record(
      Object.fromEntries(
        SCENARIO_BOUNDS.filter((bound) => bound.field !== 'horizonQuarters').map((bound) => [
          bound.field,
          fc.oneof(
            fc.constantFrom(bound.min, bound.max),
            fc.double({ min: bound.min, max: bound.max, noNaN: true }),
          ),
        ]),
      ),
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(corner, fc.integer({ min: 1, max: 40 }), (scenario, horizonQuarters) => {
        const { usageElasticity: _elasticity, ...rest } = scenario;
        const answer = evaluateExposure(world, { ...rest, horizonQuarters });
        if (answer.ok) {
          const { inputs: _inputs, ...computed } = answer.value;
          expectFinite(computed, 'answer');
        } else {
          for (const fault of answer.error)
            expect(['/costSaving', '/supplyElasticity']).toContain(fault.pointer);
        }
      }),
      { numRuns: 400 },
    );
  });
});
