/** How much cheaper a token becomes: the fleet's cost saving at a quarter, or what the reader sets. */
import type { RangedValue } from '../efficiency/one-at-a-time.ts';
import { computeFleetRanges } from '../efficiency/fleet/fleet-range.ts';
import { quarterIndexOf, quarterLabel } from '../calendar/quarter.ts';
import type { IsoDate } from '../facts/types.ts';
import type { LabsWorld } from './labs-world.ts';

/** Quarters from that of the as-of date to the one that the page starts with: two years ahead. */
export const DEFAULT_QUARTERS_AHEAD = 8;

/** The quarter that the saving is read at when none is asked for, such as `2028Q4`. */
export function defaultSavingQuarter(asOf: IsoDate): string {
  return quarterLabel(quarterIndexOf(asOf) + DEFAULT_QUARTERS_AHEAD);
}

/** Cost saving of the whole fleet beyond that of the as-of date, with its range (model.md 3). Throws on no quarter. */
export function readFleetCostSaving(world: Pick<LabsWorld, 'fleet' | 'asOf'>, quarter: string): RangedValue {
  const [range] = computeFleetRanges(world.fleet, world.asOf, [quarter], 'costSaving');
  if (range === undefined) throw new RangeError(`the fleet has no saving in ${quarter}`);
  const { low, point, high } = range;
  return { low, point, high };
}
