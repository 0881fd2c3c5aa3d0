/** Quantiles, probabilities and error bars of a run's columns (model 8; names of the API). */
import { quantilesInPlace } from '../stats/quantiles.ts';
import { NEVER_BELOW, NOT_BACK, type DrawColumns } from './columns.ts';
import { SCRAMBLINGS } from './draw-block.ts';
import { EBIT_VENDORS } from './vendor-ebit.ts';

export interface BandQuantiles {
  readonly p05: number;
  readonly p10: number;
  readonly p25: number;
  readonly p50: number;
  readonly p75: number;
  readonly p90: number;
  readonly p95: number;
}

const PROBABILITIES = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95] as const;

/** Percent of change that still counts as none: rounding of the arithmetic. */
const NO_CHANGE_PCT = 1e-9;

/** A gain smaller than a dollar is rounding. */
const LEAST_GAIN_USD_BN = 1e-9;

/** 97.5 % point of Student's t with SCRAMBLINGS - 1 = 7 degrees of freedom (scipy.stats.t.ppf(0.975, 7)). */
const T_975 = 2.3646242515927844;

/** A mean of all draws with what its independent parts say of its error. */
export interface EstimatedMean {
  readonly value: number;
  /** 95 % interval; null with fewer than two draws a scrambling. */
  readonly interval: readonly [number, number] | null;
}

export interface OffsetSummary {
  /** Among the draws in which demand fell below its baseline: share that is back inside the horizon; null when none fell. */
  readonly probability: number | null;
  /** Quarters k; null = later than the horizon. All null when none fell. */
  readonly p10: number | null;
  readonly p50: number | null;
  readonly p90: number | null;
}

export interface RunSummary {
  /** Null when no draw has the output. */
  readonly quantiles: BandQuantiles | null;
  readonly mean: EstimatedMean | null;
  /** Draws without a value of the output. */
  readonly absentDraws: number;
  /** The output at probabilities 0, 1, .. 100 %, for the distribution's curve; empty when no draw has it. */
  readonly percentiles: readonly number[];
  readonly probabilityOfFall: EstimatedMean;
  readonly probabilityUnchanged: number;
  readonly probabilityAboveBreakEven: number;
  /** Of the draws in which some elasticity offsets; null when none does in any. */
  readonly breakEven: BandQuantiles | null;
  readonly offset: OffsetSummary;
  readonly byQuarter: readonly BandQuantiles[];
  /** Running sum of the change of HBM revenue, USD bn. */
  readonly cumulativeChange: readonly BandQuantiles[];
  /** HBM revenue relative to its baseline in the same draw. */
  readonly byQuarterRatio: readonly BandQuantiles[];
  /** By vendor of the model; null where it has no revenue to change. */
  readonly byVendor: readonly (BandQuantiles | null)[];
  /** By position in EBIT_VENDORS, USD bn. */
  readonly byVendorEbit: readonly VendorEbitSummary[];
}

export interface VendorEbitSummary extends BandQuantiles {
  readonly probabilityOfGain: number;
  /** Part of the loss of all losers that is the vendor's, over the draws in which anybody loses; null without such a draw. */
  readonly shareOfLoss: ShareQuantiles | null;
}

/** Fractions. */
export interface ShareQuantiles {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

/** Summary of all draws of a run; leaves the columns as they are. */
export function summariseRun(columns: DrawColumns): RunSummary {
  const known = withoutAbsent(columns.output);
  const breakEvens = withoutAbsent(columns.breakEven);
  const falls = markFalls(columns.totalChange);
  const unchanged = countWhere(columns.totalChange, (change) => Math.abs(change) <= NO_CHANGE_PCT);
  const ebitRows = rowsOf(columns.vendorEbit, EBIT_VENDORS.length, columns.count);
  const shares = sharesOfLoss(ebitRows);
  return {
    quantiles: known.length === 0 ? null : bandOf(known),
    mean: known.length === 0 ? null : meanOf(columns.output),
    absentDraws: columns.count - known.length,
    percentiles: known.length === 0 ? [] : percentilesOf(known),
    probabilityOfFall: meanOf(falls),
    probabilityUnchanged: unchanged / columns.count,
    probabilityAboveBreakEven: countWhere(columns.isAboveBreakEven, (flag) => flag === 1) / columns.count,
    breakEven: breakEvens.length === 0 ? null : bandOf(breakEvens),
    offset: summariseOffset(columns.offsetQuarter),
    byQuarter: rowsOf(columns.quarterHbm, columns.quarterCount, columns.count).map(bandOf),
    cumulativeChange: rowsOf(columns.cumulativeChange, columns.quarterCount, columns.count).map(bandOf),
    byQuarterRatio: rowsOf(columns.quarterRatio, columns.quarterCount, columns.count).map(bandOf),
    byVendor: rowsOf(columns.vendorChange, columns.vendorCount, columns.count).map((row) => {
      const values = withoutAbsent(row);
      return values.length === 0 ? null : bandOf(values);
    }),
    byVendorEbit: ebitRows.map((row, v) => ({
      probabilityOfGain: countWhere(row, (change) => change > LEAST_GAIN_USD_BN) / columns.count,
      shareOfLoss: shares[v] ?? null,
      ...bandOf(row),
    })),
  };
}

/** Quantiles of each vendor's part of the loss, by row; reads the rows before anything sorts them. */
function sharesOfLoss(rows: readonly (Float64Array | Float32Array)[]): (ShareQuantiles | null)[] {
  const loss = new Float64Array(rows[0]?.length ?? 0);
  for (const row of rows) {
    for (let i = 0; i < row.length; i += 1) loss[i] = (loss[i] ?? 0) + Math.min(0, row[i] ?? 0);
  }
  const losing = countWhere(loss, (sum) => sum < -LEAST_GAIN_USD_BN);
  if (losing === 0) return rows.map(() => null);
  const shares = new Float64Array(losing);
  return rows.map((row) => {
    let at = 0;
    for (let i = 0; i < row.length; i += 1) {
      const sum = loss[i] ?? 0;
      if (sum >= -LEAST_GAIN_USD_BN) continue;
      shares[at] = Math.min(0, row[i] ?? 0) / sum;
      at += 1;
    }
    const { p10, p50, p90 } = bandOf(shares);
    return { p10, p50, p90 };
  });
}

// Loops by hand here and below: a run may have a million draws, and a call for each is most of the time.

/** A copy without the draws that lack a value (NaN). */
function withoutAbsent<Column extends Float64Array | Float32Array>(column: Column): Column {
  const values = column.slice() as Column;
  let kept = 0;
  for (let i = 0; i < column.length; i += 1) {
    const value = column[i] ?? NaN;
    if (Number.isNaN(value)) continue;
    values[kept] = value;
    kept += 1;
  }
  return values.subarray(0, kept) as Column;
}

/** 1 where the change is a fall. */
function markFalls(changePct: Float64Array): Uint8Array {
  const falls = new Uint8Array(changePct.length);
  for (let i = 0; i < falls.length; i += 1) falls[i] = (changePct[i] ?? 0) < -NO_CHANGE_PCT ? 1 : 0;
  return falls;
}

/** Copies of the rows of a band. */
function rowsOf(
  band: Float64Array | Float32Array,
  rows: number,
  count: number,
): (Float64Array | Float32Array)[] {
  return Array.from({ length: rows }, (_, row) => band.slice(row * count, (row + 1) * count));
}

/** Quantiles of a sample, which is left in another order. */
export function bandOf(sample: Float64Array | Float32Array): BandQuantiles {
  const [p05 = 0, p10 = 0, p25 = 0, p50 = 0, p75 = 0, p90 = 0, p95 = 0] = quantilesInPlace(
    sample,
    PROBABILITIES,
  );
  return { p05, p10, p25, p50, p75, p90, p95 };
}

function percentilesOf(sample: Float64Array): number[] {
  return quantilesInPlace(
    sample,
    Array.from({ length: 101 }, (_, percent) => percent / 100),
  );
}

/** Mean over draws (those without a value left out), its interval from the means of the scramblings. */
export function meanOf(column: Float64Array | Uint8Array): EstimatedMean {
  const sums = new Float64Array(SCRAMBLINGS);
  const counts = new Float64Array(SCRAMBLINGS);
  for (let i = 0; i < column.length; i += 1) {
    const value = column[i] ?? NaN;
    if (Number.isNaN(value)) continue;
    sums[i % SCRAMBLINGS] = (sums[i % SCRAMBLINGS] ?? 0) + value;
    counts[i % SCRAMBLINGS] = (counts[i % SCRAMBLINGS] ?? 0) + 1;
  }
  const value = total(sums) / total(counts);
  if (column.length < 2 * SCRAMBLINGS || counts.some((count) => count === 0))
    return { value, interval: null };
  const means = sums.map((sum, r) => sum / (counts[r] ?? 1));
  const centre = total(means) / SCRAMBLINGS;
  const variance = total(means.map((mean) => (mean - centre) ** 2)) / (SCRAMBLINGS - 1);
  const halfWidth = T_975 * Math.sqrt(variance / SCRAMBLINGS);
  return { value, interval: [value - halfWidth, value + halfWidth] };
}

function total(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function countWhere(
  column: Float64Array | Float32Array | Uint8Array,
  holds: (value: number) => boolean,
): number {
  let count = 0;
  for (let i = 0; i < column.length; i += 1) if (holds(column[i] ?? NaN)) count += 1;
  return count;
}

function summariseOffset(offsetQuarter: Int16Array): OffsetSummary {
  const fallen = offsetQuarter.filter((code) => code !== NEVER_BELOW);
  if (fallen.length === 0) return { probability: null, p10: null, p50: null, p90: null };
  const back = fallen.filter((code) => code !== NOT_BACK).sort();
  // Quarters are whole, so the smallest one by which the share is reached; later than the horizon when none is.
  const at = (probability: number): number | null => back[Math.ceil(probability * fallen.length) - 1] ?? null;
  return { probability: back.length / fallen.length, p10: at(0.1), p50: at(0.5), p90: at(0.9) };
}
