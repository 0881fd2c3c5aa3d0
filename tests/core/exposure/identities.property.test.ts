/** The model's identities on arbitrary scenarios, through the whole engine (numbers as in the model's list). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ExposureAnswer, ExposureScenario } from '#lib/core/exposure/types.ts';
import { answerOf, curatedWorld, numberBetween, ordinaryScenario } from '#tests/support/exposure-world.ts';

const world = curatedWorld();
const RUNS = { numRuns: 150 };
/** Sums of a few dozen doubles of the size of the horizon's revenue (thousands of USD bn). */
const SUM_ROUNDING_USD_BN = 1e-8;

function answer(scenario: ExposureScenario): ExposureAnswer {
  return answerOf(world, scenario);
}

describe('identities of the exposure path', () => {
  it('1: without saving every ratio is exactly 1 and every vendor is exactly unchanged', () => {
    fc.assert(
      fc.property(ordinaryScenario, (scenario) => {
        const { quarters, vendors, attributionUsdBn } = answer({
          ...scenario,
          memorySaving: 0,
          costSaving: 0,
        });
        for (const quarter of quarters) {
          const { demandIndex, price, volume, revenueRatio, conventionalPrice, usage } = quarter;
          expect([demandIndex, price, volume, revenueRatio, conventionalPrice, usage]).toEqual([
            1, 1, 1, 1, 1, 1,
          ]);
        }
        for (const vendor of vendors) {
          expect(vendor.hbmUsdBn).toBe(vendor.baselineHbmUsdBn);
          expect(Math.abs(vendor.ebitChangeUsdBn) + Math.abs(vendor.valueChangeUsdBn)).toBe(0);
          expect(Math.abs(vendor.dramRevenueChangeUsdBn)).toBe(0);
        }
        expect(Object.values(attributionUsdBn).every((part) => Math.abs(part) === 0)).toBe(true);
      }),
      RUNS,
    );
  });

  it('2: unit elasticity, memory the whole cost and all passed on give a demand index of 1 in the long run', () => {
    fc.assert(
      fc.property(numberBetween(0, 0.99), (memorySaving) => {
        const { steadyState } = answer({
          memorySaving,
          memoryShareOfCost: 1,
          passThrough: 1,
          usageElasticity: 1,
          usageCap: 1000,
          trainingShare: 0,
        });
        expect(steadyState.demandIndex).toBeCloseTo(1, 12);
        expect(steadyState.revenueRatio).toBeCloseTo(1, 11);
      }),
      RUNS,
    );
  });

  it('3: an elasticity above break-even raises long-run demand above 1, one below leaves it below', () => {
    const saving = fc.record({
      memorySaving: numberBetween(0.01, 0.9),
      memoryShareOfCost: numberBetween(0.2, 1),
      passThrough: numberBetween(0.3, 1),
      trainingShare: numberBetween(0, 0.9),
      trainingSavingRatio: numberBetween(0, 1),
    });
    fc.assert(
      fc.property(saving, numberBetween(0.5, 2), (scenario, factor) => {
        fc.pre(Math.abs(factor - 1) > 1e-3);
        const { breakEvenElasticity } = answer(scenario);
        fc.pre(breakEvenElasticity !== null && breakEvenElasticity * factor < 100);
        const usageElasticity = breakEvenElasticity * factor;
        const passedOn = scenario.passThrough * scenario.memoryShareOfCost * scenario.memorySaving;
        fc.pre((1 - passedOn) ** -usageElasticity < 1000);
        const { steadyState } = answer({ ...scenario, usageElasticity, usageCap: 1000 });
        expect(steadyState.demandIndex > 1).toBe(factor > 1);
      }),
      RUNS,
    );
  });

  it('4: when everything is under contract revenue does not move', () => {
    fc.assert(
      fc.property(ordinaryScenario, (scenario) => {
        const { total, quarters, steadyState } = answer({ ...scenario, contractShare: 1 });
        expect(total.hbmUsdBn).toBe(total.baselineHbmUsdBn);
        expect(quarters.every((quarter) => quarter.revenueRatio === 1)).toBe(true);
        expect(steadyState.revenueRatio).toBe(1);
      }),
      RUNS,
    );
  });

  it('7: the price stays between floor and ceiling', () => {
    fc.assert(
      fc.property(ordinaryScenario, (scenario) => {
        for (const { price, priceFloor } of answer(scenario).quarters) {
          expect(price).toBeGreaterThanOrEqual(priceFloor);
          expect(price).toBeLessThanOrEqual(scenario.priceCeiling ?? 2.5);
        }
      }),
      RUNS,
    );
  });

  it('8: vendors sum to the total and the parts of a change to the change', () => {
    fc.assert(
      fc.property(ordinaryScenario, (scenario) => {
        const { vendors, total, quarters, attributionUsdBn } = answer(scenario);
        const scale = 1 + total.hbmUsdBn + Math.abs(attributionUsdBn.unabsorbed);
        const close = SUM_ROUNDING_USD_BN * scale;
        const revenue = vendors.reduce((sum, vendor) => sum + vendor.hbmUsdBn, 0);
        const byQuarter = quarters.reduce((sum, one) => sum + one.baselineHbmUsdBn * one.revenueRatio, 0);
        expect(Math.abs(revenue - total.hbmUsdBn)).toBeLessThan(close);
        expect(Math.abs(byQuarter - total.hbmUsdBn)).toBeLessThan(close);
        const change = total.hbmUsdBn - total.baselineHbmUsdBn;
        const { unabsorbed, backlog, contract, price, volume } = attributionUsdBn;
        expect(Math.abs(unabsorbed + backlog + contract - change)).toBeLessThan(close);
        expect(Math.abs(price + volume - change)).toBeLessThan(close);
        for (const { ebitChangeUsdBn, ebitParts } of vendors) {
          const parts = ebitParts.price + ebitParts.volume + ebitParts.redeployed + ebitParts.spill;
          expect(parts).toBe(ebitChangeUsdBn);
        }
      }),
      RUNS,
    );
  });

  it('9: revenue falls or stays with a larger saving when usage does not react', () => {
    fc.assert(
      fc.property(ordinaryScenario, numberBetween(0, 0.99), numberBetween(0, 0.99), (scenario, one, two) => {
        const fixed = { ...scenario, usageElasticity: 0 };
        const less = answer({ ...fixed, memorySaving: Math.min(one, two) });
        const more = answer({ ...fixed, memorySaving: Math.max(one, two) });
        more.quarters.forEach((quarter, k) => {
          expect(quarter.revenueRatio).toBeLessThanOrEqual((less.quarters[k]?.revenueRatio ?? NaN) + 1e-12);
        });
      }),
      RUNS,
    );
  });

  it('9: revenue rises or stays with a larger elasticity of usage', () => {
    fc.assert(
      fc.property(ordinaryScenario, numberBetween(0, 4), numberBetween(0, 4), (scenario, one, two) => {
        const less = answer({ ...scenario, usageElasticity: Math.min(one, two) });
        const more = answer({ ...scenario, usageElasticity: Math.max(one, two) });
        more.quarters.forEach((quarter, k) => {
          const before = less.quarters[k]?.revenueRatio ?? NaN;
          expect(quarter.revenueRatio).toBeGreaterThanOrEqual(before - 1e-12 * Math.abs(before));
        });
      }),
      RUNS,
    );
  });
});
