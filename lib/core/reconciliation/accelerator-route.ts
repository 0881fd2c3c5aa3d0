/**
 * The independent count: chips shipped a quarter later, times the GB on each, times the model's price of a GB. It
 * leaves out every chip without a published unit count or without a known memory.
 */
import { parseQuarterLabel, quarterIndexOf } from '../calendar/quarter.ts';
import { combineRatios, type RangedValue } from '../efficiency/one-at-a-time.ts';
import { lastDayOf } from './periods.ts';
import { referenceOf, type ChipMemory, type ShipmentFigure, type SourceReference } from './market-facts.ts';
import type { ModelRoute } from './model-route.ts';

/** HBM is bought this long before the chip that carries it is shipped. */
export const COUNT_LAG_QUARTERS = 1;

/** Chips that a series of units stands for. Where it mixes two, the GB run from the smaller to the larger. */
const CHIPS_OF_SERIES: Readonly<Record<string, readonly string[]>> = {
  A100: ['nvidia-a100-40', 'nvidia-a100-80'],
  H100: ['nvidia-h100-sxm', 'nvidia-h200-sxm'],
  H20: ['nvidia-h20'],
  B200: ['nvidia-b200', 'nvidia-gb200'],
  B300: ['nvidia-b300', 'nvidia-gb300'],
  'Instinct MI300X': ['amd-mi300x'],
  'Instinct MI325X': ['amd-mi325x'],
  'Instinct MI350X': ['amd-mi350x'],
  'Instinct MI355X': ['amd-mi355x'],
  'TPU v4': ['google-tpu-v4'],
  'TPU v5e': ['google-tpu-v5e'],
  'TPU v5p': ['google-tpu-v5p'],
  'TPU v6e': ['google-tpu-v6e'],
  'TPU v7': ['google-tpu-v7'],
  Trainium1: ['aws-trainium1'],
  Trainium2: ['aws-trainium2'],
};

/** Buyers without a published unit count by quarter. */
export const UNCOUNTED_CHIPS = 'Huawei, Cambricon, Meta MTIA, Microsoft Maia and Intel Gaudi';

/** One product of a quarter: units times GB. */
export interface CountedProduct {
  readonly product: string;
  readonly units: number;
  /** GB on each, mean of the smallest and the largest chip of the series. */
  readonly gb: number;
  /** Bn GB. */
  readonly bnGb: number;
}

/** HBM bought in a quarter by the count of chips shipped in the next. */
export interface CountedQuarter {
  readonly quarter: number;
  readonly bnGb: RangedValue;
  readonly usdBn: RangedValue;
  readonly products: readonly CountedProduct[];
  /** Series with units but without a known memory. */
  readonly unknownMemory: readonly string[];
  readonly sources: readonly SourceReference[];
}

/** A quarter that cannot be counted, and why. */
export interface UncountedQuarter {
  readonly quarter: number;
  readonly absence: string;
}

/** Count of the HBM bought in `quarter`: of the chips that shipped one quarter later. */
export function countQuarter(
  quarter: number,
  shipments: readonly ShipmentFigure[],
  chips: readonly ChipMemory[],
  model: ModelRoute,
): CountedQuarter | UncountedQuarter {
  const shipped = quarter + COUNT_LAG_QUARTERS;
  const rows = shipments.filter((row) => isUnitCount(row) && quarterIndexOf(row.periodStartOn) === shipped);
  if (rows.length === 0) return { quarter, absence: 'no count of units is on file for the quarter after it' };
  if (rows.some(({ notes }) => /incomplete/i.test(notes ?? ''))) {
    return { quarter, absence: 'the count of units for the quarter after it is incomplete' };
  }
  const counted = rows.map((row) => countProduct(row, shipped, chips));
  const known = counted.filter((one) => 'range' in one);
  const bnGb = sumOf(known.map((one) => one.range));
  const price = model.priceUsdPerGb(quarter);
  const usd = bnGb.point * price.point;
  const swings = [
    { atLow: bnGb.low * price.point, atHigh: bnGb.high * price.point },
    { atLow: bnGb.point * price.low, atHigh: bnGb.point * price.high },
  ];
  return {
    quarter,
    bnGb,
    usdBn: { point: usd, ...combineRatios(usd, swings) },
    products: known.map(({ product, units, gb, bnGb: own }) => ({ product, units, gb, bnGb: own })),
    unknownMemory: counted.flatMap((one) => ('range' in one ? [] : [one.product])),
    sources: distinctSources(rows),
  };
}

/** Quarterly units of one product, not of a year or of "all". */
function isUnitCount(row: ShipmentFigure): boolean {
  const isQuarter = quarterIndexOf(row.periodStartOn) === quarterIndexOf(row.periodEndOn);
  return row.unit === 'units' && isQuarter && row.basis.startsWith('model estimate') && row.point !== null;
}

/** A product with its range of bn GB, or only its name where the memory is not known. */
type ProductCount = (CountedProduct & { readonly range: RangedValue }) | { readonly product: string };

function countProduct(row: ShipmentFigure, shipped: number, chips: readonly ChipMemory[]): ProductCount {
  const until = lastDayOf({ label: '', firstQuarter: shipped, quarterCount: 1 });
  const memories = (CHIPS_OF_SERIES[row.product] ?? [])
    .map((id) => chips.find((chip) => chip.id === id))
    .filter((chip) => chip !== undefined)
    .filter((chip, index) => index === 0 || chip.launchedOn <= until)
    .flatMap(({ hbmGb }) => (hbmGb === null || hbmGb === 0 ? [] : [hbmGb]));
  if (memories.length === 0) return { product: row.product };
  const [least, most] = [Math.min(...memories), Math.max(...memories)];
  const gb = (least + most) / 2;
  const units = row.point ?? 0;
  return {
    product: row.product,
    units,
    gb,
    bnGb: (units * gb) / 1e9,
    range: {
      low: ((row.low ?? units) * least) / 1e9,
      point: (units * gb) / 1e9,
      high: ((row.high ?? units) * most) / 1e9,
    },
  };
}

/** Lows, points and highs each summed: the errors of one counter move together. */
function sumOf(ranges: readonly RangedValue[]): RangedValue {
  return ranges.reduce(
    (sum, one) => ({ low: sum.low + one.low, point: sum.point + one.point, high: sum.high + one.high }),
    { low: 0, point: 0, high: 0 },
  );
}

function distinctSources(rows: readonly ShipmentFigure[]): SourceReference[] {
  const byUrl = new Map(rows.map((row) => [row.url, referenceOf(row, `units by quarter, ${row.basis}`)]));
  return [...byUrl.values()];
}

/** HBM purchases of the four large chip designers for a year, by a model of component cost. */
export function findComponentCost(
  shipments: readonly ShipmentFigure[],
  label: string,
): { readonly usdBn: number; readonly source: SourceReference } | null {
  if (parseQuarterLabel(label) !== null) return null;
  const row = shipments.find(
    (one) =>
      one.product === 'HBM spending in AI chips' &&
      one.unit === 'usd_bn' &&
      one.periodStartOn === `${label}-01-01` &&
      one.periodEndOn === `${label}-12-31`,
  );
  if (row?.point == null) return null;
  return { usdBn: row.point, source: referenceOf(row, `${row.product}: ${row.vendor}; ${row.basis}`) };
}
