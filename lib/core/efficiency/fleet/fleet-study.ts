/** Everything that the Efficiency page reads off the fleet, for the whole of it or one segment, computed once. */
import type { IsoDate } from '../../facts/types.ts';
import { computeContributions, type FleetContribution } from './contributions.ts';
import { computeFleetRanges, type FleetRange } from './fleet-range.ts';
import type { FleetRows, FleetSegment } from './fleet-rows.ts';
import { computeFleetSaving, type FleetQuarter } from './fleet-saving.ts';
import { fillFleet, type Fleet } from './fleet.ts';
import { focusSegment } from './focus-segment.ts';
import { multiplyHeadlines, type HeadlineProduct } from './headline-product.ts';

export interface FleetStudy {
  readonly rows: FleetRows;
  /** All weight on the segment in focus, if there is one. */
  readonly fleet: Fleet;
  readonly segment: FleetSegment | null;
  readonly quarters: readonly FleetQuarter[];
  /** Ranges of memory and cost saving, quarter by quarter. */
  readonly memory: readonly FleetRange[];
  readonly cost: readonly FleetRange[];
  /** The quarter that is read off. */
  readonly at: number;
  readonly contributions: readonly FleetContribution[];
  readonly headline: HeadlineProduct;
}

/** Study of `rows` over `quarters`, read off in the one at index `at`. Throws `RangeError` when there is none. */
export function studyFleet(
  rows: FleetRows,
  choice: {
    readonly asOf: IsoDate;
    readonly quarters: readonly string[];
    readonly at: number;
    readonly segment: FleetSegment | null;
  },
): FleetStudy {
  const { asOf, quarters, at, segment } = choice;
  const quarter = quarters[at];
  if (quarter === undefined) throw new RangeError(`the fleet's path has no quarter ${String(at)}`);
  const focused = focusSegment(rows, segment);
  const fleet = fillFleet(focused);
  return {
    rows,
    fleet,
    segment,
    quarters: computeFleetSaving(fleet, asOf, quarters),
    memory: computeFleetRanges(focused, asOf, quarters),
    cost: computeFleetRanges(focused, asOf, quarters, 'costSaving'),
    at,
    contributions: computeContributions(fleet, asOf, quarter),
    headline: multiplyHeadlines(rows),
  };
}
