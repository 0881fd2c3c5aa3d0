/** What the deflator reads: registry rows, the fleet, the catalogue; checked once for all events. */
import type { Assumption, IsoDate } from '../../facts/types.ts';
import type { InputFault } from '../../input-fault.ts';
import { err, ok, type Result } from '../../result.ts';
import { readFleetRows, type FleetRows } from '../fleet/fleet-rows.ts';
import type { Technique } from '../technique.ts';

/** Registry rows of the deflator itself. */
const IDS = {
  kvShare: 'kv_share_of_footprint',
  weightShare: 'weight_share_of_footprint',
  prefillShareOfTime: 'prefill_share_of_time',
  timeRealisation: 'time_realisation',
  byteConversion: 'byte_conversion',
  trainingShare: 'training_share',
  ceilingProduction: 'deflator_ceiling_production',
  ceilingOpenWeights: 'deflator_ceiling_open_weights',
  ceilingPaper: 'deflator_ceiling_paper',
  lagYears: 'deflator_lag_years',
  durationYears: 'deflator_duration_years',
} as const;

export type DeflationRowName = keyof typeof IDS;
export type DeflationRows = Readonly<Record<DeflationRowName, Assumption>>;

/** A technique with what its spread depends on. */
export interface DeflatedTechnique extends Technique {
  readonly maturity: 'production' | 'open-weights' | 'paper';
  readonly firstPublishedOn: IsoDate | null;
}

/** An event of the ledger. */
export interface EfficiencyEvent {
  readonly id: string;
  readonly occurredOn: IsoDate;
  readonly title: string;
  /** Ids of techniques. */
  readonly techniques: readonly string[];
}

export interface DeflationInputs {
  readonly rows: DeflationRows;
  readonly fleet: FleetRows;
  readonly techniques: ReadonlyMap<string, DeflatedTechnique>;
}

/** Inputs of the deflator; every missing registry row is one fault that names it. */
export function readDeflationInputs(
  assumptions: readonly Assumption[],
  techniques: readonly DeflatedTechnique[],
): Result<DeflationInputs, InputFault[]> {
  const found = Object.entries(IDS).map(
    ([name, id]) => [name, assumptions.find((row) => row.id === id)] as const,
  );
  const faults = found
    .filter(([, row]) => row === undefined)
    .map(([name]) => IDS[name as DeflationRowName])
    .map((id) => ({
      pointer: `/assumptions/${id}`,
      message: `assumption ${id} is missing from the registry; add the row to assumptions.csv and import it`,
    }));
  const fleet = readFleetRows(assumptions, techniques);
  if (faults.length > 0 || !fleet.ok) return err([...faults, ...(fleet.ok ? [] : fleet.error)]);
  return ok({
    rows: Object.fromEntries(found) as DeflationRows,
    fleet: fleet.value,
    techniques: new Map(techniques.map((technique) => [technique.id, technique])),
  });
}
