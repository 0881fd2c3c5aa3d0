/** A reader's own range, or point, of an input in place of the registry's (product 4.4: widening is an edit). */
import type { Assumption } from '../facts/types.ts';
import type { InputFault } from '../input-fault.ts';
import { err, ok, type Result } from '../result.ts';
import { createDistribution } from '../assumptions/input-distribution.ts';
import type { ExposureWorld } from './types.ts';
import { withAssumptions } from './world.ts';

/** P10, P50 and P90 as the reader sees them; `point` left out is that of {@link pointOfRange}. */
export interface OwnRange {
  readonly id: string;
  readonly low: number;
  readonly point?: number;
  readonly high: number;
  readonly reason?: string;
}

/**
 * World in which `ranges` stand in place of the registry's, each marked as the reader's own: an assumption without a source,
 * drawn even where the registry holds it fixed in draws. Faults name each range that cannot be.
 */
export function applyOwnRanges(
  world: ExposureWorld,
  ranges: readonly OwnRange[],
): Result<ExposureWorld, InputFault[]> {
  if (ranges.length === 0) return ok(world);
  const byId = new Map(ranges.map((range) => [range.id, range]));
  const faults = ranges.flatMap((range, index) => findFaults(world, range, index, ranges));
  if (faults.length > 0) return err(faults);
  const revised = withAssumptions(
    world,
    world.assumptions.map((row) => {
      const range = byId.get(row.id);
      return range === undefined ? row : toOwn(row, range);
    }),
  );
  return revised.ok ? ok({ ...revised.value, ownRangeIds: [...byId.keys()] }) : revised;
}

function findFaults(
  world: ExposureWorld,
  range: OwnRange,
  index: number,
  all: readonly OwnRange[],
): InputFault[] {
  const pointer = `/ranges/${String(index)}`;
  const row = world.assumptions.find(({ id }) => id === range.id);
  if (row === undefined) {
    return [
      {
        pointer: `${pointer}/id`,
        message: `"${range.id}" is no input of the registry; use an id of the answer's inputs`,
      },
    ];
  }
  if (all.some((other, i) => i < index && other.id === range.id)) {
    return [{ pointer: `${pointer}/id`, message: `${range.id} has two ranges; keep one` }];
  }
  const made = createDistribution(toOwn(row, range));
  return made.ok ? [] : [{ pointer, message: made.error.message }];
}

/** Point of a range that names none: the registry's where it lies inside, else the middle of the range. */
export function pointOfRange({ low, high }: Pick<OwnRange, 'low' | 'high'>, registryPoint: number): number {
  if (registryPoint >= low && registryPoint <= high) return registryPoint;
  // 1.2 to 2.4 is 1.8 for who reads it, not 1.7999999999999998.
  return Number(((low + high) / 2).toPrecision(12));
}

function toOwn(row: Assumption, range: OwnRange): Assumption {
  return {
    ...row,
    low: range.low,
    point: range.point ?? pointOfRange(range, row.point),
    high: range.high,
    variesInUncertainty: true,
    basis: 'assumption',
    derivation: `Range set by the reader${range.reason === undefined ? ', who gave no reason' : `: ${range.reason}`}`,
    sourceTitle: null,
    sourceUrl: null,
  };
}
