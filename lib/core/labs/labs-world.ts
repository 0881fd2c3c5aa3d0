/** Everything that lab economics are computed from, as known on one date. Plain data. */
import type { Accelerator } from '../efficiency/accelerator.ts';
import type { ModelArchitecture } from '../efficiency/architecture.ts';
import type { FleetRows } from '../efficiency/fleet/fleet-rows.ts';
import type { ServingDefaults } from '../efficiency/serving-defaults.ts';
import type { Assumption, IsoDate } from '../facts/types.ts';
import type { ListPrice } from './list-price.ts';
import type { UsageFact } from './request-mix.ts';

export interface LabsWorld {
  readonly asOf: IsoDate;
  readonly dataVersion: number;
  readonly prices: readonly ListPrice[];
  /** Last day on which a catalogue that passes a provider's prices on was read, by provider: they stood then. */
  readonly listsSeenOn: Readonly<Record<string, IsoDate>>;
  readonly usage: readonly UsageFact[];
  readonly models: readonly ModelArchitecture[];
  readonly accelerators: readonly Accelerator[];
  readonly defaults: ServingDefaults;
  /** Share of a cost saving that goes into the price. */
  readonly passThrough: Assumption;
  readonly fleet: FleetRows;
}
