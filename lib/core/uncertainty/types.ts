/** Request and answer of a run under uncertainty. Field names are those of the API. */
import type { OwnRange } from '../exposure/own-ranges.ts';
import type { ExposureScenario } from '../exposure/types.ts';
import type { RankCorrelation } from './copula.ts';
import type { BandQuantiles, VendorEbitSummary } from './summary.ts';
import type { TornadoEnds } from './tornado.ts';

export interface UncertaintyRequest {
  /** Every field given is held; every other input that varies is drawn. */
  readonly scenario?: ExposureScenario;
  /** 1 to {@link MOST_DRAWS}. */
  readonly draws?: number;
  /** Whole number from 0 to 2^53 - 1. */
  readonly seed?: number;
  readonly output?: string;
  readonly ranges?: readonly OwnRange[];
  readonly correlations?: readonly RankCorrelation[];
  readonly tornadoEnds?: TornadoEnds;
  /** Rows of the Saltelli design; 0 = no Sobol indices. */
  readonly sobolDraws?: number;
  /** Drawn input whose values are wanted beside the output's. */
  readonly scatterInput?: string;
  /** Whether the output of every draw is wanted, to set runs against each other. */
  readonly keepDraws?: boolean;
}

export const MOST_DRAWS = 1_048_576;
export const DEFAULT_DRAWS = 4096;
export const DEFAULT_SEED = 20261123;
export const DEFAULT_SOBOL_DRAWS = 1024;
/** Below it an index is noise. */
export const LEAST_SOBOL_DRAWS = 64;
export const MOST_SOBOL_DRAWS = 16_384;

export interface QuarterBand extends BandQuantiles {
  readonly quarter: string;
}

/** Percent change of HBM revenue over the horizon. */
export interface VendorBand extends BandQuantiles {
  readonly ticker: string;
  readonly name: string;
}

/** Change of operating profit over the horizon, USD bn. */
export interface VendorEbitBand extends VendorEbitSummary {
  readonly ticker: string;
  readonly name: string;
}

export interface TornadoRow {
  readonly input: string;
  readonly name: string;
  readonly unit: string;
  readonly lowInput: number;
  readonly highInput: number;
  /** The output there; null where it has none. */
  readonly low: number | null;
  readonly high: number | null;
  /** The range is the reader's own. */
  readonly isOwnRange: boolean;
}

export interface SobolRow {
  readonly input: string;
  readonly name: string;
  readonly firstOrder: number;
  readonly total: number;
  readonly firstOrderInterval: readonly [number, number];
  readonly totalInterval: readonly [number, number];
}

/** The first draws of a run as points: input and output; null where a draw has no output. */
export interface Scatter {
  readonly input: string;
  readonly points: readonly (readonly [number, number | null])[];
}

export interface UncertaintyAnswer {
  readonly asOf: string;
  readonly draws: number;
  readonly seed: number;
  readonly output: string;
  readonly outputUnit: string;
  /** The output with every input at its point; null where it has none. */
  readonly point: number | null;
  readonly quantiles: BandQuantiles | null;
  readonly mean: number | null;
  /** 95 %, from independent scramblings; null with too few draws. */
  readonly meanInterval: readonly [number, number] | null;
  /** Draws without a value, and why there may be some. */
  readonly absentDraws: number;
  readonly absence: string | null;
  /** The output at 0, 1 .. 100 % of draws. */
  readonly percentiles: readonly number[];
  readonly probabilityOfFall: number;
  readonly probabilityOfFallInterval: readonly [number, number] | null;
  readonly probabilityUnchanged: number;
  readonly probabilityOfOffset: number | null;
  readonly offsetQuarter: {
    readonly p10: string | null;
    readonly p50: string | null;
    readonly p90: string | null;
  };
  readonly probabilityElasticityAboveBreakEven: number;
  /** Of the draws in which some elasticity offsets; null when none does in any. */
  readonly breakEvenElasticity: BandQuantiles | null;
  readonly byQuarter: readonly QuarterBand[];
  /** HBM revenue less its baseline, summed from the first quarter to each; USD bn. */
  readonly byQuarterCumulativeChange: readonly QuarterBand[];
  /** HBM revenue relative to its baseline, both of the same draw. */
  readonly byQuarterRatio: readonly QuarterBand[];
  readonly byVendor: readonly VendorBand[];
  readonly byVendorEbit: readonly VendorEbitBand[];
  readonly tornado: readonly TornadoRow[];
  /** Largest total first; empty with the reason in `sobolAbsence`. */
  readonly sobol: readonly SobolRow[];
  readonly sobolDraws: number;
  readonly sobolAbsence: string | null;
  /** Null when no input was asked for. */
  readonly scatter: Scatter | null;
  /** The output draw by draw, null where a draw has none; null as a whole when not asked for. */
  readonly keptDraws: readonly (number | null)[] | null;
}
