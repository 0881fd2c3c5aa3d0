/** Shapley shares: each member's mean effect on a value over all orders of joining. Source: Shapley 1953. */

/** s! (n - s - 1)! / n! by size s of the set that a member joins. */
function joiningWeights(count: number): number[] {
  const weights: number[] = [];
  let weight = 1 / count;
  for (let size = 0; size < count; size += 1) {
    weights.push(weight);
    weight *= (size + 1) / Math.max(1, count - size - 1);
  }
  return weights;
}

function countMembers(set: number): number {
  let members = 0;
  for (let rest = set; rest > 0; rest >>= 1) members += rest & 1;
  return members;
}

/**
 * Shares of `count` members in `valueOf` all of them, less `valueOf` none; they sum to it. Evaluates all 2^count sets,
 * so `count` must be small; throws `RangeError` above 16.
 *
 * @param valueOf value of the set for which `has(member)` is true
 */
export function shapleyShares(
  count: number,
  valueOf: (has: (member: number) => boolean) => number,
): number[] {
  if (count > 16) throw new RangeError(`${String(count)} members are too many for exact Shapley shares`);
  const values = Float64Array.from({ length: 2 ** count }, (_, set) =>
    valueOf((member) => (set & (1 << member)) !== 0),
  );
  const weights = joiningWeights(count);
  return Array.from({ length: count }, (_, member) => {
    let share = 0;
    values.forEach((value, set) => {
      if ((set & (1 << member)) !== 0) return;
      const joined = values[set | (1 << member)] ?? value;
      share += (weights[countMembers(set)] ?? 0) * (joined - value);
    });
    return share;
  });
}
