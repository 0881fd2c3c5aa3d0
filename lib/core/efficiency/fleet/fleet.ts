/** The fleet with a number for every input: its points, or whatever a range or an analyst puts in their place. */
import type { Assumption } from '../../facts/types.ts';
import type { LogisticCurve } from './adoption-curve.ts';
import {
  FLEET_SCALARS,
  FLEET_SEGMENTS,
  type FleetPart,
  type FleetRows,
  type FleetScalar,
  type FleetSegment,
  type FleetTechniqueRows,
} from './fleet-rows.ts';

export interface FleetTechnique {
  readonly id: string;
  readonly name: string;
  readonly part: FleetPart;
  readonly group: string;
  readonly saving: number;
  readonly curves: Readonly<Record<FleetSegment, LogisticCurve>>;
}

/** Fractions; segment shares sum to 1. */
export interface Fleet {
  readonly segmentShare: Readonly<Record<FleetSegment, number>>;
  readonly scalars: Readonly<Record<FleetScalar, number>>;
  readonly techniques: readonly FleetTechnique[];
}

/** Which value of each input to take. */
export interface FleetChoice {
  readonly assumption: (row: Assumption) => number;
  readonly saving: (rows: FleetTechniqueRows) => number;
}

export const FLEET_POINTS: FleetChoice = {
  assumption: (row) => row.point,
  saving: (rows) => rows.fact.savingPoint,
};

/** The fleet of `rows` with the values that `choice` picks. */
export function fillFleet(rows: FleetRows, choice: FleetChoice = FLEET_POINTS): Fleet {
  const raw = FLEET_SEGMENTS.map(({ key }) => choice.assumption(rows.segmentShare[key]));
  const sum = raw.reduce((total, share) => total + share, 0);
  return {
    segmentShare: bySegment((_, index) => (raw[index] ?? 0) / sum),
    scalars: Object.fromEntries(
      Object.keys(FLEET_SCALARS).map((name) => [name, choice.assumption(rows.scalars[name as FleetScalar])]),
    ) as Record<FleetScalar, number>,
    techniques: rows.techniques.map((technique) => fillTechnique(technique, choice)),
  };
}

function fillTechnique(rows: FleetTechniqueRows, choice: FleetChoice): FleetTechnique {
  return {
    id: rows.fact.id,
    name: rows.fact.name,
    part: rows.part,
    group: rows.group,
    saving: choice.saving(rows),
    curves: bySegment((key) => ({
      kind: 'logistic',
      ceiling: choice.assumption(rows.ceiling[key]),
      midpointYear: choice.assumption(rows.midpointYear[key]),
      durationYears: choice.assumption(rows.durationYears),
    })),
  };
}

/** A record with one value a segment. */
export function bySegment<Value>(
  valueOf: (key: FleetSegment, index: number) => Value,
): Record<FleetSegment, Value> {
  const entries = FLEET_SEGMENTS.map(({ key }, index) => [key, valueOf(key, index)] as const);
  return Object.fromEntries(entries) as Record<FleetSegment, Value>;
}
