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

  it('of one value are that value, of none do not exist', () => {
    expect(quantilesInPlace(Float64Array.of(3), [0, 0.5, 1])).toEqual([3, 3, 3]);
    expect(() => quantilesInPlace(new Float64Array(0), [0.5])).toThrow(RangeError);
  });
});
