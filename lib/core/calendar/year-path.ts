/** Values by calendar year, read by quarter (model, "Time"). `nodes[i]` belongs to year `firstYear + i`. */
import { indexAt, valueAt } from '../assumptions/value-at.ts';
import { midYearOfQuarter, yearOfQuarter } from './quarter.ts';

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

/** Where quarters lie between the nodes of a path by year: fixed by the calendar, so settled once for many draws. */
export interface YearPlan {
  readonly before: Int32Array;
  readonly after: Int32Array;
  /** How far from the one to the other. */
  readonly weight: Float64Array;
  /** Node of the quarter's own year, for step paths. */
  readonly own: Int32Array;
}

/** Plan of `count` quarters from running number `firstQuarter` on, over nodes of `nodeCount` years from `firstYear`. */
export function planYears(
  nodes: { readonly firstYear: number; readonly nodeCount: number },
  firstQuarter: number,
  count: number,
): YearPlan {
  const clamp = (position: number): number => Math.min(Math.max(position, 0), nodes.nodeCount - 1);
  const positions = Array.from(
    { length: count },
    (_, i) => midYearOfQuarter(firstQuarter + i) - 0.5 - nodes.firstYear,
  );
  return {
    before: Int32Array.from(positions, (position) => clamp(Math.floor(position))),
    after: Int32Array.from(positions, (position) => clamp(Math.floor(position) + 1)),
    weight: Float64Array.from(positions, (position) => position - Math.floor(position)),
    own: Int32Array.from(positions, (_, i) => clamp(yearOfQuarter(firstQuarter + i) - nodes.firstYear)),
  };
}

/** {@link linearAt} of the plan's quarter `i`. */
export function linearIn(plan: YearPlan, nodes: Float64Array, i: number): number {
  const low = valueAt(nodes, indexAt(plan.before, i));
  return low + (valueAt(nodes, indexAt(plan.after, i)) - low) * valueAt(plan.weight, i);
}

/** {@link stepAt} of the plan's quarter `i`. */
export function stepIn(plan: YearPlan, nodes: Float64Array, i: number): number {
  return valueAt(nodes, indexAt(plan.own, i));
}
