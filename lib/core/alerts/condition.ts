/** When a watched value is on the far side of a level, when it is back, and what lies between. */

/**
 * `above` and `below`: one level; `sign`: zero, from either side; `outside`: the bounds that come with each value;
 * `moved`: so far from where it was when it last counted. `band` keeps a value that trembles at its level from firing
 * again and again: it is back only once it is past the level by that much. Both in the unit of the value.
 */
export type Condition =
  | { readonly kind: 'above' | 'below'; readonly level: number; readonly band: number }
  | { readonly kind: 'sign'; readonly band: number }
  | { readonly kind: 'outside'; readonly band: number }
  | { readonly kind: 'moved'; readonly by: number };

/** Lowest and highest value of a range. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** Where a value stands: past its level (`far`), back from it by the band (`near`), or between the two. */
export type Place = 'far' | 'near' | 'between';

/** Where a value stands against every condition but `moved`, which has no level. For `sign`, far is above zero. */
export function placeOf(
  condition: Exclude<Condition, { readonly kind: 'moved' }>,
  value: number,
  bounds: Bounds | null,
): Place {
  const past = distancePast(condition, value, bounds);
  if (condition.kind === 'sign') {
    if (past > condition.band) return 'far';
    return past < -condition.band ? 'near' : 'between';
  }
  if (condition.kind === 'outside') {
    if (past > 0) return 'far';
    return past <= -condition.band ? 'near' : 'between';
  }
  if (past >= 0) return 'far';
  return past < -condition.band ? 'near' : 'between';
}

/** How far a value is past its level, in its unit; below 0 it has that far to go. */
export function distancePast(
  condition: Exclude<Condition, { readonly kind: 'moved' }>,
  value: number,
  bounds: Bounds | null,
): number {
  switch (condition.kind) {
    case 'above':
      return value - condition.level;
    case 'below':
      return condition.level - value;
    case 'sign':
      return value;
    case 'outside':
      return bounds === null ? 0 : Math.max(bounds.low - value, value - bounds.high);
  }
}
