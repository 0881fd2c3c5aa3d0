/** Names that come nearest to one that does not exist. */

/** How many are named in a refusal. */
const MOST_NAMED = 3;

/**
 * The names with the fewest letters to change, whatever their case; those that begin with what was written come first.
 *
 * @param names each may be written in several ways, such as a ticker and a company
 * @returns the first way of each
 */
export function findNearestNames(
  written: string,
  names: readonly (readonly [shown: string, ...ways: string[]])[],
): readonly string[] {
  const wanted = written.toLowerCase();
  return names
    .map((ways) => ({
      shown: ways[0],
      distance: Math.min(...ways.map((way) => distanceTo(wanted, way.toLowerCase()))),
    }))
    .toSorted((a, b) => a.distance - b.distance || a.shown.localeCompare(b.shown, 'en'))
    .slice(0, MOST_NAMED)
    .map(({ shown }) => shown);
}

function distanceTo(wanted: string, name: string): number {
  return wanted !== '' && name.startsWith(wanted) ? 0 : editDistance(wanted, name);
}

/** Levenshtein: single letters put in, taken out or replaced. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
