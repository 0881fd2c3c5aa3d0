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
  let [wanted, low] = [ranks, from];
  while (wanted.length > 0 && low < to) {
    const end = partition(sample, low, to);
    const above = wanted.filter((rank) => rank > end);
    select(sample, wanted.slice(0, wanted.length - above.length), low, end);
    [wanted, low] = [above, end + 1];
  }
}

/**
 * Splits at a middle value (Hoare 1961); returns the last position of the lower part. Values equal to it go to both
 * sides, so that long stretches of equal values, as runs have where nothing changes, split evenly.
 */
function partition(sample: Float64Array | Float32Array, from: number, to: number): number {
  const pivot = middleOf(valueIn(sample, from), valueIn(sample, (from + to) >>> 1), valueIn(sample, to));
  let low = from;
  let high = to;
  for (;;) {
    while (valueIn(sample, low) < pivot) low += 1;
    while (valueIn(sample, high) > pivot) high -= 1;
    if (low >= high) return high === to ? to - 1 : high;
    const swapped = valueIn(sample, low);
    sample[low] = valueIn(sample, high);
    sample[high] = swapped;
    low += 1;
    high -= 1;
  }
}

function valueIn(sample: Float64Array | Float32Array, index: number): number {
  return sample[index] ?? NaN;
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
