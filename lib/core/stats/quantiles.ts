/** Type-7 quantiles of a sample (Hyndman and Fan 1996; the default of R): straight between order statistics. */

/**
 * Quantiles of `sample` at `probabilities`, in their order. Reorders `sample`. Only the order statistics that are
 * needed are put in place, so that a million values need no sort. Throws `RangeError` on an empty sample.
 */
export function quantilesInPlace(
  sample: Float64Array | Float32Array,
  probabilities: readonly number[],
): number[] {
  if (sample.length === 0) throw new RangeError('an empty sample has no quantile');
  const last = sample.length - 1;
  const ranks = probabilities.flatMap((p) => [Math.floor(p * last), Math.ceil(p * last)]);
  select(
    sample,
    [...new Set(ranks)].sort((a, b) => a - b),
    0,
    last,
  );
  return probabilities.map((p) => {
    const position = p * last;
    const below = sample[Math.floor(position)] ?? NaN;
    const above = sample[Math.ceil(position)] ?? NaN;
    return below + (above - below) * (position - Math.floor(position));
  });
}

/** Puts the order statistics of `ranks` (ascending) between `from` and `to` where a sort would put them. */
function select(
  sample: Float64Array | Float32Array,
  ranks: readonly number[],
  from: number,
  to: number,
): void {
  if (ranks.length === 0 || from >= to) return;
  const [smallerEnd, greaterStart] = partition(sample, from, to);
  const below = ranks.filter((rank) => rank <= smallerEnd);
  const above = ranks.filter((rank) => rank >= greaterStart);
  select(sample, below, from, smallerEnd);
  select(sample, above, greaterStart, to);
}

/**
 * Splits around a middle value into smaller, equal and greater; returns the end of the first and the start of the
 * last. Three parts, because runs hold long stretches of equal values (no change at all).
 */
function partition(sample: Float64Array | Float32Array, from: number, to: number): readonly [number, number] {
  const pivot = middleOf(sample[from] ?? 0, sample[(from + to) >>> 1] ?? 0, sample[to] ?? 0);
  let smaller = from;
  let next = from;
  let greater = to;
  while (next <= greater) {
    const value = sample[next] ?? 0;
    if (value < pivot) {
      sample[next] = sample[smaller] ?? 0;
      sample[smaller] = value;
      smaller += 1;
      next += 1;
    } else if (value > pivot) {
      sample[next] = sample[greater] ?? 0;
      sample[greater] = value;
      greater -= 1;
    } else next += 1;
  }
  return [smaller - 1, greater + 1];
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
