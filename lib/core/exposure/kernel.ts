/**
 * Arrays of the path from saving to vendor profit (model 5 to 7). A kernel is created once; `loadMarketPaths` fills
 * what depends on registry values, `runPath` (run-path.ts) what depends on the scenario, both without allocating.
 * Explanations are made from the arrays afterwards, by the same formulas.
 */
import { indexAt, valueAt } from '../assumptions/value-at.ts';
import { fillChainedNodes, fillYearNodes, type YearFamily } from '../assumptions/year-family.ts';
import { midDayOfQuarter, parseQuarterLabel, quarterIndexOf } from '../calendar/quarter.ts';
import { toDayNumber } from '../calendar/day-number.ts';
import { planYears, stepIn, type YearPlan } from '../calendar/year-path.ts';
import { MODELLED_VENDORS } from '../market/modelled-vendors.ts';
import { conventionalBits, quarterlyGrowth, waferRevenueRatio } from '../market/redeployment.ts';
import { createSharePlan, fillVendorShares, type SharePlan } from '../market/vendor-shares.ts';
import { firstTerminalQuarter, quarterDiscount, terminalFactor } from '../market/vendor-value.ts';
import { CONVENTIONAL_BASE_YEAR, type ExposureScalarId, type InputLayout } from './input-layout.ts';
import { createKernelTiers, loadKernelTiers, type KernelTiers } from './kernel-tiers.ts';
import type { ExposureWorld } from './types.ts';

/** The quarter for which the conventional market's size is given (conventional_dram_bits_2026q4). */
const CONVENTIONAL_BASE_QUARTER = CONVENTIONAL_BASE_YEAR * 4 + 3;

/** What a run reads, by quarter k unless said otherwise. */
export interface KernelInputs {
  /** mid(k) - asOf, days. */
  readonly daysSinceAsOf: Float64Array;
  readonly baselineHbmUsdBn: Float64Array;
  readonly baselineBnGb: Float64Array;
  readonly contractShare: Float64Array;
  readonly waferRevenueRatio: Float64Array;
  readonly conventionalBnGb: Float64Array;
  /** pc * Bc. */
  readonly conventionalUsdBn: Float64Array;
  /** Discount of a quarter's flow plus, in the last four, what the terminal value adds to it. */
  readonly valueWeight: Float64Array;
  /** By vendor * quarterCount + k. */
  readonly share: Float64Array;
  /** By vendor. */
  readonly conventionalShare: Float64Array;
  readonly contributionMargin: Float64Array;
  readonly keptAfterTax: Float64Array;
}

/** What a run writes, by quarter. */
export interface KernelQuarters {
  readonly memorySaving: Float64Array;
  readonly costSaving: Float64Array;
  readonly usage: Float64Array;
  readonly demandIndex: Float64Array;
  readonly anticipatedIndex: Float64Array;
  /** bn GB at the quarter's end. */
  readonly overhangBnGb: Float64Array;
  readonly backlogShare: Float64Array;
  readonly effectiveDemandIndex: Float64Array;
  readonly priceFloor: Float64Array;
  readonly price: Float64Array;
  readonly volume: Float64Array;
  readonly contractShare: Float64Array;
  readonly revenueRatio: Float64Array;
  readonly conventionalPrice: Float64Array;
}

/** What a run writes of the whole market, by quarter, USD bn: what vendors share out among themselves. */
export interface KernelMarket {
  readonly hbm: Float64Array;
  readonly price: Float64Array;
  readonly volume: Float64Array;
  readonly redeployed: Float64Array;
  readonly spill: Float64Array;
}

/** What a run writes, by vendor, summed over the horizon; USD bn. */
export interface KernelVendors {
  readonly hbmUsdBn: Float64Array;
  readonly ebitPrice: Float64Array;
  readonly ebitVolume: Float64Array;
  readonly ebitRedeployed: Float64Array;
  readonly ebitSpill: Float64Array;
  readonly redeployedUsdBn: Float64Array;
  readonly valueUsdBn: Float64Array;
}

export interface PathKernel {
  readonly quarterCount: number;
  readonly vendorCount: number;
  /** Running number of quarter k = 0. */
  readonly firstQuarter: number;
  readonly inputs: KernelInputs;
  readonly quarters: KernelQuarters;
  readonly market: KernelMarket;
  readonly vendors: KernelVendors;
  /** Null where the registry models no tier. */
  readonly tiers: KernelTiers | null;
  /** Registry values that hold for every quarter. */
  readonly constants: {
    conventionalMargin: number;
    conventionalElasticitySum: number;
    waferTradeRatio: number;
  };
  readonly sharePlan: SharePlan;
  readonly plans: { readonly contractShare: YearPlan; readonly conventionalPrice: YearPlan };
  /** The rates for which `valueWeight` stands: it is filled anew only when they change. */
  readonly valuedAt: { discountRate: number; persistence: number };
  readonly nodes: { readonly contractShare: Float64Array; readonly conventionalPrice: Float64Array };
}

/**
 * Kernel for the first `quarterCount` quarters of a world, its market paths loaded from `values`. Without a shift the
 * tiers' own paths are never read and so not loaded.
 */
export function createPathKernel(
  world: ExposureWorld,
  layout: InputLayout,
  values: Float64Array,
  quarterCount: number,
  isShifted = true,
): PathKernel {
  const vendorCount = MODELLED_VENDORS.length;
  const firstQuarter = parseQuarterLabel(world.quarters[0] ?? '') ?? quarterIndexOf(world.asOf);
  const planOf = ({ firstYear, indices }: YearFamily): YearPlan =>
    planYears({ firstYear, nodeCount: indices.length }, firstQuarter, quarterCount);
  const kernel: PathKernel = {
    quarterCount,
    vendorCount,
    firstQuarter,
    inputs: createInputs(world, firstQuarter, quarterCount, vendorCount),
    quarters: createQuarters(quarterCount),
    market: createMarket(quarterCount),
    vendors: createVendorSums(vendorCount),
    tiers: layout.tiers === null ? null : createKernelTiers(layout.tiers, quarterCount, isShifted),
    constants: { conventionalMargin: 0, conventionalElasticitySum: 1, waferTradeRatio: 0 },
    plans: {
      contractShare: planOf(layout.contractShare),
      conventionalPrice: planOf(layout.conventionalPrice),
    },
    sharePlan: createSharePlan(layout.shares, firstQuarter, quarterCount),
    valuedAt: { discountRate: NaN, persistence: NaN },
    nodes: {
      contractShare: new Float64Array(layout.contractShare.indices.length),
      conventionalPrice: new Float64Array(layout.conventionalPrice.indices.length),
    },
  };
  loadMarketPaths(kernel, layout, values, Float64Array.from(world.hbmPriceUsdPerGb.slice(0, quarterCount)));
  return kernel;
}

function createInputs(
  world: ExposureWorld,
  firstQuarter: number,
  quarterCount: number,
  vendorCount: number,
): KernelInputs {
  const asOfDay = toDayNumber(world.asOf);
  return {
    daysSinceAsOf: Float64Array.from(
      { length: quarterCount },
      (_, k) => midDayOfQuarter(firstQuarter + k) - asOfDay,
    ),
    baselineHbmUsdBn: Float64Array.from(world.baselineHbmUsdBn.slice(0, quarterCount)),
    baselineBnGb: Float64Array.from(world.baselineBnGb.slice(0, quarterCount)),
    contractShare: new Float64Array(quarterCount),
    waferRevenueRatio: new Float64Array(quarterCount),
    conventionalBnGb: new Float64Array(quarterCount),
    conventionalUsdBn: new Float64Array(quarterCount),
    valueWeight: new Float64Array(quarterCount),
    share: new Float64Array(vendorCount * quarterCount),
    conventionalShare: new Float64Array(vendorCount),
    contributionMargin: new Float64Array(vendorCount),
    keptAfterTax: new Float64Array(vendorCount),
  };
}

function createQuarters(count: number): KernelQuarters {
  return {
    memorySaving: new Float64Array(count),
    costSaving: new Float64Array(count),
    usage: new Float64Array(count),
    demandIndex: new Float64Array(count),
    anticipatedIndex: new Float64Array(count),
    overhangBnGb: new Float64Array(count),
    backlogShare: new Float64Array(count),
    effectiveDemandIndex: new Float64Array(count),
    priceFloor: new Float64Array(count),
    price: new Float64Array(count),
    volume: new Float64Array(count),
    contractShare: new Float64Array(count),
    revenueRatio: new Float64Array(count),
    conventionalPrice: new Float64Array(count),
  };
}

function createMarket(count: number): KernelMarket {
  return {
    hbm: new Float64Array(count),
    price: new Float64Array(count),
    volume: new Float64Array(count),
    redeployed: new Float64Array(count),
    spill: new Float64Array(count),
  };
}

/** Empty sums for `count` vendors. */
export function createVendorSums(count: number): KernelVendors {
  return {
    hbmUsdBn: new Float64Array(count),
    ebitPrice: new Float64Array(count),
    ebitVolume: new Float64Array(count),
    ebitRedeployed: new Float64Array(count),
    ebitSpill: new Float64Array(count),
    redeployedUsdBn: new Float64Array(count),
    valueUsdBn: new Float64Array(count),
  };
}

/**
 * Fills the paths that depend on registry values: contracts, wafer trade, conventional market, shares, margins,
 * discounting. `hbmUsdPerGb` is p0 by quarter. Allocates nothing.
 */
export function loadMarketPaths(
  kernel: PathKernel,
  layout: InputLayout,
  values: Float64Array,
  hbmUsdPerGb: Float64Array,
): void {
  const { inputs, constants, nodes } = kernel;
  constants.conventionalMargin = at(layout, values, 'contribution_margin_conventional');
  constants.conventionalElasticitySum =
    at(layout, values, 'conventional_supply_elasticity') +
    at(layout, values, 'conventional_demand_elasticity');
  constants.waferTradeRatio = at(layout, values, 'wafer_trade_ratio');
  fillYearNodes(layout.contractShare, values, nodes.contractShare);
  const base = { year: CONVENTIONAL_BASE_YEAR, value: at(layout, values, 'conventional_dram_price_2026q4') };
  fillChainedNodes(layout.conventionalPrice, values, base, nodes.conventionalPrice);
  const growth = quarterlyGrowth(at(layout, values, 'conventional_bit_growth'));
  let bnGb = conventionalBits(
    at(layout, values, 'conventional_dram_bits_2026q4'),
    at(layout, values, 'conventional_bit_growth'),
    kernel.firstQuarter - CONVENTIONAL_BASE_QUARTER,
  );
  for (let k = 0; k < kernel.quarterCount; k += 1) {
    inputs.conventionalBnGb[k] = bnGb;
    bnGb *= growth;
    loadQuarter(kernel, hbmUsdPerGb, k);
  }
  fillVendorShares(kernel.sharePlan, values, inputs.share);
  loadValueWeights(kernel, at(layout, values, 'discount_rate'), at(layout, values, 'terminal_persistence'));
  if (kernel.tiers?.isShifted === true) loadKernelTiers(kernel.tiers, layout, values, kernel.firstQuarter);
  for (let vendor = 0; vendor < kernel.vendorCount; vendor += 1) {
    inputs.conventionalShare[vendor] = valueAt(values, indexAt(layout.conventionalShare, vendor));
    inputs.contributionMargin[vendor] = valueAt(values, indexAt(layout.contributionMargin, vendor));
    inputs.keptAfterTax[vendor] = 1 - valueAt(values, indexAt(layout.taxRate, vendor));
  }
}

function loadQuarter(kernel: PathKernel, hbmUsdPerGb: Float64Array, k: number): void {
  const { inputs, nodes, constants, plans } = kernel;
  const conventionalUsdPerGb = stepIn(plans.conventionalPrice, nodes.conventionalPrice, k);
  inputs.contractShare[k] = stepIn(plans.contractShare, nodes.contractShare, k);
  inputs.waferRevenueRatio[k] = waferRevenueRatio(
    conventionalUsdPerGb,
    constants.waferTradeRatio,
    valueAt(hbmUsdPerGb, k),
  );
  inputs.conventionalUsdBn[k] = conventionalUsdPerGb * valueAt(inputs.conventionalBnGb, k);
}

function loadValueWeights(kernel: PathKernel, discountRate: number, persistence: number): void {
  const { valuedAt, quarterCount } = kernel;
  if (valuedAt.discountRate === discountRate && valuedAt.persistence === persistence) return;
  const terminal = terminalFactor(discountRate, persistence, quarterCount);
  const firstTerminal = firstTerminalQuarter(quarterCount);
  for (let k = 0; k < quarterCount; k += 1) {
    kernel.inputs.valueWeight[k] = quarterDiscount(discountRate, k) + (k >= firstTerminal ? terminal : 0);
  }
  valuedAt.discountRate = discountRate;
  valuedAt.persistence = persistence;
}

function at(layout: InputLayout, values: Float64Array, id: ExposureScalarId): number {
  return valueAt(values, layout.scalars[id]);
}
