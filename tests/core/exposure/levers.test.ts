/** The levers that model.md leaves out: nothing at 0, whole at 1, and the arithmetic between by hand. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idleContractVolume, releasedStock } from '#lib/core/market/contracts.ts';
import type { ExposureAnswer } from '#lib/core/exposure/types.ts';
import { answerOf, curatedWorld, numberBetween, ordinaryScenario } from '#tests/support/exposure-world.ts';

const world = curatedWorld('2026-11-23');

function changeOf({ total }: ExposureAnswer): number {
  return total.hbmUsdBn - total.baselineHbmUsdBn;
}

const OFF = {
  contextRespendShare: 0,
  efficiencyInGuidesShare: 0,
  contractOverhangShare: 0,
  tierShiftShare: 0,
} as const;

describe('levers', () => {
  it('at 0 are not there: the answer is that without them, to the last bit', () => {
    fc.assert(
      fc.property(ordinaryScenario, (scenario) => {
        const { inputs: _a, ...without } = answerOf(world, scenario);
        const { inputs: _b, ...withZero } = answerOf(world, { ...scenario, ...OFF });
        expect(withZero).toEqual(without);
      }),
      { numRuns: 30 },
    );
  });

  it('leave the parts and the causes of a change summing to it', () => {
    fc.assert(
      fc.property(
        ordinaryScenario,
        fc.record({
          contextRespendShare: numberBetween(0, 1),
          efficiencyInGuidesShare: numberBetween(0, 1),
          contractOverhangShare: numberBetween(0, 1),
          overhangReleasePerQuarter: numberBetween(0, 1),
          tierShiftShare: numberBetween(0, 1),
        }),
        (scenario, levers) => {
          const answer = answerOf(world, { ...scenario, ...levers });
          const { unabsorbed, backlog, contract, price, volume } = answer.attributionUsdBn;
          const change = changeOf(answer);
          const scale = 1e-9 * (1 + answer.total.baselineHbmUsdBn + Math.abs(unabsorbed));
          expect(Math.abs(unabsorbed + backlog + contract - change)).toBeLessThanOrEqual(scale);
          expect(Math.abs(price + volume - change)).toBeLessThanOrEqual(scale);
          const causes = Object.values(answer.causesUsdBn).reduce((sum, part) => sum + part, 0);
          expect(Math.abs(causes - change)).toBeLessThanOrEqual(scale);
          expect(Number.isFinite(change)).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('savings spent again on longer context', () => {
  it('are a smaller saving at a price that falls as much less', () => {
    const half = answerOf(world, { memorySaving: 0.4, contextRespendShare: 0.5 });
    const smaller = answerOf(world, { memorySaving: 0.2 });
    expect(half.total.hbmUsdBn).toBeCloseTo(smaller.total.hbmUsdBn, 9);
    expect(half.breakEvenElasticity).toBeCloseTo(smaller.breakEvenElasticity ?? NaN, 9);
    expect(half.quarters.at(-1)?.memorySaving).toBeCloseTo(0.2, 12);
  });

  it('all of them leave nothing to lose', () => {
    expect(changeOf(answerOf(world, { contextRespendShare: 1 }))).toBe(0);
  });
});

describe('efficiency already in the guides', () => {
  it('all of it leaves no surprise: the index is 1 in every quarter and in the long run, and no elasticity is break-even', () => {
    const answer = answerOf(world, { memorySaving: 0.5, efficiencyInGuidesShare: 1 });
    expect(answer.quarters.every(({ demandIndex }) => Math.abs(demandIndex - 1) < 1e-15)).toBe(true);
    expect(answer.steadyState.demandIndex).toBe(1);
    expect(answer.breakEvenElasticity).toBeNull();
  });

  it('a part of it divides the index by that of the part, by hand for a fleet that only infers without rebound', () => {
    const free = { trainingShare: 0, usageElasticity: 0 };
    const answer = answerOf(world, { ...free, memorySaving: 0.5, efficiencyInGuidesShare: 0.4 });
    // (1 - 0.5) / (1 - 0.4 * 0.5)
    expect(answer.steadyState.demandIndex).toBeCloseTo(0.5 / 0.8, 12);
  });

  it('moves the break-even to where the rest of the saving pays, by the closed form without training', () => {
    const given = { trainingShare: 0, memorySaving: 0.3, memoryShareOfCost: 0.5, passThrough: 1 };
    const answer = answerOf(world, { ...given, efficiencyInGuidesShare: 0.5 });
    // (1 - s)(1 - c)^-e = (1 - s/2)(1 - c/2)^-e with s = 0.3 and c = 0.15
    const byHand = Math.log(0.7 / 0.85) / Math.log(0.85 / 0.925);
    expect(answer.breakEvenElasticity).toBeCloseTo(byHand, 9);
  });
});

describe('the overhang of contracts', () => {
  it('stores idle volume and works it off: 0.5 of 0.6 of a fifth of 10 is 0.6, a quarter of that is 0.15', () => {
    expect(idleContractVolume(0.5, 0.6, 0.8, 10)).toBeCloseTo(0.6, 12);
    expect(idleContractVolume(0.5, 0.6, 1.2, 10)).toBe(0);
    expect(releasedStock(0.6, 0.25, 10)).toBeCloseTo(0.15, 12);
    expect(releasedStock(20, 0.9, 10)).toBe(9);
  });

  it('conserves bits: what is stored at the end is what was bought idle less what replaced orders', () => {
    const answer = answerOf(world, { memorySaving: 0.5, contractOverhangShare: 1, contractShare: 0.6 });
    let stock = 0;
    answer.quarters.forEach((quarter) => {
      const released = Math.min(stock * 0.25, 0.9 * quarter.baselineBnGb * 10);
      stock -= released;
      stock += idleContractVolume(1, 0.6, quarter.volume, quarter.baselineBnGb);
      expect(quarter.overhangBnGb).toBeCloseTo(stock, 12);
    });
    expect(stock).toBeGreaterThan(0);
  });

  it('costs revenue after the contracts have saved it, and none where nothing is under contract', () => {
    const without = answerOf(world, { memorySaving: 0.5 });
    const with_ = answerOf(world, { memorySaving: 0.5, contractOverhangShare: 0.6 });
    expect(changeOf(with_)).toBeLessThan(changeOf(without));
    expect(with_.causesUsdBn.overhang).toBeLessThan(0);
    const spot = answerOf(world, { memorySaving: 0.5, contractShare: 0, contractOverhangShare: 0.6 });
    expect(changeOf(spot)).toBe(changeOf(answerOf(world, { memorySaving: 0.5, contractShare: 0 })));
  });
});

describe('the shift to other tiers', () => {
  const shifted = answerOf(world, { memorySaving: 0.28, tierShiftShare: 0.3 });
  const base = answerOf(world, { memorySaving: 0.28 });
  const vendor = (answer: ExposureAnswer, ticker: string) => {
    const found = answer.vendors.find((one) => one.ticker === ticker);
    if (found === undefined) throw new Error(`${ticker} is not in the answer`);
    return found;
  };

  it('changes no HBM figure and brings makers of flash and disks a gain', () => {
    expect(shifted.total).toEqual(base.total);
    for (const ticker of ['SNDK', '285A.T', 'WDC', 'STX']) {
      expect(vendor(shifted, ticker).ebitChangeUsdBn, ticker).toBeGreaterThan(0);
      expect(vendor(base, ticker).ebitChangeUsdBn, ticker).toBe(0);
    }
  });

  it('adds to a maker of HBM exactly what its tiers bring', () => {
    for (const ticker of ['000660.KS', '005930.KS', 'MU', 'other']) {
      const { ebitParts, ebitChangeUsdBn, tiers } = vendor(shifted, ticker);
      const sum = (tiers.dram?.ebitUsdBn ?? 0) + (tiers.nand?.ebitUsdBn ?? 0) + (tiers.hdd?.ebitUsdBn ?? 0);
      expect(ebitParts.tierShift).toBeCloseTo(sum, 12);
      expect(ebitChangeUsdBn).toBeCloseTo(vendor(base, ticker).ebitChangeUsdBn + sum, 12);
    }
  });

  it('is the flash of 2028 by hand: bytes freed, times ten, times price, shared out', () => {
    const point = (id: string): number => world.assumptions.find((row) => row.id === id)?.point ?? NaN;
    const price =
      point('tier_price_nand') * point('tier_price_nand_factor_2027') * point('tier_price_nand_factor_2028');
    const freed = shifted.quarters
      .filter(({ quarter }) => quarter.startsWith('2028'))
      .reduce((sum, { baselineBnGb, memorySaving }) => sum + baselineBnGb * memorySaving * 0.3, 0);
    const revenue = freed * point('tier_bytes_per_hbm_byte_nand') * price;
    // 0.551 bn GB freed, 5.5 EB of flash at 0.204 USD a GB: about a billion dollars, 0.3 % of the flash market.
    expect(revenue).toBeGreaterThan(1);
    expect(revenue).toBeLessThan(1.3);
  });

  it('on the fleet’s path takes its shares from the techniques that name a tier', () => {
    const fleet = answerOf(world, { savingPath: 'fleet' });
    expect(world.fleetTierShares?.nand).toBeGreaterThan(world.fleetTierShares?.dram ?? NaN);
    expect(world.fleetTierShares?.hdd).toBe(0);
    expect(vendor(fleet, 'SNDK').ebitChangeUsdBn).toBeGreaterThan(0);
    expect(vendor(fleet, 'STX').ebitChangeUsdBn).toBe(0);
  });
});
