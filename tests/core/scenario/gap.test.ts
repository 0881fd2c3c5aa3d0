import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ExposureScenario } from '#lib/core/exposure/types.ts';
import { SCENARIO_PRESETS } from '#lib/core/scenario/defaults.ts';
import { listDifferences } from '#lib/core/scenario/differences.ts';
import { attributeGap, MOST_GAP_PARTS, type ScenarioGap } from '#lib/core/scenario/gap.ts';
import { answerOf, curatedWorld, numberBetween } from '#tests/support/exposure-world.ts';

const world = curatedWorld('2026-11-23');

function changeOf(scenario: ExposureScenario): number {
  const { total } = answerOf(world, scenario);
  return total.hbmUsdBn - total.baselineHbmUsdBn;
}

function gapOf(first: ExposureScenario, second: ExposureScenario): ScenarioGap {
  const gap = attributeGap(world, first, second);
  if (!gap.ok) throw new Error(gap.error);
  return gap.value;
}

/** Few enough inputs to be attributed, among them some that no price allows together. */
const fewInputs: fc.Arbitrary<ExposureScenario> = fc
  .record(
    {
      memorySaving: numberBetween(0, 0.99),
      costSaving: numberBetween(0, 0.99),
      passThrough: numberBetween(0, 1),
      usageElasticity: numberBetween(0, 4),
      trainingShare: numberBetween(0, 1),
      horizonQuarters: fc.integer({ min: 1, max: 24 }),
    },
    { requiredKeys: [] },
  )
  .map((scenario) => scenario as ExposureScenario);

const preset = (id: string): ExposureScenario =>
  SCENARIO_PRESETS.find((one) => one.id === id)?.scenario ?? {};

describe('inputs that differ', () => {
  const differing = (...scenarios: ExposureScenario[]) =>
    listDifferences(world, scenarios).map(({ field }) => field.field);

  it('are those whose effective values differ', () => {
    expect(differing({}, { memorySaving: 0.5, usageElasticity: 0 })).toEqual([
      'memorySaving',
      'usageElasticity',
    ]);
    expect(differing({}, { memorySaving: 0.28 })).toEqual([]);
    expect(differing({ memorySaving: 0.28 }, { memorySaving: 0.28 })).toEqual([]);
  });

  it('do not count a default that another input replaces', () => {
    expect(differing({}, { savingPath: 'fleet' })).toEqual(['savingPath']);
    expect(differing({}, { usageMultiple: 10 })).toEqual(['usageMultiple']);
    const both = listDifferences(world, [{ usageElasticity: 0 }, { usageMultiple: 10 }]);
    expect(both.map(({ field }) => field.field)).toEqual(['usageElasticity', 'usageMultiple']);
    expect(both[0]?.values.map(({ origin }) => origin)).toEqual(['set', 'replaced']);
  });
});

describe('gap between two scenarios', () => {
  it('of one input is that input whole', () => {
    const { gapUsdBn, parts } = gapOf({}, { savingPath: 'fleet' });
    expect(parts).toEqual([{ fields: ['savingPath'], shareUsdBn: expect.closeTo(gapUsdBn, 9) as number }]);
    expect(gapUsdBn).toBeCloseTo(changeOf({ savingPath: 'fleet' }) - changeOf({}), 9);
  });

  it('of two inputs is the mean of both orders, worked out by hand', () => {
    const [a, b] = [{ memorySaving: 0.5 }, { usageElasticity: 0 }] as const;
    const none = changeOf({});
    const [onlyA, onlyB, both] = [changeOf(a), changeOf(b), changeOf({ ...a, ...b })];
    const saving = (onlyA - none + (both - onlyB)) / 2;
    const elasticity = (onlyB - none + (both - onlyA)) / 2;
    const { parts } = gapOf({}, { ...a, ...b });
    const shares = Object.fromEntries(parts.map(({ fields, shareUsdBn }) => [fields.join(), shareUsdBn]));
    expect(shares['memorySaving']).toBeCloseTo(saving, 9);
    expect(shares['usageElasticity']).toBeCloseTo(elasticity, 9);
  });

  it('of the first claim has three inputs that add up to it', () => {
    const gap = gapOf({}, preset('no-rebound'));
    expect(gap.firstUsdBn).toBeCloseTo(-44.4165, 3);
    expect(gap.secondUsdBn).toBeCloseTo(-124.4449, 3);
    expect(gap.parts).toHaveLength(3);
    expect(gap.parts[0]?.fields).toEqual(['memorySaving']);
    expect(gap.parts.reduce((sum, { shareUsdBn }) => sum + shareUsdBn, 0)).toBeCloseTo(gap.gapUsdBn, 9);
  });

  it('adds up, and turned round has the opposite parts, for any two scenarios', () => {
    fc.assert(
      fc.property(fewInputs, fewInputs, (first, second) => {
        const there = attributeGap(world, first, second);
        const back = attributeGap(world, second, first);
        if (!there.ok || !back.ok) throw new Error('a gap of six inputs is attributed');
        const { gapUsdBn, parts } = there.value;
        const tolerance = 1e-9 * (1 + parts.reduce((sum, one) => sum + Math.abs(one.shareUsdBn), 0));
        const sum = parts.reduce((total, one) => total + one.shareUsdBn, 0);
        expect(Math.abs(sum - gapUsdBn)).toBeLessThanOrEqual(tolerance);
        expect(gapUsdBn).toBeCloseTo(changeOf(second) - changeOf(first), 6);
        for (const { fields, shareUsdBn } of parts) {
          const other = back.value.parts.find((one) => one.fields.join() === fields.join());
          expect(Math.abs(shareUsdBn + (other?.shareUsdBn ?? NaN))).toBeLessThanOrEqual(tolerance);
        }
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  it('takes inputs that exclude each other as one', () => {
    expect(gapOf(preset('no-rebound'), preset('ten-times')).parts.map(({ fields }) => fields)).toEqual([
      ['usageElasticity', 'usageMultiple'],
    ]);
    const fleet = gapOf({ memorySaving: 0.5, passThrough: 0.2 }, { savingPath: 'fleet' });
    expect(fleet.parts.map(({ fields }) => fields.toSorted().join()).toSorted()).toEqual([
      'memorySaving,savingPath',
      'passThrough',
    ]);
  });

  it('joins inputs whose mixture has no price, so that it still adds up', () => {
    const first = { costSaving: 1, passThrough: 0.5, backlogShare: 0 };
    const second = { costSaving: 0.5, passThrough: 1 };
    const { parts, gapUsdBn } = gapOf(first, second);
    expect(parts.map(({ fields }) => fields.length).toSorted()).toEqual([1, 2]);
    expect(parts.reduce((sum, { shareUsdBn }) => sum + shareUsdBn, 0)).toBeCloseTo(gapUsdBn, 9);
  });

  it('is nothing between scenarios that are alike, and absent with more inputs than can be attributed', () => {
    expect(gapOf({}, { memorySaving: 0.28 })).toMatchObject({ gapUsdBn: 0, parts: [] });
    const many = {
      memorySaving: 0.5,
      usageElasticity: 0,
      passThrough: 0.1,
      memoryShareOfCost: 0.1,
      contractShare: 0.1,
      backlogShare: 0.1,
      priceFloor: 0.1,
      trainingShare: 0.1,
      usageCap: 2,
    };
    expect(Object.keys(many)).toHaveLength(MOST_GAP_PARTS + 1);
    expect(attributeGap(world, {}, many)).toMatchObject({
      ok: false,
      error: expect.stringContaining('9 inputs differ') as string,
    });
  });
});
