/**
 * Sections 5 to 7 of the model once more, written straight down from the formulas with an object for every quarter
 * and vendor and powers instead of logarithms. It shares no arithmetic with the kernel: tests hold the two against
 * each other, the bench measures them against each other.
 */
import type { PathKernel } from '#lib/core/exposure/kernel.ts';
import type { PathParameters } from '#lib/core/exposure/path-parameters.ts';

export interface NaiveQuarter {
  readonly demandIndex: number;
  readonly price: number;
  readonly volume: number;
  readonly contractShare: number;
  readonly revenueRatio: number;
  readonly conventionalPrice: number;
  readonly freedWafers: number;
  /** Spot revenue ratio had there been no backlog, and with it. */
  readonly spotWithoutQueue: number;
  readonly spot: number;
}

export interface NaiveVendor {
  readonly hbmUsdBn: number;
  readonly ebitUsdBn: number;
  readonly valueUsdBn: number;
}

export interface NaivePath {
  readonly quarters: readonly NaiveQuarter[];
  readonly vendors: readonly NaiveVendor[];
}

/** Path of `p` with the market inputs of `kernel`; the kernel's results are neither read nor written. */
export function runNaivePath(kernel: PathKernel, p: PathParameters): NaivePath {
  let usage = 1;
  const quarters = Array.from({ length: kernel.quarterCount }, (_, k) => {
    const g = progressAt(kernel, p, k);
    const longRun =
      p.usageMultiple === null
        ? Math.min(p.usageCap, Math.pow(1 - p.passThrough * p.costSaving * g, -p.usageElasticity))
        : 1 + (p.usageMultiple - 1) * g;
    usage += p.adjustmentPerQuarter * (longRun - usage);
    return clearQuarter(kernel, p, k, usage, p.memorySaving * g);
  });
  const vendors = Array.from({ length: kernel.vendorCount }, (_, v) => toVendor(kernel, p, quarters, v));
  return { quarters, vendors };
}

function progressAt(kernel: PathKernel, p: PathParameters, k: number): number {
  const x = (kernel.inputs.daysSinceAsOf[k] ?? NaN) / p.savingDurationDays;
  if (x <= 0) return 0;
  return x >= 1 ? 1 : 3 * x ** 2 - 2 * x ** 3;
}

function clearQuarter(
  kernel: PathKernel,
  p: PathParameters,
  k: number,
  usage: number,
  saving: number,
): NaiveQuarter {
  const demandIndex =
    p.trainingShare * (1 - p.trainingSavingRatio * saving) + (1 - p.trainingShare) * (1 - saving) * usage;
  const queue = p.backlogShare * Math.pow(0.5, k / p.backlogHalfLifeQuarters);
  const effective = demandIndex >= 1 ? demandIndex : Math.min(1, demandIndex / (1 - queue));
  const ratio = kernel.inputs.waferRevenueRatio[k] ?? NaN;
  const floor = p.priceFloor ?? Math.min(1, ratio * (1 - p.switchingCostShare));
  const cleared = clear(p, effective, floor);
  const withoutQueue = clear(p, demandIndex, floor);
  const contractShare = p.contractShare ?? kernel.inputs.contractShare[k] ?? NaN;
  const freedWafers = (1 - contractShare) * (1 - cleared.volume);
  const moved =
    (p.redeployableShare *
      freedWafers *
      kernel.constants.waferTradeRatio *
      (kernel.inputs.baselineBnGb[k] ?? NaN)) /
    (kernel.inputs.conventionalBnGb[k] ?? NaN);
  const spot = cleared.price * cleared.volume;
  return {
    demandIndex,
    ...cleared,
    contractShare,
    revenueRatio: contractShare + (1 - contractShare) * spot,
    conventionalPrice: Math.pow(1 + Math.max(-0.5, moved), -1 / kernel.constants.conventionalElasticitySum),
    freedWafers,
    spotWithoutQueue: withoutQueue.price * withoutQueue.volume,
    spot,
  };
}

/** Buyers rule at the floor, sellers at the ceiling, both between. */
function clear(
  p: PathParameters,
  demand: number,
  floor: number,
): { readonly price: number; readonly volume: number } {
  const sum = p.supplyElasticity + p.demandElasticity;
  const price = Math.pow(demand, 1 / sum);
  if (price < floor) return { price: floor, volume: demand * Math.pow(floor, -p.demandElasticity) };
  if (price > p.priceCeiling)
    return { price: p.priceCeiling, volume: Math.pow(p.priceCeiling, p.supplyElasticity) };
  return { price, volume: Math.pow(price, p.supplyElasticity) };
}

function toVendor(
  kernel: PathKernel,
  p: PathParameters,
  quarters: readonly NaiveQuarter[],
  v: number,
): NaiveVendor {
  const { inputs, constants, quarterCount } = kernel;
  const flows = quarters.map((quarter, k) => {
    const baseline = inputs.baselineHbmUsdBn[k] ?? NaN;
    const own = (inputs.share[v * quarterCount + k] ?? NaN) * baseline;
    const { price, volume, contractShare, conventionalPrice } = quarter;
    const ebit =
      own * (1 - contractShare) * (((price - 1) * (1 + volume)) / 2) +
      own * (1 - contractShare) * (((volume - 1) * (1 + price)) / 2) * (inputs.contributionMargin[v] ?? NaN) +
      own *
        p.redeployableShare *
        quarter.freedWafers *
        (inputs.waferRevenueRatio[k] ?? NaN) *
        conventionalPrice *
        constants.conventionalMargin +
      (inputs.conventionalShare[v] ?? NaN) * (inputs.conventionalUsdBn[k] ?? NaN) * (conventionalPrice - 1);
    return { revenue: own * quarter.revenueRatio, ebit, weight: inputs.valueWeight[k] ?? NaN };
  });
  return {
    hbmUsdBn: flows.reduce((sum, flow) => sum + flow.revenue, 0),
    ebitUsdBn: flows.reduce((sum, flow) => sum + flow.ebit, 0),
    valueUsdBn: flows.reduce(
      (sum, flow) => sum + flow.ebit * (inputs.keptAfterTax[v] ?? NaN) * flow.weight,
      0,
    ),
  };
}
