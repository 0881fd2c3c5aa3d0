import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countChanges,
  fromPageUnit,
  lastQuarterWords,
  prepareScenarioControls,
  toPageUnit,
} from '#lib/charts/scenario-controls.ts';
import { evaluateExposure } from '#lib/core/exposure/evaluate.ts';
import { curatedWorld } from '#tests/support/exposure-world.ts';

const world = curatedWorld();
const controls = prepareScenarioControls(world);

describe('controls of the scenario bar', () => {
  it('give back every value that a slider can take, unchanged by the way through the page', () => {
    for (const control of controls) {
      const steps = Math.round((control.max - control.min) / control.step);
      fc.assert(
        fc.property(fc.integer({ min: 0, max: steps }), (step) => {
          const shown = Number((control.min + step * control.step).toFixed(6));
          expect(toPageUnit(control, fromPageUnit(control, shown, world.asOf), world.asOf)).toBe(shown);
        }),
      );
    }
  });

  it.each(controls.map((control) => [control.label, control] as const))(
    'offer for "%s" only values that the engine takes',
    (_, control) => {
      for (const end of [control.min, control.max]) {
        const scenario = { [control.field]: fromPageUnit(control, end, world.asOf) };
        expect(evaluateExposure(world, scenario)).toMatchObject({ ok: true });
      }
    },
  );

  it('show a path as sourced until it is set to one number', () => {
    const path = controls.find((control) => control.field === 'contractShare');
    expect(path).toMatchObject({ defaultValue: null, unsetText: 'as sourced' });
    expect(path?.origin.replaceAll('\u00a0', ' ')).toBe('sourced: 95 % in 2026 to 25 % in 2029');
  });

  it('count what differs, and apart from it what lies behind "more"', () => {
    const scenario = { memorySaving: 0.5, passThrough: 0.2, usageCap: 3 };
    expect(countChanges(controls, { scenario, ranges: [] })).toEqual({ all: 3, more: 2 });
    const ranges = ['usage_elasticity', 'price_pass_through', 'supply_elasticity'];
    expect(
      countChanges(controls, { scenario, ranges: ranges.map((id) => ({ id, low: 1, high: 2 })) }),
    ).toEqual({ all: 6, more: 4 });
  });

  it('name the last quarter of a horizon', () => {
    expect(lastQuarterWords('2026-11-23', 13)).toBe('Q4\u00a02029');
    expect(lastQuarterWords('2026-01-01', 1)).toBe('Q1\u00a02026');
  });
});
