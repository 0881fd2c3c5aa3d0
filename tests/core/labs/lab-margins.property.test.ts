import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeLabMargin } from '#lib/core/labs/lab-margins.ts';

const exactly = (value: number) => ({ low: value, point: value, high: value });
const positive = fc.double({ min: 0.001, max: 100, noNaN: true });
const fraction = (max: number) => fc.double({ min: 0, max, noNaN: true });
const range = (max: number) =>
  fc.tuple(fraction(max), fraction(max), fraction(max)).map((values) => {
    const [low = 0, point = 0, high = 0] = values.toSorted((a, b) => a - b);
    return { low, point, high };
  });

describe('gross margin before and after', () => {
  it('is the worked example: 50 % and a token 20 % cheaper with half passed on gives 1 - 0.5 * 0.8 / 0.9', () => {
    const margin = computeLabMargin({
      priceUsdPerMtok: 2,
      costUsdPerMtok: exactly(1),
      costSaving: exactly(0.2),
      passThrough: exactly(0.5),
    });
    expect(margin?.before).toEqual(exactly(0.5));
    expect(margin?.after.point).toBeCloseTo(1 - 0.4 / 0.9, 12);
    expect(margin?.after.low).toBeCloseTo(1 - 0.4 / 0.9, 12);
  });

  it('rises with a saving unless all of it is passed on, when it stays', () => {
    fc.assert(
      fc.property(positive, positive, fraction(0.9), fraction(1), (price, cost, saving, passed) => {
        const margin = computeLabMargin({
          priceUsdPerMtok: price,
          costUsdPerMtok: exactly(cost),
          costSaving: exactly(saving),
          passThrough: exactly(passed),
        });
        if (margin === null) throw new Error('a saving below 1 leaves a price');
        const ratioBefore = cost / price;
        const ratioAfter = 1 - margin.after.point;
        // The ratio of cost to price moves by (1 - c) / (1 - phi c), which is at most 1. Tolerance: rounding of 1 - x.
        const slack = 1e-12 * (1 + ratioBefore);
        expect(ratioAfter).toBeLessThanOrEqual(ratioBefore + slack);
        if (passed === 1) expect(ratioAfter).toBeCloseTo(ratioBefore, 9);
        if (passed < 0.99 && saving > 0.01) expect(ratioAfter).toBeLessThan(ratioBefore);
      }),
    );
  });

  it('keeps low below point below high, before and after', () => {
    fc.assert(
      fc.property(
        positive,
        positive,
        fc.double({ min: 1, max: 10, noNaN: true }),
        range(0.9),
        range(1),
        (price, cost, spread, costSaving, passThrough) => {
          const costUsdPerMtok = { low: cost / spread, point: cost, high: cost * spread };
          const margin = computeLabMargin({
            priceUsdPerMtok: price,
            costUsdPerMtok,
            costSaving,
            passThrough,
          });
          if (margin === null) throw new Error('a saving below 1 leaves a price');
          for (const { low, point, high } of [margin.before, margin.after]) {
            expect(low).toBeLessThanOrEqual(point + 1e-9 * (1 + Math.abs(point)));
            expect(point).toBeLessThanOrEqual(high + 1e-9 * (1 + Math.abs(point)));
            expect(high).toBeLessThanOrEqual(1);
          }
        },
      ),
    );
  });

  it('widens with each input that is given a range', () => {
    const base = {
      priceUsdPerMtok: 2,
      costUsdPerMtok: exactly(1),
      costSaving: exactly(0.2),
      passThrough: exactly(0.6),
    };
    const width = (input: Parameters<typeof computeLabMargin>[0]): number => {
      const after = computeLabMargin(input)?.after;
      return (after?.high ?? NaN) - (after?.low ?? NaN);
    };
    expect(width(base)).toBeCloseTo(0, 12);
    const withCost = { ...base, costUsdPerMtok: { low: 0.5, point: 1, high: 1.5 } };
    const withBoth = { ...withCost, passThrough: { low: 0.3, point: 0.6, high: 0.9 } };
    expect(width(withCost)).toBeGreaterThan(0.1);
    expect(width(withBoth)).toBeGreaterThan(width(withCost));
  });

  it('is nothing when the whole price would be given away', () => {
    const input = {
      priceUsdPerMtok: 2,
      costUsdPerMtok: exactly(1),
      costSaving: exactly(1),
      passThrough: exactly(1),
    };
    expect(computeLabMargin(input)).toBeNull();
  });
});
