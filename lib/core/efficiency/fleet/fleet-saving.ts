/** Saving of the fleet beyond what it already does on the as-of date, quarter by quarter (model.md 3). */
import { midYearOfQuarter, parseQuarterLabel } from '../../calendar/quarter.ts';
import { toDayNumber } from '../../calendar/day-number.ts';
import type { IsoDate } from '../../facts/types.ts';
import { adoptionAt } from './adoption-curve.ts';
import { FLEET_PARTS, FLEET_SEGMENTS, type FleetPart, type FleetSegment } from './fleet-rows.ts';
import { bySegment, type Fleet, type FleetTechnique } from './fleet.ts';

/** Saving of one segment against the as-of fleet, as fractions. */
export interface SegmentSaving {
  readonly memorySaving: number;
  readonly costSaving: number;
  /** What is left of each part at the date, 1 = untouched by any technique. */
  readonly leftByPart: Readonly<Record<FleetPart, number>>;
}

/** One quarter of the fleet's path; `trainingSaving` is that of training HBM. */
export interface FleetQuarter {
  readonly quarter: string;
  readonly memorySaving: number;
  readonly costSaving: number;
  readonly trainingSaving: number;
  readonly segments: Readonly<Record<FleetSegment, SegmentSaving>>;
}

/** `asOf` as decimal year: year + (day of year - 1) / days of the year. */
export function decimalYear(date: IsoDate): number {
  const year = Number(date.slice(0, 4));
  const first = toDayNumber(`${String(year)}-01-01`);
  const next = toDayNumber(`${String(year + 1)}-01-01`);
  return year + (toDayNumber(date) - first) / (next - first);
}

/** Middle of a quarter such as "2027Q2" as decimal year. Throws `RangeError` on anything else. */
export function decimalYearOfQuarter(quarter: string): number {
  const index = parseQuarterLabel(quarter);
  if (index === null) throw new RangeError(`"${quarter}" is not a quarter such as 2027Q2`);
  return midYearOfQuarter(index);
}

/**
 * Adoption of each technique of one group in a segment at `year`. Techniques of a group partition the fleet, so where
 * their curves sum above 1 they are scaled down together.
 */
export function partitionedAdoption(
  group: readonly FleetTechnique[],
  segment: FleetSegment,
  year: number,
): number[] {
  const shares = group.map((technique) => adoptionAt(technique.curves[segment], year));
  const sum = shares.reduce((total, share) => total + share, 0);
  return sum > 1 ? shares.map((share) => share / sum) : shares;
}

function groupsOf(fleet: Fleet, part: FleetPart): FleetTechnique[][] {
  const groups = new Map<string, FleetTechnique[]>();
  for (const technique of fleet.techniques) {
    if (technique.part !== part) continue;
    groups.set(technique.group, [...(groups.get(technique.group) ?? []), technique]);
  }
  return [...groups.values()];
}

/** Product over groups of 1 - sum of adoption * saving. */
function leftOfPart(fleet: Fleet, part: FleetPart, segment: FleetSegment, year: number): number {
  return groupsOf(fleet, part).reduce((left, group) => {
    const adoption = partitionedAdoption(group, segment, year);
    const saved = group.reduce((sum, { saving }, index) => sum + (adoption[index] ?? 0) * saving, 0);
    return left * (1 - saved);
  }, 1);
}

/** Footprint and accelerator time of a segment at one date, relative to a fleet without any technique. */
interface SegmentState {
  readonly bytes: number;
  readonly time: number;
  readonly leftByPart: Readonly<Record<FleetPart, number>>;
}

function stateAt(fleet: Fleet, segment: FleetSegment, year: number): SegmentState {
  const leftByPart = Object.fromEntries(
    FLEET_PARTS.map((part) => [part, leftOfPart(fleet, part, segment, year)]),
  ) as Record<FleetPart, number>;
  const { kvShare, weightShare, prefillShareOfTime, timeRealisation } = fleet.scalars;
  const weights = weightShare * (1 - kvShare);
  return {
    leftByPart,
    bytes: 1 - kvShare - weights + kvShare * leftByPart.kv + weights * leftByPart.weights,
    time:
      1 -
      prefillShareOfTime * timeRealisation * (1 - leftByPart.prefill_time) -
      (1 - prefillShareOfTime) * timeRealisation * (1 - leftByPart.decode_time),
  };
}

function segmentSaving(fleet: Fleet, before: SegmentState, now: SegmentState): SegmentSaving {
  const { byteConversion, memoryShareOfCost } = fleet.scalars;
  const converted = byteConversion * (1 - now.bytes / before.bytes);
  const time = now.time / before.time;
  return {
    memorySaving: 1 - (1 - converted) * time,
    costSaving: 1 - (1 - memoryShareOfCost * converted) * time,
    leftByPart: now.leftByPart,
  };
}

/**
 * Path of the fleet's saving over `quarters` ("2027Q2"), relative to the fleet of `asOf`: exactly 0 until then. Memory
 * and cost saving of inference are means over segments weighted by their share.
 */
export function computeFleetSaving(fleet: Fleet, asOf: IsoDate, quarters: readonly string[]): FleetQuarter[] {
  const start = decimalYear(asOf);
  const before = bySegment((segment) => stateAt(fleet, segment, start));
  return quarters.map((quarter) => {
    const year = Math.max(start, decimalYearOfQuarter(quarter));
    const segments = bySegment((segment) =>
      segmentSaving(fleet, before[segment], stateAt(fleet, segment, year)),
    );
    const mean = (field: 'memorySaving' | 'costSaving'): number =>
      FLEET_SEGMENTS.reduce((sum, { key }) => sum + fleet.segmentShare[key] * segments[key][field], 0);
    const memorySaving = mean('memorySaving');
    return {
      quarter,
      memorySaving,
      costSaving: mean('costSaving'),
      trainingSaving: fleet.scalars.trainingSavingRatio * memorySaving,
      segments,
    };
  });
}

/** Share of the whole fleet on each technique at a decimal year, weighted by segment. */
export function fleetAdoption(fleet: Fleet, year: number): ReadonlyMap<string, number> {
  const adoption = new Map<string, number>();
  for (const part of FLEET_PARTS) {
    for (const group of groupsOf(fleet, part)) {
      for (const { key } of FLEET_SEGMENTS) {
        const shares = partitionedAdoption(group, key, year);
        group.forEach(({ id }, index) => {
          adoption.set(id, (adoption.get(id) ?? 0) + fleet.segmentShare[key] * (shares[index] ?? 0));
        });
      }
    }
  }
  return adoption;
}
