/** Marks that stand too close for one another, put together. */

/** Marks that are drawn as one. */
export interface MarkGroup {
  /** Middle between the first and the last of them. */
  readonly at: number;
  /** Their indices in what was given, by place, then as given. */
  readonly members: readonly number[];
}

/**
 * Groups places along an axis so that no two groups stand closer than `gap`, in the unit of the places. Every place is
 * in one group; groups hold neighbours only, so their order is that of the places. With a gap of 0 each place stands
 * alone, beside those that are equal to it. Throws `RangeError` on a place that is not finite.
 */
export function groupMarks(places: readonly number[], gap: number): readonly MarkGroup[] {
  const wrong = places.find((place) => !Number.isFinite(place));
  if (wrong !== undefined) throw new RangeError(`a mark cannot stand at ${String(wrong)}`);
  const order = places
    .map((place, index) => ({ place, index }))
    .toSorted((a, b) => a.place - b.place || a.index - b.index);
  const groups: { first: number; last: number; members: number[] }[] = [];
  for (const { place, index } of order) {
    groups.push({ first: place, last: place, members: [index] });
    // A group that grew moves towards its neighbour, which may then be too close in its turn.
    for (let left = groups.at(-2), right = groups.at(-1); left !== undefined && right !== undefined;) {
      const distance = middleOf(right) - middleOf(left);
      if (distance > 0 && distance >= gap) break;
      groups.splice(-2, 2, {
        first: left.first,
        last: right.last,
        members: [...left.members, ...right.members],
      });
      [left, right] = [groups.at(-2), groups.at(-1)];
    }
  }
  return groups.map((group) => ({ at: middleOf(group), members: group.members }));
}

function middleOf({ first, last }: { readonly first: number; readonly last: number }): number {
  return (first + last) / 2;
}
