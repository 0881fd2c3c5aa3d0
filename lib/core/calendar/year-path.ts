/** Values by calendar year, read by quarter (model, "Time"). `nodes[i]` belongs to year `firstYear + i`. */

/** Step path: the year's own value, the first before the first year and the last after the last. */
export function stepAt(nodes: ArrayLike<number>, firstYear: number, year: number): number {
  return nodeAt(nodes, year - firstYear);
}

/** Linear path: straight between mid-years y + 0.5, flat outside. `decimalYear` may be any point in time. */
export function linearAt(nodes: ArrayLike<number>, firstYear: number, decimalYear: number): number {
  const position = decimalYear - 0.5 - firstYear;
  const before = Math.floor(position);
  const low = nodeAt(nodes, before);
  return low + (nodeAt(nodes, before + 1) - low) * (position - before);
}

function nodeAt(nodes: ArrayLike<number>, position: number): number {
  const value = nodes[Math.min(Math.max(position, 0), nodes.length - 1)];
  if (value === undefined) throw new RangeError('a path by year needs at least one year');
  return value;
}
