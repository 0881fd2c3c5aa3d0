/** The points: evenness of the net, scrambling, seeds, and the digits of a published sequence. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deriveSeed, hashSeed, mixBits } from '#lib/core/stats/mix-bits.ts';
import {
  coordinate,
  createSobolSequence,
  MOST_SOBOL_DIMENSIONS,
  nextPoint,
} from '#lib/core/stats/sobol-sequence.ts';

const seeds = fc.maxSafeNat();

function pointsOf(dimensions: number, seed: number, count: number, start = 0): number[][] {
  const sequence = createSobolSequence(dimensions, seed, start);
  return Array.from({ length: count }, () => {
    const point = Array.from({ length: dimensions }, (_, d) => coordinate(sequence, d));
    nextPoint(sequence);
    return point;
  });
}

/** How often each box of a grid holds a point, with the grid's numbers of boxes along two dimensions. */
function boxCounts(
  points: readonly (readonly number[])[],
  [first, second]: readonly [number, number],
  [across, down]: readonly [number, number],
): number[] {
  const counts = new Array<number>(across * down).fill(0);
  for (const point of points) {
    const box = Math.floor((point[first] ?? 0) * across) * down + Math.floor((point[second] ?? 0) * down);
    counts[box] = (counts[box] ?? 0) + 1;
  }
  return counts;
}

describe('scrambled Sobol points', () => {
  it('put one point in each of 2^m equal intervals, in every dimension and for every seed', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 0, max: MOST_SOBOL_DIMENSIONS - 1 }), (seed, dimension) => {
        const sequence = createSobolSequence(MOST_SOBOL_DIMENSIONS, seed);
        const hit = new Set<number>();
        for (let i = 0; i < 256; i += 1) {
          hit.add(Math.floor(coordinate(sequence, dimension) * 256));
          nextPoint(sequence);
        }
        expect(hit.size).toBe(256);
      }),
      { numRuns: 20 },
    );
  });

  it('are a net of strength 0 in the first two dimensions: every elementary box of 2^-8 holds one point', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 0, max: 8 }), (seed, split) => {
        const counts = boxCounts(pointsOf(2, seed, 256), [0, 1], [2 ** split, 2 ** (8 - split)]);
        expect(counts.every((count) => count === 1)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it('lie strictly between 0 and 1', () => {
    const points = pointsOf(64, 1, 4096).flat();
    expect(points.every((u) => u > 0 && u < 1)).toBe(true);
  });

  it('are the same bit for bit for the same seed, and the first N of 2N are the N', () => {
    expect(pointsOf(9, 123, 512)).toEqual(pointsOf(9, 123, 1024).slice(0, 512));
    expect(pointsOf(9, 123, 8)).not.toEqual(pointsOf(9, 124, 8));
  });

  it('can be entered anywhere: point n is point n, however one came there', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 0, max: 3000 }), (seed, start) => {
        expect(pointsOf(5, seed, 3, start)).toEqual(pointsOf(5, seed, start + 3).slice(start));
      }),
      { numRuns: 15 },
    );
  });

  it('differ from one point to the next by the digits of the published sequence', () => {
    // Scramble and shift are the same for all points, so the exclusive or of two points is the scramble of that of
    // the plain ones; where the plain ones agree in their first digits the scrambled ones must too. Plain points of
    // dimensions 1 to 5 (new-joe-kuo-6, Gray code order): 0; 1/2 each; then 3/4 1/4 1/4 1/4 3/4; 1/4 3/4 3/4 3/4 1/4.
    const plain = [
      [0, 0, 0, 0, 0],
      [0.5, 0.5, 0.5, 0.5, 0.5],
      [0.75, 0.25, 0.25, 0.25, 0.75],
      [0.25, 0.75, 0.75, 0.75, 0.25],
    ];
    const agreeing = (a: number, b: number): number => Math.clz32((a * 4) ^ (b * 4)) - 30;
    const points = pointsOf(5, 42, 4);
    for (let d = 0; d < 5; d += 1) {
      for (let i = 0; i < 4; i += 1) {
        for (let j = 0; j < i; j += 1) {
          const common = (p: readonly (readonly number[])[]): number =>
            agreeing(Math.floor((p[i]?.[d] ?? 0) * 4) / 4, Math.floor((p[j]?.[d] ?? 0) * 4) / 4);
          expect(Math.min(2, common(points))).toBe(Math.min(2, common(plain)));
        }
      }
    }
  });

  it('refuse more dimensions than there are direction numbers', () => {
    expect(() => createSobolSequence(MOST_SOBOL_DIMENSIONS + 1, 1)).toThrow(RangeError);
  });
});

describe('seeds', () => {
  it('of any size from 0 to 2^53 - 1 give streams of their own', () => {
    const large = [0, 1, 2 ** 31, 2 ** 32, 2 ** 32 + 1, 2 ** 52, Number.MAX_SAFE_INTEGER];
    expect(new Set(large.map((seed) => hashSeed(seed).join())).size).toBe(large.length);
    const derived = large.flatMap((seed) =>
      Array.from({ length: 8 }, (_, stream) => deriveSeed(seed, stream)),
    );
    expect(new Set(derived).size).toBe(derived.length);
    expect(derived.every((seed) => Number.isSafeInteger(seed) && seed >= 0)).toBe(true);
  });

  it('scatter every bit: flipping one flips about half of the 32', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 31 }), (value, bit) => {
        let flipped = mixBits(value) ^ mixBits(value ^ (1 << bit));
        let count = 0;
        for (; flipped !== 0; flipped &= flipped - 1) count += 1;
        expect(count).toBeGreaterThan(2);
      }),
    );
  });
});
