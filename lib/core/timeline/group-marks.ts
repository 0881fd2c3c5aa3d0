/** Marks along an axis that stand too close for one another: which are put together, and where each group stands. */

/** Marks that are drawn as one. */
export interface MarkGroup {
  /** As near to the middle of its first and last as its neighbours leave it. */
  readonly at: number;
  /** Their indices in what was given, by place, then as given. */
  readonly members: readonly number[];
}

/**
 * Groups places along an axis from 0 to 1 so that no two groups stand closer than `gap`. Every place is in one group;
 * a group holds neighbours less than `gap` apart from first to last, so their order is that of the places. With a gap
 * of 0 each place stands alone, beside those that are equal to it. Throws `RangeError` on a place outside of the axis.
 */
export function groupMarks(places: readonly number[], gap: number): readonly MarkGroup[] {
  const wrong = places.find((place) => !(place >= 0 && place <= 1));
  if (wrong !== undefined) throw new RangeError(`a mark cannot stand at ${String(wrong)}`);
  const order = places
    .map((place, index) => ({ place, index }))
    .toSorted((a, b) => a.place - b.place || a.index - b.index);
  const groups: { readonly first: number; last: number; readonly members: number[] }[] = [];
  for (const { place, index } of order) {
    const group = groups.at(-1);
    if (group !== undefined && (place === group.first || place - group.first < gap)) {
      group.last = place;
      group.members.push(index);
    } else {
      groups.push({ first: place, last: place, members: [index] });
    }
  }
  const middles = groups.map(({ first, last }) => (first + last) / 2);
  const spread = spreadApart(middles, gap);
  return groups.map(({ members }, index) => ({ at: spread[index] ?? 0, members }));
}

/**
 * Ascending places moved apart by the least sum of squares until neighbours keep `gap`, inside 0 to 1. With the gap
 * taken off before each, they need only ascend: pools of those that do not share their mean (isotonic regression).
 */
function spreadApart(places: readonly number[], gap: number): readonly number[] {
  const pools: { mean: number; size: number }[] = [];
  places.forEach((place, index) => {
    let pool = { mean: place - index * gap, size: 1 };
    for (let before = pools.at(-1); before !== undefined && before.mean > pool.mean; before = pools.at(-1)) {
      const size = before.size + pool.size;
      pool = { mean: (before.mean * before.size + pool.mean * pool.size) / size, size };
      pools.pop();
    }
    pools.push(pool);
  });
  const highest = Math.max(0, 1 - (places.length - 1) * gap);
  return pools
    .flatMap(({ mean, size }) => Array.from({ length: size }, () => Math.min(Math.max(mean, 0), highest)))
    .map((mean, index) => mean + index * gap);
}
