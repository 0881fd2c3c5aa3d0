/** What an answer says beyond the goldens: inputs, filters, offset, sensitivity (model 5 to 7). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeStepOffset, findPathOffset } from '#lib/core/exposure/offset.ts';
import { computeBreakEvenElasticity } from '#lib/core/exposure/break-even.ts';
import type { ExposureVendor } from '#lib/core/exposure/types.ts';
import { answerOf, curatedWorld, numberBetween, ordinaryScenario } from '#tests/support/exposure-world.ts';

const world = curatedWorld();

function vendorOf(vendors: readonly ExposureVendor[], ticker: string): ExposureVendor {
  const vendor = vendors.find((one) => one.ticker === ticker);
  if (vendor === undefined) throw new Error(`no vendor ${ticker}`);
  return vendor;
}

describe('the two claims that started the project', () => {
  it('half the memory with ten times the calls ends at five times the demand', () => {
    const claim = { memorySaving: 0.5, usageMultiple: 10, trainingShare: 0 };
    expect(answerOf(world, claim).steadyState.demandIndex).toBe(5);
  });

  it('half the memory with no rebound ends at half the demand', () => {
    const claim = { memorySaving: 0.5, usageElasticity: 0, trainingShare: 0 };
    expect(answerOf(world, claim).steadyState.demandIndex).toBe(0.5);
  });
});

describe('vendor rows', () => {
  it('hold the three makers, `other`, and the vendors without HBM at 0', () => {
    const { vendors } = answerOf(world, {});
    expect(vendors.slice(0, 4).map((vendor) => vendor.ticker)).toEqual([
      '000660.KS',
      '005930.KS',
      'MU',
      'other',
    ]);
    for (const ticker of ['SNDK', 'WDC', 'STX', '285A.T']) {
      const { hbmUsdBn, ebitChangeUsdBn, valueChangeUsdBn, changePct, sensitivity } = vendorOf(
        vendors,
        ticker,
      );
      expect([hbmUsdBn, ebitChangeUsdBn, valueChangeUsdBn, changePct, sensitivity]).toEqual([
        0,
        0,
        0,
        null,
        null,
      ]);
    }
  });

  it('are filtered by `vendors`, totals are not', () => {
    const all = answerOf(world, {});
    const some = answerOf(world, { vendors: ['SNDK', 'MU'] });
    expect(some.vendors.map((vendor) => vendor.ticker)).toEqual(['MU', 'SNDK']);
    expect(some.total).toEqual(all.total);
    expect(some.attributionUsdBn).toEqual(all.attributionUsdBn);
  });

  it('value a market loss against the market value, and say nothing without one', () => {
    const { vendors } = answerOf(world, {});
    const micron = vendorOf(vendors, 'MU');
    expect(micron.valueChangePct).toBeCloseTo((micron.valueChangeUsdBn / 1101) * 100, 12);
    expect(vendorOf(vendors, 'other').valueChangePct).toBeNull();
  });
});

describe('sensitivity', () => {
  it('equals the slope of revenue in a pure market without queue, contract, rebound or bound', () => {
    // R = I^((1 + sigma)/(sigma + delta)) with I = 1 - s when all of s is reached at once.
    const scenario = {
      memorySaving: 0.3,
      usageElasticity: 0,
      trainingShare: 0,
      backlogShare: 0,
      contractShare: 0,
      priceFloor: 0,
      supplyElasticity: 0.6,
      demandElasticity: 0.4,
      savingReachedBy: '2026-11-24',
      horizonQuarters: 40,
    };
    const { vendors } = answerOf(world, scenario);
    // The first quarter's middle lies before asOf, so its revenue does not react; all others have slope 1.6.
    const answer = answerOf(world, scenario);
    const reacting = answer.total.hbmUsdBn - (answer.quarters[0]?.hbmUsdBn ?? NaN);
    const aggregate = vendors
      .filter((vendor) => vendor.hbmUsdBn > 0)
      .reduce((sum, vendor) => sum + (vendor.sensitivity ?? NaN) * vendor.hbmUsdBn, 0);
    expect(aggregate / reacting).toBeCloseTo(1.6, 6);
    const atZero = vendors.reduce(
      (sum, vendor) => sum + (vendor.sensitivityAtZero ?? 0) * vendor.baselineHbmUsdBn,
      0,
    );
    const first = answer.quarters[0]?.baselineHbmUsdBn ?? NaN;
    expect(atZero / (answer.total.baselineHbmUsdBn - first)).toBeCloseTo(1.6, 4);
  });

  it('is null at no saving, and 0 there while a queue swallows the first savings', () => {
    const { vendors } = answerOf(world, { memorySaving: 0, backlogShare: 0.5, backlogHalfLifeQuarters: 100 });
    const micron = vendorOf(vendors, 'MU');
    expect([micron.sensitivity, micron.sensitivityAtZero]).toEqual([null, 0]);
    const exposed = answerOf(world, {
      memorySaving: 0,
      backlogShare: 0,
      contractShare: 0,
      usageElasticity: 0,
    });
    expect(vendorOf(exposed.vendors, 'MU').sensitivityAtZero).toBeGreaterThan(0.1);
  });
});

describe('inputs', () => {
  it('list what the scenario gives as given and the rest with basis and source', () => {
    const { inputs } = answerOf(world, { memorySaving: 0.5, contractShare: 0.2 });
    const byId = new Map(inputs.map((input) => [input.id, input]));
    expect(byId.get('memory_saving')).toMatchObject({
      field: 'memorySaving',
      value: 0.5,
      basis: 'given',
      low: 0.12,
    });
    expect(byId.get('contractShare')).toMatchObject({ value: 0.2, basis: 'given', unit: 'fraction' });
    expect(byId.has('contract_share_2026')).toBe(false);
    expect(byId.get('usage_elasticity')).toMatchObject({
      field: 'usageElasticity',
      value: 1,
      basis: 'derived',
    });
    expect(byId.get('wafer_trade_ratio')?.source?.title).toBeTruthy();
    expect(new Set(inputs.map((input) => input.id)).size).toBe(inputs.length);
  });

  it('leave out what another input overrules', () => {
    const idsOf = (scenario: Parameters<typeof answerOf>[1]): string[] =>
      answerOf(world, scenario).inputs.map((input) => input.id);
    expect(idsOf({ costSaving: 0.1, memoryShareOfCost: 0.9 })).not.toContain('memory_share_of_cost');
    expect(idsOf({ usageMultiple: 3 })).not.toContain('usage_elasticity');
    expect(idsOf({ priceFloor: 0.5 })).not.toContain('switching_cost_share');
    expect(idsOf({ savingReachedBy: '2027-12-31' })).toContain('saving_duration_days');
  });

  it('given at their default change nothing', () => {
    const defaults = {
      memorySaving: 0.28,
      memoryShareOfCost: 0.5,
      savingReachedBy: '2028-12-31',
      horizonQuarters: 13,
    };
    const { inputs: _given, ...explicit } = answerOf(world, {
      ...defaults,
      passThrough: 0.6,
      usageElasticity: 1,
    });
    const { inputs: _default, ...implicit } = answerOf(world, {});
    expect(explicit).toEqual(implicit);
  });
});

describe('offset', () => {
  it('is the first quarter from which demand stays at its baseline after having been below', () => {
    const baseline = Float64Array.of(10, 10, 10, 10, 10);
    const find = (index: readonly number[]): ReturnType<typeof findPathOffset> =>
      findPathOffset(Float64Array.from(index), baseline, Float64Array.from(index));
    expect(find([1, 0.9, 1.1, 0.8, 1])).toEqual({
      quarter: 4,
      wasBelow: true,
      revenueLostUsdBn: expect.closeTo(2, 12) as number,
    });
    expect(find([1, 0.9, 0.9, 0.9, 0.9]).quarter).toBeNull();
    expect(find([1, 1, 1.2, 1.3, 2])).toEqual({ quarter: null, wasBelow: false, revenueLostUsdBn: 0 });
    expect(find([1, 1 - 1e-13, 1, 1, 1]).quarter).toBeNull();
  });

  it('is not claimed for rounding: full rebound at once never falls below', () => {
    const full = {
      memoryShareOfCost: 1,
      passThrough: 1,
      usageElasticity: 1,
      trainingShare: 0,
      usageCap: 1000,
    };
    const { offset } = answerOf(world, { ...full, memorySaving: 0.3, adjustmentPerQuarter: 1 });
    expect(offset.quarter).toBeNull();
    expect(offset.revenueLostUsdBn).toBeLessThan(1e-9);
  });

  it('after a step comes when the adjusting usage has made up for it', () => {
    const step = fc.record({
      memorySaving: numberBetween(0.05, 0.6),
      passThrough: numberBetween(0.5, 1),
      usageElasticity: numberBetween(1, 6),
      adjustmentPerQuarter: numberBetween(0.05, 0.9),
    });
    fc.assert(
      fc.property(step, (one) => {
        const { quartersExact } = computeStepOffset({ ...one, costSaving: one.memorySaving });
        const longRun = (1 - one.passThrough * one.memorySaving) ** -one.usageElasticity;
        if (quartersExact === null) {
          expect((1 - one.memorySaving) * longRun).toBeLessThan(1 + 1e-9);
        } else {
          const usage = longRun - (longRun - 1) * (1 - one.adjustmentPerQuarter) ** quartersExact;
          expect((1 - one.memorySaving) * usage).toBeCloseTo(1, 9);
        }
      }),
    );
  });
});

describe('break-even elasticity', () => {
  it.each([
    [0.3, 1, 1, 1.0],
    [0.3, 0.5, 1, 2.195],
    [0.3, 0.5, 0.5, 4.575],
    [0.1, 0.5, 1, 2.054],
  ])('of s = %d, m = %d, phi = %d is %d', (memorySaving, m, passThrough, expected) => {
    const input = {
      memorySaving,
      costSaving: m * memorySaving,
      passThrough,
      trainingShare: 0,
      trainingSavingRatio: 0,
    };
    expect(computeBreakEvenElasticity(input)).toBeCloseTo(expected, 3);
  });

  it('does not exist when nothing is saved, nothing passed on, or all demand trains', () => {
    expect(answerOf(world, { memorySaving: 0 }).breakEvenElasticity).toBeNull();
    expect(answerOf(world, { memorySaving: 0, costSaving: 0.2 }).breakEvenElasticity).toBeNull();
    expect(answerOf(world, { passThrough: 0 }).breakEvenElasticity).toBeNull();
    expect(answerOf(world, { trainingShare: 1 }).breakEvenElasticity).toBeNull();
  });
});

describe('the long run', () => {
  it('has no queue and no contract unless given, and the floor of the last quarter', () => {
    fc.assert(
      fc.property(ordinaryScenario, (scenario) => {
        const { backlogShare: _queue, contractShare: _contract, ...open } = scenario;
        const { steadyState, quarters } = answerOf(world, open);
        expect(steadyState.revenueRatio).toBeCloseTo(steadyState.price * steadyState.volume, 10);
        expect(steadyState.price).toBeGreaterThanOrEqual(quarters.at(-1)?.priceFloor ?? NaN);
      }),
      { numRuns: 50 },
    );
  });

  it('marks quarters outside the range in which the elasticities were seen', () => {
    const { quarters } = answerOf(world, { memorySaving: 0.9, usageElasticity: 0, trainingShare: 0 });
    for (const quarter of quarters) {
      expect(quarter.isExtrapolated).toBe(quarter.demandIndex <= 0.4 || quarter.demandIndex >= 2);
    }
    expect(quarters.at(-1)?.isExtrapolated).toBe(true);
  });
});
