/**
 * Demand that bytes saved in HBM make in other tiers: system DRAM, enterprise SSDs, nearline hard disks (model 7).
 * A registry without the rows of a tier is legal: that tier is then not modelled, which is not the same as 0.
 */
import { indexOfInput, type Registry } from '../assumptions/registry.ts';
import { indexAt, valueAt } from '../assumptions/value-at.ts';
import {
  createYearFamily,
  fillChainedNodes,
  requiredFamilyIds,
  type YearFamily,
} from '../assumptions/year-family.ts';
import { yearOfQuarter } from '../calendar/quarter.ts';
import { stepAt } from '../calendar/year-path.ts';
import type { MemoryTier } from '../efficiency/technique.ts';
import type { ModelledVendor } from './modelled-vendors.ts';

/** Vendors that sell into a tier, in the order of the answer; the last closes the sum of each tier. */
export const TIER_VENDORS: readonly ModelledVendor[] = [
  { key: 'sk_hynix', ticker: '000660.KS', name: 'SK hynix' },
  { key: 'samsung', ticker: '005930.KS', name: 'Samsung Electronics' },
  { key: 'micron', ticker: 'MU', name: 'Micron' },
  { key: 'sandisk', ticker: 'SNDK', name: 'Sandisk' },
  { key: 'western_digital', ticker: 'WDC', name: 'Western Digital' },
  { key: 'seagate', ticker: 'STX', name: 'Seagate' },
  { key: 'kioxia', ticker: '285A.T', name: 'Kioxia' },
  { key: 'other', ticker: 'other', name: 'Other' },
];

/** Year for which the prices are given; the factors multiply on from it. */
const PRICE_BASE_YEAR = 2026;
const PRICE_FACTOR_YEARS = [2027, 2028, 2029];

/** `makers` are keys of TIER_VENDORS; whoever is not named makes nothing of the tier and needs no row. */
interface TierRows {
  readonly tier: MemoryTier;
  readonly bytesPerHbmByte: string;
  readonly price: string;
  readonly priceFactorPrefix: string;
  readonly margin: string;
  readonly makers: readonly string[];
  readonly shareOf: (vendorKey: string) => string;
}

/** System DRAM is the conventional market of model 6: its price, shares and margin are the rows that stand there. */
const TIER_ROWS: readonly TierRows[] = [
  {
    tier: 'dram',
    bytesPerHbmByte: 'tier_bytes_per_hbm_byte_dram',
    price: 'conventional_dram_price_2026q4',
    priceFactorPrefix: 'conventional_price_factor_',
    margin: 'contribution_margin_conventional',
    makers: ['sk_hynix', 'samsung', 'micron', 'other'],
    shareOf: (vendorKey) => `conventional_share_${vendorKey}`,
  },
  ownRows('nand', ['sk_hynix', 'samsung', 'micron', 'sandisk', 'kioxia', 'other']),
  ownRows('hdd', ['western_digital', 'seagate', 'other']),
];

/** Whether a vendor sells into a tier at all; false for vendors that are not among {@link TIER_VENDORS}. */
export function sellsIntoTier(ticker: string, tier: MemoryTier): boolean {
  const key = TIER_VENDORS.find((vendor) => vendor.ticker === ticker)?.key;
  return TIER_ROWS.some((rows) => rows.tier === tier && key !== undefined && rows.makers.includes(key));
}

/** A tier that the registry models. Numbers are registry indices. */
export interface TierLayout {
  readonly tier: MemoryTier;
  readonly bytesPerHbmByte: number;
  readonly price: number;
  readonly priceFactors: YearFamily;
  readonly margin: number;
  /** By vendor, in the order of TIER_VENDORS; -1 for one that makes nothing of the tier. */
  readonly shares: Int32Array;
}

/** What `fillTierShift` reads. j runs over the tiers of the layout, v over TIER_VENDORS. */
export interface TierPaths {
  readonly quarterCount: number;
  /** p_j * tier_bytes_per_hbm_byte_j: USD sold in the tier per GB of HBM freed, by j * quarterCount + k. */
  readonly usdPerFreedGb: Float64Array;
  /** Fractions that sum to 1 in each tier, by j * TIER_VENDORS.length + v. */
  readonly share: Float64Array;
  /** Contribution margin of the extra sales, by j. */
  readonly margin: Float64Array;
  /** Price by year, by j. */
  readonly priceNodes: readonly Float64Array[];
}

/** What one quarter brings, USD bn. */
export interface TierShift {
  /** By j. */
  readonly revenueUsdBn: Float64Array;
  /** By j * TIER_VENDORS.length + v. */
  readonly vendorRevenueUsdBn: Float64Array;
  readonly vendorEbitUsdBn: Float64Array;
}

/** Ids needed: every row of each tier for which the registry has one of the tier's own; none where it has none. */
export function tierShiftInputIds(registry: Registry): string[] {
  return modelledRows(registry).flatMap((rows) => requiredIds(registry, rows));
}

/** Layout over a registry that holds all {@link tierShiftInputIds}; null when it models no tier. */
export function createTierShiftLayout(registry: Registry): readonly TierLayout[] | null {
  const modelled = modelledRows(registry);
  if (modelled.length === 0) return null;
  return modelled.map((rows) => ({
    tier: rows.tier,
    bytesPerHbmByte: indexOfInput(registry, rows.bytesPerHbmByte),
    price: indexOfInput(registry, rows.price),
    priceFactors: createYearFamily(registry, rows.priceFactorPrefix, { year: PRICE_BASE_YEAR, value: 1 }),
    margin: indexOfInput(registry, rows.margin),
    shares: Int32Array.from(TIER_VENDORS, ({ key }) =>
      rows.makers.includes(key) ? indexOfInput(registry, rows.shareOf(key)) : -1,
    ),
  }));
}

/** Empty paths for `quarterCount` quarters; {@link loadTierPaths} fills them. */
export function createTierPaths(layout: readonly TierLayout[], quarterCount: number): TierPaths {
  return {
    quarterCount,
    usdPerFreedGb: new Float64Array(layout.length * quarterCount),
    share: new Float64Array(layout.length * TIER_VENDORS.length),
    margin: new Float64Array(layout.length),
    priceNodes: layout.map(({ priceFactors }) => new Float64Array(priceFactors.indices.length)),
  };
}

/**
 * Fills `paths` from registry `values` for quarters firstQuarter + k. Prices step by calendar year. Raw shares are
 * divided by their sum, as draws need not sum to 1. Allocates nothing that grows with the horizon.
 */
export function loadTierPaths(
  layout: readonly TierLayout[],
  values: Float64Array,
  firstQuarter: number,
  paths: TierPaths,
): void {
  for (const [j, tier] of layout.entries()) {
    const nodes = paths.priceNodes[j];
    if (nodes === undefined) throw new RangeError(`tier ${tier.tier} has no price path`);
    const base = { year: PRICE_BASE_YEAR, value: valueAt(values, tier.price) };
    fillChainedNodes(tier.priceFactors, values, base, nodes);
    const bytesPerHbmByte = valueAt(values, tier.bytesPerHbmByte);
    for (let k = 0; k < paths.quarterCount; k += 1) {
      const usdPerGb = stepAt(nodes, tier.priceFactors.firstYear, yearOfQuarter(firstQuarter + k));
      paths.usdPerFreedGb[j * paths.quarterCount + k] = usdPerGb * bytesPerHbmByte;
    }
    paths.margin[j] = valueAt(values, tier.margin);
    loadShares(tier, values, paths.share, j * TIER_VENDORS.length);
  }
}

/** Empty answer for the tiers of a layout; {@link fillTierShift} overwrites it. */
export function createTierShift(layout: readonly TierLayout[]): TierShift {
  const cells = layout.length * TIER_VENDORS.length;
  return {
    revenueUsdBn: new Float64Array(layout.length),
    vendorRevenueUsdBn: new Float64Array(cells),
    vendorEbitUsdBn: new Float64Array(cells),
  };
}

/**
 * Quarter k: revenue_j = p_j * X_j with X_j = tier_bytes_per_hbm_byte_j * G0 * (b_j(t) - b_j(asOf)), shared out to
 * the vendors; EBIT is a vendor's revenue times the tier's contribution margin. `baselineBnGb` is G0 in bn GB per
 * quarter; `shiftedSaving` has b_j(t) - b_j(asOf) by tier of the layout, fractions. Allocates nothing.
 */
export function fillTierShift(
  paths: TierPaths,
  k: number,
  baselineBnGb: number,
  shiftedSaving: Float64Array,
  shift: TierShift,
): void {
  for (let j = 0; j < paths.margin.length; j += 1) {
    const usdPerFreedGb = valueAt(paths.usdPerFreedGb, j * paths.quarterCount + k);
    const revenueUsdBn = usdPerFreedGb * baselineBnGb * valueAt(shiftedSaving, j);
    const margin = valueAt(paths.margin, j);
    shift.revenueUsdBn[j] = revenueUsdBn;
    for (let v = 0; v < TIER_VENDORS.length; v += 1) {
      const cell = j * TIER_VENDORS.length + v;
      const vendorUsdBn = valueAt(paths.share, cell) * revenueUsdBn;
      shift.vendorRevenueUsdBn[cell] = vendorUsdBn;
      shift.vendorEbitUsdBn[cell] = vendorUsdBn * margin;
    }
  }
}

function ownRows(tier: MemoryTier, makers: readonly string[]): TierRows {
  return {
    tier,
    bytesPerHbmByte: `tier_bytes_per_hbm_byte_${tier}`,
    price: `tier_price_${tier}`,
    priceFactorPrefix: `tier_price_${tier}_factor_`,
    margin: `tier_margin_${tier}`,
    makers,
    shareOf: (vendorKey) => `tier_share_${vendorKey}_${tier}`,
  };
}

function requiredIds(registry: Registry, rows: TierRows): string[] {
  return [
    rows.bytesPerHbmByte,
    rows.price,
    ...requiredFamilyIds(registry, rows.priceFactorPrefix, PRICE_FACTOR_YEARS, PRICE_BASE_YEAR),
    rows.margin,
    ...rows.makers.map(rows.shareOf),
  ];
}

/** The conventional rows are there for model 6 in any case: they alone do not make a tier. */
function modelledRows(registry: Registry): TierRows[] {
  return TIER_ROWS.filter((rows) =>
    requiredIds(registry, rows).some((id) => id.startsWith('tier_') && registry.indexById.has(id)),
  );
}

function loadShares(tier: TierLayout, values: Float64Array, share: Float64Array, offset: number): void {
  let sum = 0;
  for (let v = 0; v < TIER_VENDORS.length; v += 1) {
    const index = indexAt(tier.shares, v);
    const raw = index < 0 ? 0 : valueAt(values, index);
    share[offset + v] = raw;
    sum += raw;
  }
  for (let v = 0; v < TIER_VENDORS.length; v += 1) {
    share[offset + v] = valueAt(share, offset + v) / sum;
  }
}
