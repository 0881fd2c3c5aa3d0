/**
 * First-order and total Sobol indices from a Saltelli design: outputs f(A), f(B) and, by input i, f(A with column i of
 * B). First order by Saltelli et al. 2010 (table 2, b), total by Jansen 1999 (table 2, f), both over the variance of A
 * and B together and with centred outputs, which halves the error where the mean is far from 0.
 */
import { mixBits } from './mix-bits.ts';

/** Outputs of a design of `count` rows; `mixed[i]` belongs to input i. */
export interface SaltelliOutputs {
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly mixed: readonly Float64Array[];
}

export interface SobolIndex {
  readonly firstOrder: number;
  readonly total: number;
  /** 95 % bootstrap percentile intervals. */
  readonly firstOrderInterval: readonly [number, number];
  readonly totalInterval: readonly [number, number];
}

/**
 * Indices by input with intervals from `resamples` bootstraps over rows. Null where the output does not vary: shares of
 * nothing do not exist. `seed` picks the resamples.
 */
export function computeSobolIndices(
  outputs: SaltelliOutputs,
  resamples: number,
  seed: number,
): SobolIndex[] | null {
  const centred = centre(outputs);
  const count = outputs.a.length;
  const once = new Float64Array(count).fill(1);
  const variance = varianceOf(centred, once);
  if (!(variance > 0)) return null;
  const weights = Array.from({ length: resamples }, (_, r) => resampleWeights(count, seed, r));
  const variances = weights.map((weight) => varianceOf(centred, weight));
  return centred.mixed.map((mixed) => {
    const rows = productsOf(centred, mixed);
    const first: number[] = [];
    const total: number[] = [];
    weights.forEach((weight, r) => {
      const resampled = variances[r] ?? 0;
      if (!(resampled > 0)) return;
      first.push(weightedMean(rows.first, weight) / resampled);
      total.push(weightedMean(rows.total, weight) / resampled);
    });
    return {
      firstOrder: weightedMean(rows.first, once) / variance,
      total: weightedMean(rows.total, once) / variance,
      firstOrderInterval: interval(first),
      totalInterval: interval(total),
    };
  });
}

function centre({ a, b, mixed }: SaltelliOutputs): SaltelliOutputs {
  let sum = 0;
  for (const value of a) sum += value;
  for (const value of b) sum += value;
  const mean = sum / (a.length + b.length);
  const shifted = (values: Float64Array): Float64Array => values.map((value) => value - mean);
  return { a: shifted(a), b: shifted(b), mixed: mixed.map(shifted) };
}

/** By row: f(B) (f(AB) - f(A)) and (f(A) - f(AB))^2 / 2, whose means are the two effects. */
function productsOf(
  { a, b }: SaltelliOutputs,
  mixed: Float64Array,
): { readonly first: Float64Array; readonly total: Float64Array } {
  const first = new Float64Array(a.length);
  const total = new Float64Array(a.length);
  for (let row = 0; row < a.length; row += 1) {
    const step = (mixed[row] ?? 0) - (a[row] ?? 0);
    first[row] = (b[row] ?? 0) * step;
    total[row] = (step * step) / 2;
  }
  return { first, total };
}

function varianceOf({ a, b }: SaltelliOutputs, weight: Float64Array): number {
  let sum = 0;
  let squares = 0;
  let weights = 0;
  for (let row = 0; row < a.length; row += 1) {
    const w = weight[row] ?? 0;
    const x = a[row] ?? 0;
    const y = b[row] ?? 0;
    sum += w * (x + y);
    squares += w * (x * x + y * y);
    weights += 2 * w;
  }
  return squares / weights - (sum / weights) ** 2;
}

function weightedMean(values: Float64Array, weight: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < values.length; row += 1) sum += (values[row] ?? 0) * (weight[row] ?? 0);
  return sum / values.length;
}

/** How often each row is drawn in one resample with replacement. */
function resampleWeights(count: number, seed: number, resample: number): Float64Array {
  const weight = new Float64Array(count);
  const key = mixBits((seed % 2 ** 32) ^ mixBits(resample + 1));
  for (let i = 0; i < count; i += 1) {
    const row = Math.floor(((mixBits(key + Math.imul(i, 0x9e3779b9)) >>> 0) / 2 ** 32) * count);
    weight[row] = (weight[row] ?? 0) + 1;
  }
  return weight;
}

function interval(values: number[]): readonly [number, number] {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (probability: number): number =>
    sorted[Math.min(sorted.length - 1, Math.max(0, Math.round(probability * (sorted.length - 1))))] ?? NaN;
  return [at(0.025), at(0.975)];
}
