import { describe, expect, it } from 'vitest';
import type { ExposureScenario } from '#lib/core/exposure/types.ts';
import { SCENARIO_PRESETS } from '#lib/core/scenario/defaults.ts';
import { compareRuns } from '#lib/core/uncertainty/compare-runs.ts';
import { computeUncertainty } from '#lib/core/uncertainty/compute-uncertainty.ts';
import { drawInputs } from '#lib/core/uncertainty/draw-block.ts';
import { prepareRun } from '#lib/core/uncertainty/prepare-run.ts';
import { curatedWorld } from '#tests/support/exposure-world.ts';

const world = curatedWorld('2026-11-23');

function keptDraws(scenario: ExposureScenario, draws = 512): readonly (number | null)[] {
  const run = computeUncertainty(world, {
    scenario,
    draws,
    sobolDraws: 0,
    output: 'total.changeUsdBn',
    keepDraws: true,
  });
  if (!run.ok) throw new Error(JSON.stringify(run.error));
  return run.value.keptDraws ?? [];
}

describe('two runs draw by draw', () => {
  it('counts by hand: below, equal, left out', () => {
    const found = compareRuns([1, 2, 3, null, 5, 4], [2, 2, 1, 7, null, 4 + 1e-12]);
    expect(found).toMatchObject({ draws: 4, below: { value: 0.25, interval: null }, equal: 0.5 });
    expect(found?.difference.p50).toBeCloseTo(0, 9);
    expect(found?.difference.p05).toBeLessThan(-1);
  });

  it('of a run with itself has nothing below and everything equal', () => {
    const draws = keptDraws({}, 64);
    expect(compareRuns(draws, draws)).toMatchObject({ below: { value: 0 }, equal: 1 });
  });

  it('has no comparison without a draw in common, and refuses runs that cannot be paired', () => {
    expect(compareRuns([null, 1], [1, null])).toBeNull();
    expect(() => compareRuns([1], [1, 2])).toThrow(RangeError);
  });

  it('is antisymmetric where nothing is equal', () => {
    const [base, fleet] = [keptDraws({}), keptDraws({ savingPath: 'fleet' })];
    const [there, back] = [compareRuns(base, fleet), compareRuns(fleet, base)];
    expect((there?.below.value ?? NaN) + (back?.below.value ?? NaN) + (there?.equal ?? NaN)).toBeCloseTo(
      1,
      12,
    );
    expect(there?.difference.p10).toBeCloseTo(-(back?.difference.p90 ?? NaN), 9);
  });
});

describe('draws of runs of one seed', () => {
  /** Values of each drawn input in the first draws, by id. */
  function drawnValues(scenario: ExposureScenario): Map<string, number[]> {
    const run = prepareRun(world, { scenario, draws: 64 });
    if (!run.ok) throw new Error(JSON.stringify(run.error));
    const { chain, plan } = run.value;
    const rows = drawInputs(run.value, 64, () => plan.inputs.map(({ index }) => chain.values[index] ?? NaN));
    return new Map(plan.inputs.map(({ id }, i) => [id, rows.map((row) => row[i] ?? NaN)]));
  }

  it.each(SCENARIO_PRESETS.map(({ id, scenario }) => [id, scenario] as const))(
    'meet the same world as the base in every input that "%s" draws too',
    (_, scenario) => {
      const base = drawnValues({});
      const other = drawnValues(scenario);
      const shared = [...base.keys()].filter((id) => other.has(id));
      expect(shared.length).toBeGreaterThan(50);
      for (const id of shared) expect(other.get(id), id).toEqual(base.get(id));
    },
  );

  it('make a larger saving cost more in every draw, as a law of the model demands', () => {
    const inference = { usageElasticity: 0, trainingShare: 0 };
    const found = compareRuns(
      keptDraws({ ...inference, memorySaving: 0.5 }),
      keptDraws({ ...inference, memorySaving: 0.4 }),
    );
    expect((found?.below.value ?? NaN) + (found?.equal ?? NaN)).toBe(1);
    expect(found?.below.value).toBeGreaterThan(0.99);
  });

  it('keep the values that the quantiles are made of', () => {
    const draws = keptDraws({})
      .filter((value) => value !== null)
      .toSorted((a, b) => a - b);
    const run = computeUncertainty(world, { draws: 512, sobolDraws: 0, output: 'total.changeUsdBn' });
    expect(draws).toHaveLength(512);
    expect(run.ok && run.value.percentiles[0]).toBe(draws[0]);
    expect(run.ok && run.value.percentiles[100]).toBe(draws.at(-1));
    expect(run.ok && run.value.keptDraws).toBeNull();
  });
});
