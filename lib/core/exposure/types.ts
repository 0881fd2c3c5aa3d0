/** Scenario, answer and world of the exposure engine. Field names of scenario and answer are those of the API. */
import type { CapexSeries } from '../demand/capex-basis.ts';
import type { FleetTechniqueFact } from '../efficiency/fleet/fleet-rows.ts';
import type { MemoryTier, Technique } from '../efficiency/technique.ts';
import type { Assumption, CapexActual, CapexAnnouncement, IsoDate, VendorProfile } from '../facts/types.ts';

/** Everything the engine needs to know, already cut to what was public on `asOf`. */
export interface ExposureFacts {
  readonly asOf: IsoDate;
  readonly assumptions: readonly Assumption[];
  readonly capexActuals: readonly CapexActual[];
  readonly capexAnnouncements: readonly CapexAnnouncement[];
  readonly vendors: readonly VendorProfile[];
  /** Techniques of the catalogue; the fleet takes its savings from them. */
  readonly techniques: readonly (FleetTechniqueFact & Pick<Technique, 'shiftsDemandTo'>)[];
}

/** What the analyst may set; each omitted field takes the registry's point (model.md 3 to 7). */
export interface ExposureScenario {
  readonly horizonQuarters?: number;
  /**
   * Where the saving comes from: a long-run number reached by a date (left out), or the bottom-up fleet of model.md 3,
   * which gives saving and cost saving quarter by quarter.
   */
  readonly savingPath?: 'fleet';
  readonly memorySaving?: number;
  readonly memoryShareOfCost?: number;
  readonly costSaving?: number;
  readonly savingReachedBy?: IsoDate;
  readonly passThrough?: number;
  readonly usageElasticity?: number;
  readonly usageMultiple?: number;
  readonly usageCap?: number;
  readonly adjustmentPerQuarter?: number;
  readonly trainingShare?: number;
  readonly trainingSavingRatio?: number;
  readonly supplyElasticity?: number;
  readonly demandElasticity?: number;
  readonly backlogShare?: number;
  readonly backlogHalfLifeQuarters?: number;
  readonly contractShare?: number;
  readonly priceFloor?: number;
  readonly priceCeiling?: number;
  readonly switchingCostShare?: number;
  readonly redeployableShare?: number;
  /** Share of the saving that is spent again on longer context at an unchanged price: neither bytes nor price fall. */
  readonly contextRespendShare?: number;
  /** Share of the saving that the capex guides already contain, rebound included: it is in the baseline. */
  readonly efficiencyInGuidesShare?: number;
  /** Share of volume bought under contract without need that comes back later as orders not placed. */
  readonly contractOverhangShare?: number;
  /** Share of that stock worked off in a quarter. */
  readonly overhangReleasePerQuarter?: number;
  /** Share of the saving from techniques that move bytes to DRAM, flash and hard disks; the fleet gives it itself. */
  readonly tierShiftShare?: number;
  /** Filters vendor rows, never totals. */
  readonly vendors?: readonly string[];
}

/** One input that the answer used, with its origin. */
export interface UsedInput {
  /** Registry id, or the scenario field when the registry has none. */
  readonly id: string;
  /** Scenario field that sets it, null when it cannot be set by a request. */
  readonly field: string | null;
  readonly name: string;
  readonly symbol: string;
  readonly value: number | string;
  readonly low: number | null;
  readonly high: number | null;
  readonly unit: string;
  /** `given` when the request set it, else the registry's basis. */
  readonly basis: 'given' | 'sourced' | 'derived' | 'assumption';
  readonly source: { readonly title: string; readonly url: string | null } | null;
  /** True when the assumption was written after `asOf`. */
  readonly isHindsight: boolean;
}

export interface ExposureQuarter {
  readonly quarter: string;
  readonly capexUsdBn: number;
  readonly baselineHbmUsdBn: number;
  readonly baselineBnGb: number;
  readonly memorySaving: number;
  readonly costSaving: number;
  readonly usage: number;
  readonly demandIndex: number;
  /** Demand index that the capex guides already expected; 1 when they expected no saving. */
  readonly anticipatedIndex: number;
  /** HBM bought under contract without need and not yet worked off, bn GB at the quarter's end. */
  readonly overhangBnGb: number;
  readonly backlogShare: number;
  readonly effectiveDemandIndex: number;
  readonly waferRevenueRatio: number;
  readonly priceFloor: number;
  readonly price: number;
  readonly volume: number;
  readonly contractShare: number;
  readonly revenueRatio: number;
  readonly hbmUsdBn: number;
  readonly conventionalPrice: number;
  /** True outside 0.4 < demandIndex < 2: price and revenue are extrapolated. */
  readonly isExtrapolated: boolean;
}

/** USD bn over the horizon. */
export interface TierShiftPart {
  readonly revenueUsdBn: number;
  readonly ebitUsdBn: number;
}

export interface ExposureVendor {
  readonly ticker: string;
  readonly name: string;
  readonly hbmShare: number;
  readonly baselineHbmUsdBn: number;
  readonly hbmUsdBn: number;
  readonly changePct: number | null;
  readonly ebitChangeUsdBn: number;
  readonly ebitParts: {
    readonly price: number;
    readonly volume: number;
    readonly redeployed: number;
    readonly spill: number;
    /** All tiers together; 0 where nothing is shifted or no tier is modelled. */
    readonly tierShift: number;
  };
  /** What bytes moved out of HBM bring by tier; null where the tier is not modelled. */
  readonly tiers: Readonly<Record<MemoryTier, TierShiftPart | null>>;
  readonly valueChangeUsdBn: number;
  readonly valueChangePct: number | null;
  readonly marketCapUsdBn: number | null;
  readonly marketCapAsOn: IsoDate | null;
  readonly dramRevenueChangeUsdBn: number;
  readonly sensitivity: number | null;
  /** d ln revenue / d ln (1 - s) at zero saving. */
  readonly sensitivityAtZero: number | null;
}

export interface ExposureAnswer {
  readonly asOf: IsoDate;
  readonly inputs: readonly UsedInput[];
  readonly quarters: readonly ExposureQuarter[];
  readonly vendors: readonly ExposureVendor[];
  readonly total: {
    readonly baselineHbmUsdBn: number;
    readonly hbmUsdBn: number;
    readonly changePct: number;
  };
  readonly attributionUsdBn: {
    readonly unabsorbed: number;
    readonly backlog: number;
    readonly contract: number;
    readonly price: number;
    readonly volume: number;
  };
  /** The same change by what caused it; the six sum to it. */
  readonly causesUsdBn: {
    readonly saving: number;
    readonly rebound: number;
    readonly anticipated: number;
    readonly overhang: number;
    readonly backlog: number;
    readonly contract: number;
  };
  readonly offset: { readonly quarter: string | null; readonly revenueLostUsdBn: number };
  readonly breakEvenElasticity: number | null;
  readonly steadyState: {
    readonly demandIndex: number;
    readonly price: number;
    readonly volume: number;
    readonly revenueRatio: number;
  };
}

/** Baseline of one calendar quarter before `asOf`, by the model; never a reported HBM figure. */
export interface BaselineHistoryQuarter {
  readonly quarter: string;
  readonly capexUsdBn: number;
  readonly baselineHbmUsdBn: number;
  readonly baselineBnGb: number;
}

/** One included issuer's calendarised capex of one year. */
export interface IssuerYearCapex {
  readonly issuer: string;
  readonly ticker: string;
  readonly year: number;
  readonly lowUsdBn: number;
  readonly pointUsdBn: number;
  readonly highUsdBn: number;
  /** Cash already reported for quarters of the year; null when none is. */
  readonly actualUsdBn: number | null;
  /** The guide that fills the year; null when the year is fully reported or lies past guidance. */
  readonly announcementId: string | null;
}

/** One technique's part of the fleet's saving. */
export interface FleetTierContribution {
  readonly technique: string;
  readonly name: string;
  /** Shapley share, fraction of HBM; all sum to the saving. */
  readonly share: number;
  /** Tiers that it moves bytes to; empty when it moves none. */
  readonly tiers: readonly MemoryTier[];
}

/**
 * The world at one `asOf`: baseline paths and registry points, ready for scenarios. Plain JSON, so that server
 * and browser evaluate the very same object. Arrays are indexed by k = 0.. (quarter of `asOf` = 0) and are
 * long enough for `maxHorizonQuarters`.
 */
export interface ExposureWorld {
  readonly asOf: IsoDate;
  readonly maxHorizonQuarters: number;
  readonly assumptions: readonly Assumption[];
  /** Assumptions whose range or point the reader has put in place of the registry's. */
  readonly ownRangeIds: readonly string[];
  readonly quarters: readonly string[];
  readonly capexUsdBn: readonly number[];
  readonly baselineHbmUsdBn: readonly number[];
  readonly baselineBnGb: readonly number[];
  /** p0, USD per GB. */
  readonly hbmPriceUsdPerGb: readonly number[];
  readonly calibration: number;
  /** What is known of capex, so that a draw can repeat the chain from capex to demand. */
  readonly capexSeries: CapexSeries;
  readonly history: readonly BaselineHistoryQuarter[];
  readonly issuerYears: readonly IssuerYearCapex[];
  readonly vendors: readonly VendorProfile[];
  /** Savings of the techniques that the fleet's adoption rows name. */
  readonly fleetTechniques: readonly FleetTechniqueFact[];
  /**
   * Part of the fleet's memory saving that comes from techniques which move bytes to each tier, at the default horizon;
   * null where the fleet's rows are incomplete.
   */
  readonly fleetTierShares: Readonly<Record<MemoryTier, number>> | null;
  /** What each technique of the fleet brings to its saving, by the same rule and for the same quarter. */
  readonly fleetContributions: readonly FleetTierContribution[] | null;
}
