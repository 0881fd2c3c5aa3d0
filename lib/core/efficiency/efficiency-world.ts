/**
 * What the efficiency pages calculate in: catalogue and defaults as known on one date. Plain JSON, so that server and
 * browser evaluate the very same rows.
 */
import type { Provenance, IsoDate } from '../facts/types.ts';
import type { Accelerator } from './accelerator.ts';
import type { ModelArchitecture } from './architecture.ts';
import type { ServingDefaults } from './serving-defaults.ts';
import type { Technique } from './technique.ts';

/** A technique with what a reader wants to know of it beside its effect. */
export interface CataloguedTechnique extends Technique, Provenance {
  readonly qualityCost: string;
  readonly maturity: 'production' | 'open-weights' | 'paper';
  readonly firstPublishedOn: IsoDate | null;
  readonly originCountry: string;
  readonly originLab: string;
  readonly stacksWith: readonly string[];
  readonly whereInSource: string;
  readonly evidence: 'published' | 'derived';
  readonly notes: string | null;
}

/** An accelerator with its origin and price. */
export interface CataloguedAccelerator extends Accelerator, Provenance {
  readonly launchedOn: IsoDate;
  readonly hbmGen: string | null;
  readonly priceUsdLow: number | null;
  readonly priceUsdPoint: number | null;
  readonly priceUsdHigh: number | null;
  readonly notes: string | null;
}

/** Memory beside HBM that a source counts per accelerator, with what it says of it. */
export interface TierFact extends Provenance {
  readonly bytesPerAccelerator: number;
  readonly definition: string;
}

export interface EfficiencyWorld {
  readonly asOf: IsoDate;
  readonly dataVersion: number;
  readonly models: readonly (ModelArchitecture & Provenance)[];
  readonly accelerators: readonly CataloguedAccelerator[];
  readonly techniques: readonly CataloguedTechnique[];
  readonly defaults: ServingDefaults;
  /** Null where nobody published a size by the date. */
  readonly tiers: { readonly dram: TierFact | null; readonly flash: TierFact | null };
}
