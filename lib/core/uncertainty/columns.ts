/** What a run keeps of each draw, one array a quantity, so that draws made in several threads are laid side by side. */
import { valueAt } from '../assumptions/value-at.ts';
import { breakEvenOf } from '../exposure/break-even.ts';
import type { PathParameters } from '../exposure/path-parameters.ts';
import { MODELLED_VENDORS } from '../market/modelled-vendors.ts';
import type { DrawChain } from './chain.ts';
import { EBIT_VENDORS, vendorEbitUsdBn } from './vendor-ebit.ts';
import { offsetOf, readTotalChange, vendorChangePct, type OutputSpec } from './outputs.ts';

/** Values of `offsetQuarter` other than a quarter k. */
export const NEVER_BELOW = -2;
export const NOT_BACK = -1;

/** Draws beyond which bands are kept in single precision: seven digits of a quantile known to three. */
export const MOST_DOUBLE_DRAWS = 131_072;

/** Columns of draws first .. first + count - 1. Band columns are by row * count + draw. */
export interface DrawColumns {
  readonly first: number;
  readonly count: number;
  readonly quarterCount: number;
  readonly vendorCount: number;
  /** The output asked for; NaN where a draw has none. */
  readonly output: Float64Array;
  /** Percent change of HBM revenue over the horizon, whatever the output. */
  readonly totalChange: Float64Array;
  /** First quarter k from which demand is back, {@link NEVER_BELOW} or {@link NOT_BACK}. */
  readonly offsetQuarter: Int16Array;
  /** 1 where usage is more elastic than break-even, else 0. */
  readonly isAboveBreakEven: Uint8Array;
  /** Break-even elasticity; NaN where no elasticity offsets. */
  readonly breakEven: Float64Array;
  readonly quarterHbm: Float64Array | Float32Array;
  /** HBM revenue less its baseline, summed from the first quarter to each; USD bn. */
  readonly cumulativeChange: Float64Array | Float32Array;
  readonly quarterRatio: Float64Array | Float32Array;
  readonly vendorChange: Float64Array | Float32Array;
  /** By position in EBIT_VENDORS, USD bn. */
  readonly vendorEbit: Float64Array | Float32Array;
}

/** Empty columns for `count` of the `draws` of a run. */
export function createColumns(
  first: number,
  count: number,
  shape: { readonly quarterCount: number; readonly draws: number },
): DrawColumns {
  const vendorCount = MODELLED_VENDORS.length;
  const band = (rows: number): Float64Array | Float32Array =>
    shape.draws > MOST_DOUBLE_DRAWS ? new Float32Array(rows * count) : new Float64Array(rows * count);
  return {
    first,
    count,
    quarterCount: shape.quarterCount,
    vendorCount,
    output: new Float64Array(count),
    totalChange: new Float64Array(count),
    offsetQuarter: new Int16Array(count),
    isAboveBreakEven: new Uint8Array(count),
    breakEven: new Float64Array(count),
    quarterHbm: band(shape.quarterCount),
    cumulativeChange: band(shape.quarterCount),
    quarterRatio: band(shape.quarterCount),
    vendorChange: band(vendorCount),
    vendorEbit: band(EBIT_VENDORS.length),
  };
}

/** Writes the draw that `chain` has just run as row `row`. */
export function recordDraw(
  columns: DrawColumns,
  row: number,
  chain: DrawChain,
  parameters: PathParameters,
  output: OutputSpec,
): void {
  const { kernel } = chain;
  const { count, quarterCount, vendorCount } = columns;
  columns.output[row] = output.read(kernel, parameters);
  columns.totalChange[row] = readTotalChange(kernel);
  columns.offsetQuarter[row] = offsetCode(chain);
  const breakEven = breakEvenOf(parameters) ?? NaN;
  columns.breakEven[row] = breakEven;
  columns.isAboveBreakEven[row] = parameters.usageElasticity > breakEven ? 1 : 0;
  let cumulative = 0;
  for (let k = 0; k < quarterCount; k += 1) {
    const hbm = valueAt(kernel.market.hbm, k);
    cumulative += hbm - valueAt(kernel.inputs.baselineHbmUsdBn, k);
    columns.quarterHbm[k * count + row] = hbm;
    columns.cumulativeChange[k * count + row] = cumulative;
    columns.quarterRatio[k * count + row] = valueAt(kernel.quarters.revenueRatio, k);
  }
  for (let v = 0; v < vendorCount; v += 1) {
    columns.vendorChange[v * count + row] = vendorChangePct(kernel, v);
  }
  for (let v = 0; v < EBIT_VENDORS.length; v += 1) {
    columns.vendorEbit[v * count + row] = vendorEbitUsdBn(kernel, v);
  }
}

function offsetCode(chain: DrawChain): number {
  const { quarter, wasBelow } = offsetOf(chain.kernel);
  if (quarter !== null) return quarter;
  return wasBelow ? NOT_BACK : NEVER_BELOW;
}

/** Lays `part` into `whole`, which holds all draws of the run. */
export function layColumns(whole: DrawColumns, part: DrawColumns): void {
  whole.output.set(part.output, part.first);
  whole.totalChange.set(part.totalChange, part.first);
  whole.offsetQuarter.set(part.offsetQuarter, part.first);
  whole.isAboveBreakEven.set(part.isAboveBreakEven, part.first);
  whole.breakEven.set(part.breakEven, part.first);
  for (let k = 0; k < whole.quarterCount; k += 1) {
    layRow(whole.quarterHbm, part.quarterHbm, k, whole, part);
    layRow(whole.cumulativeChange, part.cumulativeChange, k, whole, part);
    layRow(whole.quarterRatio, part.quarterRatio, k, whole, part);
  }
  for (let v = 0; v < whole.vendorCount; v += 1)
    layRow(whole.vendorChange, part.vendorChange, v, whole, part);
  for (let v = 0; v < EBIT_VENDORS.length; v += 1) layRow(whole.vendorEbit, part.vendorEbit, v, whole, part);
}

function layRow(
  into: Float64Array | Float32Array,
  from: Float64Array | Float32Array,
  row: number,
  whole: DrawColumns,
  part: DrawColumns,
): void {
  into.set(from.subarray(row * part.count, (row + 1) * part.count), row * whole.count + part.first);
}
