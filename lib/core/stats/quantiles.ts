/** Type-7 quantiles of a sample (Hyndman and Fan 1996; the default of R): straight between order statistics. */

type Sample = Float64Array | Float32Array;

/** From so many values on, leaving out those between the quantiles first is cheaper than ordering them. */
const LARGE = 4096;
const BUCKETS = 4096;

/**
 * Quantiles of `sample` at `probabilities`, in their order. May reorder `sample`. Only the order statistics that are
 * needed are put in place, so that a million values need no sort. Throws `RangeError` on an empty sample.
 */
export function quantilesInPlace(sample: Sample, probabilities: readonly number[]): number[] {
  if (sample.length === 0) throw new RangeError('an empty sample has no quantile');
  const last = sample.length - 1;
  const wanted = probabilities.flatMap((p) => [Math.floor(p * last), Math.ceil(p * last)]);
  const ranks = [...new Set(wanted)].sort((a, b) => a - b);
  const near = sample.length < LARGE ? { values: sample, ranks } : nearRanks(sample, ranks);
  select(near.values, near.ranks, 0, near.values.length - 1);
  const statistics = new Map(ranks.map((rank, i) => [rank, valueIn(near.values, near.ranks[i] ?? 0)]));
  return probabilities.map((p) => {
    const position = p * last;
    const below = statistics.get(Math.floor(position)) ?? NaN;
    const above = statistics.get(Math.ceil(position)) ?? NaN;
    return below + (above - below) * (position - Math.floor(position));
  });
}

/** Values among which the wanted ones stand, and the ranks these have there. */
interface NearRanks {
  readonly values: Sample;
  readonly ranks: readonly number[];
}

/**
 * Values that share a bucket with a wanted rank; the buckets are equal parts of the range. Loops by hand: a run has
 * dozens of columns of up to a million values.
 */
function nearRanks(sample: Sample, ranks: readonly number[]): NearRanks {
  let least = valueIn(sample, 0);
  let most = least;
  for (let i = 1; i < sample.length; i += 1) {
    const value = valueIn(sample, i);
    if (value < least) least = value;
    else if (value > most) most = value;
  }
  // The largest value shares the last bucket.
  const scale = (BUCKETS - 1) / (most - least);
  // All alike, or a range too wide or too narrow to divide.
  if (!(scale > 0 && Number.isFinite(scale))) return { values: sample, ranks };
  const counts = new Int32Array(BUCKETS);
  const bucketOf = new Uint16Array(sample.length);
  for (let i = 0; i < sample.length; i += 1) {
    const bucket = ((valueIn(sample, i) - least) * scale) | 0;
    bucketOf[i] = bucket;
    counts[bucket] = (counts[bucket] ?? 0) + 1;
  }
  const plan = planBuckets(counts, ranks);
  const values = new Float64Array(plan.size);
  for (let i = 0, kept = 0; i < sample.length; i += 1) {
    if (plan.isWanted[bucketOf[i] ?? 0] === 0) continue;
    values[kept] = valueIn(sample, i);
    kept += 1;
  }
  return { values, ranks: plan.ranks };
}

interface BucketPlan {
  readonly isWanted: Uint8Array;
  /** Values in the wanted buckets. */
  readonly size: number;
  readonly ranks: readonly number[];
}

/** Which buckets hold the ranks (ascending), and the ranks once the values of all others are left out. */
function planBuckets(counts: Int32Array, ranks: readonly number[]): BucketPlan {
  const isWanted = new Uint8Array(BUCKETS);
  const ranksKept: number[] = [];
  let size = 0;
  let leftOut = 0;
  counts.forEach((count, bucket) => {
    const until = size + leftOut + count;
    for (let next = ranks[ranksKept.length]; next !== undefined && next < until;) {
      isWanted[bucket] = 1;
      ranksKept.push(next - leftOut);
      next = ranks[ranksKept.length];
    }
    if (isWanted[bucket] === 1) size += count;
    else leftOut += count;
  });
  return { isWanted, size, ranks: ranksKept };
}

/** Puts the order statistics of `ranks` (ascending) between `from` and `to` where a sort would put them. */
function select(sample: Sample, ranks: readonly number[], from: number, to: number): void {
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
function partition(sample: Sample, from: number, to: number): number {
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

function valueIn(sample: Sample, index: number): number {
  return sample[index] ?? NaN;
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
