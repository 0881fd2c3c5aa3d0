/** Estimated indices against closed forms (Ishigami and Homma 1990; Saltelli and Sobol 1995). */
import { describe, expect, it } from 'vitest';
import { computeSobolIndices, type SaltelliOutputs } from '#lib/core/stats/sobol-indices.ts';
import { coordinate, createSobolSequence, nextPoint } from '#lib/core/stats/sobol-sequence.ts';

type Model = (x: readonly number[]) => number;

const RESAMPLES = 50;

/** Design over the unit cube: A and B are the two halves of one scrambled point. */
function design(model: Model, inputs: number, count: number, seed: number): SaltelliOutputs {
  const sequence = createSobolSequence(2 * inputs, seed);
  const a = new Float64Array(count);
  const b = new Float64Array(count);
  const mixed = Array.from({ length: inputs }, () => new Float64Array(count));
  for (let row = 0; row < count; row += 1) {
    const pointA = Array.from({ length: inputs }, (_, i) => coordinate(sequence, i));
    const pointB = Array.from({ length: inputs }, (_, i) => coordinate(sequence, inputs + i));
    a[row] = model(pointA);
    b[row] = model(pointB);
    mixed.forEach((column, i) => {
      column[row] = model(pointA.with(i, pointB[i] ?? 0));
    });
    nextPoint(sequence);
  }
  return { a, b, mixed };
}

const ishigami: Model = (u) => {
  const [x = 0, y = 0, z = 0] = u.map((each) => (2 * each - 1) * Math.PI);
  return Math.sin(x) + 7 * Math.sin(y) ** 2 + 0.1 * z ** 4 * Math.sin(x);
};
const G_COEFFICIENTS = [0, 1, 4.5, 9, 99, 99, 99, 99];
const sobolG: Model = (u) =>
  u.reduce((product, x, i) => {
    const a = G_COEFFICIENTS[i] ?? 0;
    return (product * (Math.abs(4 * x - 2) + a)) / (1 + a);
  }, 1);

const G_PARTIAL = G_COEFFICIENTS.map((a) => 1 / (3 * (1 + a) ** 2));
const G_VARIANCE = G_PARTIAL.reduce((product, part) => product * (1 + part), 1) - 1;

const CASES = [
  {
    name: 'Ishigami',
    model: ishigami,
    first: [0.31390519114781146, 0.4424111447900409, 0],
    total: [0.5575888552099592, 0.4424111447900409, 0.24368366406214773],
  },
  {
    name: 'Sobol G',
    model: sobolG,
    first: G_PARTIAL.map((part) => part / G_VARIANCE),
    total: G_PARTIAL.map((part) => (part * (G_VARIANCE + 1)) / (1 + part) / G_VARIANCE),
  },
] as const;

describe.each(CASES)('$name at N = 16,384', ({ model, first, total }) => {
  const indices = computeSobolIndices(design(model, first.length, 16_384, 7), RESAMPLES, 7) ?? [];

  it('has first-order indices within 0.010 and totals within 0.003 of the closed forms', () => {
    indices.forEach((index, i) => {
      expect(Math.abs(index.firstOrder - (first[i] ?? NaN))).toBeLessThanOrEqual(0.01);
      expect(Math.abs(index.total - (total[i] ?? NaN))).toBeLessThanOrEqual(0.003);
    });
    expect(indices).toHaveLength(first.length);
  });

  it('has intervals that hold the estimate', () => {
    for (const { firstOrder, firstOrderInterval, total: estimate, totalInterval } of indices) {
      expect(firstOrderInterval[0]).toBeLessThanOrEqual(firstOrder);
      expect(firstOrderInterval[1]).toBeGreaterThanOrEqual(firstOrder);
      expect(totalInterval[0]).toBeLessThanOrEqual(estimate);
      expect(totalInterval[1]).toBeGreaterThanOrEqual(estimate);
    }
  });
});

describe('Sobol indices', () => {
  it('of a sum of independent parts are their variances, alone as in all, whatever the mean', () => {
    const sum: Model = ([x = 0, y = 0]) => 1000 + x + 2 * y;
    const indices = computeSobolIndices(design(sum, 2, 4096, 3), RESAMPLES, 3) ?? [];
    [0.2, 0.8].forEach((share, i) => {
      expect(indices[i]?.firstOrder).toBeCloseTo(share, 2);
      expect(indices[i]?.total).toBeCloseTo(share, 2);
    });
  });

  it('of an output that does not vary do not exist', () => {
    expect(
      computeSobolIndices(
        design(() => 4, 2, 64, 1),
        RESAMPLES,
        1,
      ),
    ).toBeNull();
  });
});
