import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { nextTryDelayMs, TRIES_MAX } from '#lib/core/deliveries/next-try.ts';

const HOUR_MS = 3_600_000;
const chances = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

function delays(chance: number): readonly number[] {
  return Array.from({ length: TRIES_MAX - 1 }, (_, index) => nextTryDelayMs(index + 1, chance, null) ?? NaN);
}

describe('nextTryDelayMs', () => {
  it('begins at a minute and comes to about a day over eight tries, then gives up', () => {
    const middle = delays(0.5);

    expect(TRIES_MAX).toBe(8);
    expect(middle[0]).toBe(60_000);
    expect(middle.reduce((sum, delay) => sum + delay) / HOUR_MS).toBeCloseTo(23.8, 1);
    expect(nextTryDelayMs(8, 0.5, null)).toBeNull();
    expect(nextTryDelayMs(8, 0.5, 60)).toBeNull();
  });

  it('grows at every try whatever chance says, by at most a fifth off the mark', () => {
    fc.assert(
      fc.property(chances, chances, (one, other) => {
        const middle = delays(0.5);
        delays(one).forEach((delay, index) => {
          expect(Math.abs(delay / (middle[index] ?? NaN) - 1)).toBeLessThanOrEqual(0.2 + 1e-4);
          expect(delays(other)[index + 1] ?? Infinity).toBeGreaterThan(delay);
        });
      }),
    );
  });

  it('comes no sooner than the receiver asked, but after a day all the same', () => {
    expect(nextTryDelayMs(1, 0.5, 600)).toBe(600_000);
    expect(nextTryDelayMs(1, 0.5, 5)).toBe(60_000);
    expect(nextTryDelayMs(1, 0.5, 10_000_000)).toBe(24 * HOUR_MS);
  });
});
