/**
 * How far the fleet's saving may lie from its point, one input at a time (one-at-a-time.ts). Rows that one cause moves
 * together are moved together: all midpoints and all durations (one pace of diffusion), the ceilings of one technique
 * over segments.
 */
import type { IsoDate } from '../../facts/types.ts';
import { combineSwings, type Swing } from '../one-at-a-time.ts';
import { computeFleetSaving, type FleetQuarter } from './fleet-saving.ts';
import { FLEET_SCALARS, FLEET_SEGMENTS, type FleetRows, type FleetScalar } from './fleet-rows.ts';
import { fillFleet, FLEET_POINTS, type FleetChoice } from './fleet.ts';

export interface FleetRange {
  readonly low: number;
  readonly point: number;
  readonly high: number;
  /** Largest first. */
  readonly swings: readonly Swing[];
}

export type FleetOutput = 'memorySaving' | 'costSaving';

type End = 'low' | 'high';

interface Mover {
  readonly input: string;
  readonly choose: (end: End) => FleetChoice;
}

/** Moves the assumptions with these ids to one end, all else at its point. */
function moveAssumptions(input: string, ids: ReadonlySet<string>): Mover {
  return {
    input,
    choose: (end) => ({
      ...FLEET_POINTS,
      assumption: (row) => (ids.has(row.id) ? row[end] : row.point),
    }),
  };
}

function moversOf(rows: FleetRows): Mover[] {
  const { techniques } = rows;
  const ids = (pick: (technique: FleetRows['techniques'][number]) => readonly string[]): Set<string> =>
    new Set(techniques.flatMap(pick));
  const scalars = (Object.keys(FLEET_SCALARS) as FleetScalar[]).map((name) =>
    moveAssumptions(rows.scalars[name].name, new Set([rows.scalars[name].id])),
  );
  const segments = FLEET_SEGMENTS.map(({ key }) =>
    moveAssumptions(rows.segmentShare[key].name, new Set([rows.segmentShare[key].id])),
  );
  const ceilings = techniques.map((technique) =>
    moveAssumptions(
      `Reach of ${technique.fact.name}`,
      new Set(Object.values(technique.ceiling).map(({ id }) => id)),
    ),
  );
  const savings = techniques.map((technique): Mover => {
    const { savingLow, savingPoint, savingHigh } = technique.fact;
    const at = { low: savingLow ?? savingPoint, high: savingHigh ?? savingPoint };
    return {
      input: `Saving of ${technique.fact.name}`,
      choose: (end) => ({
        ...FLEET_POINTS,
        saving: (other) => (other === technique ? at[end] : other.fact.savingPoint),
      }),
    };
  });
  return [
    ...ceilings,
    moveAssumptions(
      'When they spread (all midpoints)',
      ids((t) => Object.values(t.midpointYear).map((row) => row.id)),
    ),
    moveAssumptions(
      'How fast they spread (all durations)',
      ids((t) => [t.durationYears.id]),
    ),
    ...scalars,
    ...segments,
    ...savings,
  ];
}

/** Range of one output in each of `quarters`; the method is that of this file's head. */
export function computeFleetRanges(
  rows: FleetRows,
  asOf: IsoDate,
  quarters: readonly string[],
  output: FleetOutput = 'memorySaving',
): FleetRange[] {
  const pathOf = (choice: FleetChoice): FleetQuarter[] =>
    computeFleetSaving(fillFleet(rows, choice), asOf, quarters);
  const points = pathOf(FLEET_POINTS);
  const moved = moversOf(rows).map(({ input, choose }) => ({
    input,
    low: pathOf(choose('low')),
    high: pathOf(choose('high')),
  }));
  return points.map((quarter, k) => {
    const point = quarter[output];
    const swings = moved.map(({ input, low, high }) => ({
      input,
      atLow: low[k]?.[output] ?? point,
      atHigh: high[k]?.[output] ?? point,
    }));
    const width = (swing: Swing): number => Math.abs(swing.atHigh - swing.atLow);
    return { point, ...combineSwings(point, swings), swings: swings.toSorted((a, b) => width(b) - width(a)) };
  });
}
