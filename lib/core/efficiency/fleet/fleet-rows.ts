/** The registry rows behind the bottom-up fleet, checked once: segments, techniques, curves, shares (model.md 3). */
import type { InputFault } from '../../input-fault.ts';
import type { Assumption } from '../../facts/types.ts';
import { err, ok, type Result } from '../../result.ts';
import type { Technique } from '../technique.ts';

/** Parts of the footprint or of accelerator time that a technique of the fleet acts on. */
export const FLEET_PARTS = ['kv', 'weights', 'decode_time', 'prefill_time'] as const;
export type FleetPart = (typeof FLEET_PARTS)[number];

/** Segments of inference; on-device is excluded. */
export const FLEET_SEGMENTS = [
  { key: 'us_frontier', name: 'US frontier labs' },
  { key: 'cn_labs', name: 'Chinese labs' },
  { key: 'open_hosting', name: 'Open-weight hosting' },
] as const;
export type FleetSegment = (typeof FLEET_SEGMENTS)[number]['key'];

export const FLEET_SCALARS = {
  kvShare: 'kv_share_of_footprint',
  weightShare: 'weight_share_of_footprint',
  byteConversion: 'byte_conversion',
  prefillShareOfTime: 'prefill_share_of_time',
  timeRealisation: 'time_realisation',
  memoryShareOfCost: 'memory_share_of_cost',
  trainingSavingRatio: 'training_saving_ratio',
} as const;
export type FleetScalar = keyof typeof FLEET_SCALARS;

/** What the fleet needs to know of a technique of the catalogue. */
export type FleetTechniqueFact = Pick<Technique, 'id' | 'name' | 'savingLow' | 'savingPoint' | 'savingHigh'>;

/** One technique with its rows; techniques of one group exclude each other. */
export interface FleetTechniqueRows {
  readonly fact: FleetTechniqueFact & { readonly savingPoint: number };
  readonly part: FleetPart;
  readonly group: string;
  readonly ceiling: Readonly<Record<FleetSegment, Assumption>>;
  readonly midpointYear: Readonly<Record<FleetSegment, Assumption>>;
  readonly durationYears: Assumption;
}

export interface FleetRows {
  readonly segmentShare: Readonly<Record<FleetSegment, Assumption>>;
  readonly scalars: Readonly<Record<FleetScalar, Assumption>>;
  readonly techniques: readonly FleetTechniqueRows[];
}

const CEILING = /^adoption_ceiling__(.+)__[a-z_]+?$/;
const NOTE = /technique=([^;]+);part=([^;]+);group=([^;]+)/;

function isPart(text: string | undefined): text is FleetPart {
  return FLEET_PARTS.some((part) => part === text);
}

/** Looks rows up and collects what is missing in `faults`, so that every gap is named at once. */
interface RowFinder {
  readonly faults: InputFault[];
  /** The row; a missing one is a fault, and the answer is then not used. */
  readonly find: (id: string) => Assumption | undefined;
  readonly bySegment: (prefix: string) => Record<FleetSegment, Assumption>;
}

function createRowFinder(assumptions: readonly Assumption[]): RowFinder {
  const byId = new Map(assumptions.map((row) => [row.id, row]));
  const faults: InputFault[] = [];
  const find: RowFinder['find'] = (id) => {
    const row = byId.get(id);
    if (row === undefined) {
      const message = `assumption ${id} is missing from the registry; add the row to assumptions.csv and import it`;
      faults.push({ pointer: `/assumptions/${id}`, message });
    }
    return row;
  };
  return {
    faults,
    find,
    bySegment: (prefix) =>
      Object.fromEntries(FLEET_SEGMENTS.map(({ key }) => [key, find(`${prefix}${key}`)])) as Record<
        FleetSegment,
        Assumption
      >,
  };
}

function findTechniqueKeys(assumptions: readonly Assumption[]): string[] {
  const segments = FLEET_SEGMENTS.map(({ key }) => `__${key}`);
  const keys = assumptions.flatMap(({ id }) => {
    if (!CEILING.test(id)) return [];
    const ending = segments.find((segment) => id.endsWith(segment));
    return ending === undefined ? [] : [id.slice('adoption_ceiling__'.length, -ending.length)];
  });
  return [...new Set(keys)];
}

/** Ids of the techniques that the adoption rows of `assumptions` name. */
export function findFleetTechniqueIds(assumptions: readonly Assumption[]): ReadonlySet<string> {
  const named = assumptions
    .filter(({ id }) => id.startsWith('adoption_duration__'))
    .map(({ notes }) => NOTE.exec(notes ?? '')?.[1]);
  return new Set(named.filter((id) => id !== undefined));
}

/** Ids of every registry row that the fleet reads. */
export function fleetInputIds(rows: FleetRows): string[] {
  const perTechnique = rows.techniques.flatMap(({ ceiling, midpointYear, durationYears }) => [
    ...Object.values(ceiling),
    ...Object.values(midpointYear),
    durationYears,
  ]);
  return [...Object.values(rows.segmentShare), ...Object.values(rows.scalars), ...perTechnique].map(
    ({ id }) => id,
  );
}

/** Faults of ceilings outside 0..1: more than the whole fleet cannot use a technique. */
function ceilingFaults(ceiling: Readonly<Record<FleetSegment, Assumption | undefined>>): InputFault[] {
  return Object.values(ceiling)
    .filter((row) => row !== undefined)
    .filter(({ low, high }) => low < 0 || high > 1)
    .map(({ id }) => ({
      pointer: `/assumptions/${id}`,
      message: `assumption ${id} must lie between 0 and 1: no more than the whole segment can use a technique`,
    }));
}

function readTechnique(
  key: string,
  finder: RowFinder,
  facts: ReadonlyMap<string, FleetTechniqueFact>,
): FleetTechniqueRows | null {
  const ceiling = finder.bySegment(`adoption_ceiling__${key}__`);
  const midpointYear = finder.bySegment(`adoption_midpoint__${key}__`);
  const durationYears = finder.find(`adoption_duration__${key}`);
  finder.faults.push(...ceilingFaults(ceiling));
  const [, id, part, group] = NOTE.exec(durationYears?.notes ?? '') ?? [];
  const fact = facts.get(id ?? '');
  // A technique that nobody had published by then was adopted by nobody.
  if (id !== undefined && fact === undefined) return null;
  const savingPoint = fact?.savingPoint ?? null;
  if (durationYears === undefined || fact === undefined || savingPoint === null || !isPart(part)) {
    const message = `the notes of adoption_duration__${key} must name a technique with a published saving, a part (${FLEET_PARTS.join(', ')}) and a group`;
    finder.faults.push({ pointer: `/assumptions/adoption_duration__${key}`, message });
    return null;
  }
  return { fact: { ...fact, savingPoint }, part, group: group ?? '', ceiling, midpointYear, durationYears };
}

/**
 * Rows of the fleet among `assumptions`, savings from `techniques`; techniques that are not among them (not published
 * yet) are left out. Every missing or unusable row is one fault.
 */
export function readFleetRows(
  assumptions: readonly Assumption[],
  techniques: readonly FleetTechniqueFact[],
): Result<FleetRows, InputFault[]> {
  const finder = createRowFinder(assumptions);
  const facts = new Map(techniques.map((technique) => [technique.id, technique]));
  const read = findTechniqueKeys(assumptions).map((key) => readTechnique(key, finder, facts));
  const scalars = Object.fromEntries(
    Object.entries(FLEET_SCALARS).map(([name, id]) => [name, finder.find(id)]),
  ) as Record<FleetScalar, Assumption>;
  const segmentShare = finder.bySegment('segment_share_');
  if (finder.faults.length > 0) return err(finder.faults);
  return ok({ segmentShare, scalars, techniques: read.filter((one) => one !== null) });
}
