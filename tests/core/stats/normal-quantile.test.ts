import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalQuantile } from '#lib/core/stats/normal-quantile.ts';

/** scipy.special.ndtri, version 1.17.1, 17 digits. */
const REFERENCE: readonly (readonly [number, number])[] = [
  [1e-300, -37.0470962993612],
  [1e-12, -7.034483825301131],
  [0.01, -2.3263478740408408],
  [0.1, -1.2815515655446004],
  [0.3, -0.5244005127080409],
  [0.9, 1.2815515655446004],
  [0.999999, 4.753424308817087],
];

describe('quantile of the standard normal distribution', () => {
  it.each(REFERENCE)('at %d agrees with the reference to 1 in 1e14', (probability, z) => {
    expect(Math.abs(normalQuantile(probability) / z - 1)).toBeLessThan(1e-14);
  });

  it('is odd about one half and rises', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 0.5 - 1e-9, noNaN: true }), (p) => {
        expect(normalQuantile(p) + normalQuantile(1 - p)).toBeCloseTo(0, 6);
        expect(normalQuantile(p + 1e-9)).toBeGreaterThan(normalQuantile(p));
      }),
    );
    expect(normalQuantile(0.5)).toBe(0);
  });

  it('has none at 0 and 1', () => {
    expect(() => normalQuantile(0)).toThrow(RangeError);
    expect(() => normalQuantile(1)).toThrow(RangeError);
    expect(() => normalQuantile(NaN)).toThrow(RangeError);
  });
});
