import { describe, expect, it } from 'vitest';

import { acceptOverview } from '#lib/charts/accept-overview.ts';
import { overviewRequest } from '#lib/charts/overview-request.ts';
import { scenarioWords } from '#lib/charts/overview-model.ts';
import { prepareScenarioControls, type ScenarioControl } from '#lib/charts/scenario-controls.ts';
import {
  ownRangeOf,
  rangesElsewhere,
  readControlRange,
  setControlRange,
  setControlValue,
  shownValue,
  writeControlRange,
} from '#lib/charts/scenario-inputs.ts';
import { computeUncertainty } from '#lib/core/uncertainty/compute-uncertainty.ts';
import { curatedWorld } from '#tests/support/exposure-world.ts';

const world = curatedWorld();
const controls = prepareScenarioControls(world);

function controlOf(field: ScenarioControl['field']): ScenarioControl {
  const control = controls.find((candidate) => candidate.field === field);
  if (control === undefined) throw new Error(`no control sets ${field}`);
  return control;
}
const elasticity = controlOf('usageElasticity');
const saving = controlOf('memorySaving');
const reached = controlOf('savingReachedBy');

describe('a range typed into the scenario bar', () => {
  it.each([
    ['1.2-2.4', 1.2, 2.4],
    ['1,2 – 2,4', 1.2, 2.4],
    ['1.2 to 2.4', 1.2, 2.4],
    ['.5-1', 0.5, 1],
  ])('is read from %j', (text, low, high) => {
    expect(readControlRange(elasticity, text, world.asOf)).toEqual({ low, high });
  });

  it('is of the unit that the field shows', () => {
    const range = readControlRange(saving, '10 % - 60 %', world.asOf);
    expect(range).toEqual({ low: 0.1, high: 0.6 });
    expect(writeControlRange(saving, { low: 0.1, high: 0.6 }, world.asOf)).toBe('10–60');
  });

  it.each(['1.2', '1.2-', '2.4-1.2', '1.2-1.2', '1.2-99', '-1-2', 'one-two', ''])('is not %j', (text) => {
    expect(readControlRange(elasticity, text, world.asOf)).toBeNull();
  });

  it('is not taken by a date', () => {
    expect(readControlRange(reached, '2027-2028', world.asOf)).toBeNull();
  });

  it('takes the place of a number, and a number takes its place', () => {
    const none = { scenario: {}, ranges: [] };
    const numbered = setControlValue(none, elasticity, 1.5);
    const ranged = setControlRange(numbered, elasticity, { low: 1.2, high: 2.4 });
    expect(ranged).toEqual({ scenario: {}, ranges: [{ id: 'usage_elasticity', low: 1.2, high: 2.4 }] });
    expect(setControlValue(ranged, elasticity, 1.5)).toEqual(numbered);
    expect(setControlValue(ranged, elasticity, null)).toEqual(none);
    expect(setControlValue(ranged, saving, 0.4).ranges).toEqual(ranged.ranges);
  });

  it('shows its point where the registry’s lies outside', () => {
    const own = { id: 'usage_elasticity', low: 1.2, high: 2.4 };
    expect(ownRangeOf(elasticity, [own])).toBe(own);
    expect(shownValue(elasticity, undefined, own)).toBeCloseTo(1.8, 12);
    expect(shownValue(elasticity, undefined, { ...own, low: 0.8 })).toBe(elasticity.defaultValue);
    expect(shownValue(elasticity, 1.4, own)).toBe(1.4);
  });

  it('leaves alone what the bar does not show', () => {
    const other = { id: 'wafer_trade_ratio', low: 2, high: 3 };
    expect(rangesElsewhere(controls, [other, { id: 'usage_elasticity', low: 1, high: 2 }])).toEqual([other]);
  });
});

describe('the Overview under a range of the reader’s own', () => {
  const ranges = [{ id: 'usage_elasticity', low: 1.2, high: 2.4 }];

  it('is that of the API for the same range, point and draws', () => {
    const accepted = acceptOverview(world, { scenario: {}, ranges });
    if (!accepted.ok) throw new Error('the range must be taken');
    const { used, answers, faults } = accepted.value;
    expect(faults).toEqual([]);
    expect(answers.point.inputs.find(({ field }) => field === 'usageElasticity')?.value).toBeCloseTo(1.8, 12);
    const draws = computeUncertainty(world, overviewRequest(used));
    const spelt = computeUncertainty(world, {
      ...overviewRequest({
        scenario: {},
        ranges: [{ id: 'usage_elasticity', low: 1.2, point: 1.8, high: 2.4 }],
      }),
    });
    const registry = computeUncertainty(world, overviewRequest({ scenario: {}, ranges: [] }));
    if (!draws.ok || !spelt.ok || !registry.ok) throw new Error('draws must be made');
    expect(draws.value.quantiles).toEqual(spelt.value.quantiles);
    // More use for the same saving: less is lost in every quantile.
    expect(draws.value.quantiles?.p50).toBeGreaterThan(registry.value.quantiles?.p50 ?? NaN);
  });

  it('says the range in the words that go into files', () => {
    const accepted = acceptOverview(world, { scenario: {}, ranges });
    if (!accepted.ok) throw new Error('the range must be taken');
    expect(scenarioWords(accepted.value.world, {}).replaceAll('\u00a0', ' ')).toContain(
      'own range of usage_elasticity 1.2–2.4',
    );
  });

  it('leaves out a range that cannot be, by name', () => {
    const accepted = acceptOverview(world, {
      scenario: { memorySaving: 0.3 },
      ranges: [{ id: 'no_such_input', low: 0, high: 1 }],
    });
    if (!accepted.ok) throw new Error('the defaults must be taken');
    expect(accepted.value.used).toEqual({ scenario: { memorySaving: 0.3 }, ranges: [] });
    expect(accepted.value.faults.map(({ param }) => param)).toEqual(['r']);
  });
});
