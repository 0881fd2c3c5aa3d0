import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantilesInPlace } from '#lib/core/stats/quantiles.ts';

/** Type 7 straight from its definition, on a sorted copy. */
function bySorting(sample: readonly number[], probability: number): number {
  const sorted = sample.toSorted((a, b) => a - b);
  const position = probability * (sorted.length - 1);
  const below = sorted[Math.floor(position)] ?? NaN;
  const above = sorted[Math.ceil(position)] ?? NaN;
  return below + (above - below) * (position - Math.floor(position));
}

describe('type-7 quantiles', () => {
  it('agree with R: quantile(c(1, 2, 4, 8), c(.1, .25, .5, .9)) is 1.3 1.75 3 6.8', () => {
    const quantiles = quantilesInPlace(Float64Array.of(8, 1, 4, 2), [0.1, 0.25, 0.5, 0.9]);
    [1.3, 1.75, 3, 6.8].forEach((expected, i) => {
      expect(quantiles[i]).toBeCloseTo(expected, 12);
    });
  });

  it('agree with a sort for any sample, ties and order of probabilities included', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(0, 1), fc.double({ noNaN: true, min: -1e6, max: 1e6 })), {
          minLength: 1,
          maxLength: 200,
        }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 8 }),
        (sample, probabilities) => {
          expect(quantilesInPlace(Float64Array.from(sample), probabilities)).toEqual(
            probabilities.map((probability) => bySorting(sample, probability)),
          );
        },
      ),
    );
  });

  it.each<[string, (u: number) => number]>([
    ['even', (u) => u],
    ['heavy in the tail', (u) => (1 - u) ** -3],
    ['mostly tied', (u) => (u < 0.9 ? -2 : u)],
    ['all alike', () => 7],
    ['wider than a number', (u) => (u - 0.5) * Number.MAX_VALUE * 2],
    ['with an infinite end', (u) => (u < 0.01 ? -Infinity : u)],
  ])('agree with a sort for samples large enough to be narrowed first: %s', (_, shape) => {
    // Steps of the golden section visit the unit interval in no order.
    const sample = Array.from({ length: 20_000 }, (_value, i) => shape((i * 0.6180339887498949) % 1));
    const probabilities = [0, 0.03, 0.05, 0.5, 0.9, 0.95, 0.99995, 1];
    const expected = probabilities.map((probability) => bySorting(sample, probability));
    expect(quantilesInPlace(Float64Array.from(sample), probabilities)).toEqual(expected);
    expect(
      quantilesInPlace(
        Float32Array.from(sample, (value) => Math.fround(value)),
        [0.5],
      ),
    ).toEqual([
      bySorting(
        sample.map((value) => Math.fround(value)),
        0.5,
      ),
    ]);
  });

  it('of one value are that value, of none do not exist', () => {
    expect(quantilesInPlace(Float64Array.of(3), [0, 0.5, 1])).toEqual([3, 3, 3]);
    expect(() => quantilesInPlace(new Float64Array(0), [0.5])).toThrow(RangeError);
  });
});
