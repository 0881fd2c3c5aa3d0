/** Laws of market clearing (model 6, identities 5 to 7). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backlogDecay, effectiveDemandIndex } from '#lib/core/market/backlog.ts';
import {
  boundPrice,
  clearedVolume,
  priceContribution,
  unboundedPrice,
  volumeContribution,
} from '#lib/core/market/clearing.ts';
import { revenueAfterContracts } from '#lib/core/market/contracts.ts';
import { numberBetween } from '#tests/support/exposure-world.ts';

interface Market {
  readonly demand: number;
  readonly sigma: number;
  readonly delta: number;
  readonly floor: number;
  readonly ceiling: number;
}

function clear({ demand, sigma, delta, floor, ceiling }: Market): {
  readonly price: number;
  readonly volume: number;
} {
  const unbounded = unboundedPrice(Math.log(demand), sigma, delta);
  return {
    price: boundPrice(unbounded, floor, ceiling),
    volume: clearedVolume(Math.log(demand), unbounded, sigma, delta, floor, ceiling),
  };
}

const elasticities = { sigma: numberBetween(0, 5), delta: numberBetween(0.05, 3) };
const market = fc.record({
  demand: numberBetween(0.01, 20),
  ...elasticities,
  floor: numberBetween(0, 1),
  ceiling: numberBetween(1, 10),
});

describe('market clearing', () => {
  it('5: with supply of boundless elasticity the price stays at 1 and revenue follows demand', () => {
    fc.assert(
      fc.property(numberBetween(0.05, 10), numberBetween(0, 3), (demand, delta) => {
        const { price, volume } = clear({ demand, sigma: 1e9, delta, floor: 0, ceiling: 1e9 });
        expect(price).toBeCloseTo(1, 7);
        expect((price * volume) / demand).toBeCloseTo(1, 7);
      }),
    );
  });

  it('6: between floor and ceiling spot revenue is demand to the power (1 + sigma) / (sigma + delta)', () => {
    fc.assert(
      fc.property(market, (one) => {
        const slack = { ...one, floor: 0, ceiling: 1e300 };
        fc.pre(one.sigma + one.delta > 0.05);
        const { price, volume } = clear(slack);
        const expected = one.demand ** ((1 + one.sigma) / (one.sigma + one.delta));
        expect(Math.abs((price * volume) / expected - 1)).toBeLessThan(1e-10);
      }),
    );
  });

  it('6: price and volume do not jump where the floor or the ceiling starts to bind', () => {
    const edge = fc.record({ ...elasticities, bound: numberBetween(0.05, 10), isFloor: fc.boolean() });
    fc.assert(
      fc.property(edge, ({ sigma, delta, bound, isFloor }) => {
        const limits = isFloor
          ? { floor: Math.min(bound, 1), ceiling: 1e6 }
          : { floor: 1e-6, ceiling: Math.max(bound, 1) };
        const limit = isFloor ? limits.floor : limits.ceiling;
        const atLimit = limit ** (sigma + delta);
        const sides = [1 - 1e-9, 1 + 1e-9].map((factor) =>
          clear({ demand: atLimit * factor, sigma, delta, ...limits }),
        );
        const [inner, outer] = sides;
        // A relative step of 2e-9 in demand moves the price by at most 2e-9 / (sigma + delta).
        expect(Math.abs((inner?.price ?? NaN) / (outer?.price ?? NaN) - 1)).toBeLessThan(1e-7);
        expect(Math.abs((inner?.volume ?? NaN) / (outer?.volume ?? NaN) - 1)).toBeLessThan(1e-7);
      }),
    );
  });

  it('7: the price lies between floor and ceiling', () => {
    fc.assert(
      fc.property(market, (one) => {
        const { price } = clear(one);
        expect(price).toBeGreaterThanOrEqual(one.floor);
        expect(price).toBeLessThanOrEqual(one.ceiling);
      }),
    );
  });

  it('the market clears: supply equals demand at the price unless a bound holds it', () => {
    fc.assert(
      fc.property(market, (one) => {
        const { price, volume } = clear(one);
        const supply = price ** one.sigma;
        const demand = one.demand * price ** -one.delta;
        if (price > one.floor && price < one.ceiling) {
          expect(volume / supply).toBeCloseTo(1, 9);
          expect(volume / demand).toBeCloseTo(1, 9);
        } else if (volume > 0) {
          expect(volume / Math.min(supply, demand)).toBeCloseTo(1, 9);
        }
      }),
    );
  });

  it('price and volume contributions sum to the change of revenue', () => {
    fc.assert(
      fc.property(numberBetween(0, 5), numberBetween(0, 5), (price, volume) => {
        const sum = priceContribution(price, volume) + volumeContribution(price, volume);
        expect(sum).toBeCloseTo(price * volume - 1, 12);
      }),
    );
  });

  it('no elasticity, however extreme, gives anything but a finite price and volume', () => {
    const extreme = fc.record({
      demand: numberBetween(1e-5, 1e3),
      sigma: fc.constantFrom(0, 5e-324, 1e-300, 1e-9, 1, 1000),
      delta: fc.constantFrom(5e-324, 1e-300, 1e-9, 1, 1000),
      floor: fc.constantFrom(0, 1e-300, 0.5, 1),
      ceiling: fc.constantFrom(1, 2.5, 1000),
    });
    fc.assert(
      fc.property(extreme, (one) => {
        const { price, volume } = clear(one);
        expect(Number.isFinite(price) && Number.isFinite(volume)).toBe(true);
        expect(volume).toBeLessThanOrEqual(Math.max(1, one.demand) * (1 + 1e-9));
      }),
      { numRuns: 500 },
    );
  });
});

describe('backlog and contracts', () => {
  it('the queue halves every half-life', () => {
    expect(0.16 * backlogDecay(4) ** 4).toBeCloseTo(0.08, 15);
    expect(0.16 * backlogDecay(4) ** 8).toBeCloseTo(0.04, 15);
  });

  it('a fall inside the queue does not reach the market, a larger one arrives without a jump', () => {
    fc.assert(
      fc.property(numberBetween(0.001, 3), numberBetween(0, 0.95), (index, queue) => {
        const effective = effectiveDemandIndex(index, queue);
        if (index >= 1) expect(effective).toBe(index);
        else if (index >= 1 - queue) expect(effective).toBe(1);
        else expect(effective).toBeCloseTo(index / (1 - queue), 12);
        expect(effectiveDemandIndex((1 - queue) * (1 - 1e-12), queue)).toBeCloseTo(1, 9);
      }),
    );
  });

  it('contracts scale every change by the share outside them', () => {
    fc.assert(
      fc.property(numberBetween(0, 1), numberBetween(0, 10), (share, spot) => {
        expect(revenueAfterContracts(share, spot)).toBeCloseTo(share + (1 - share) * spot, 12);
        expect(revenueAfterContracts(1, spot)).toBe(1);
        expect(revenueAfterContracts(share, 1)).toBe(1);
      }),
    );
  });
});
