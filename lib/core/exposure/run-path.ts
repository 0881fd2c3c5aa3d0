/** One scenario over all quarters and vendors (model 5 to 7): demand, market, vendors, quarter by quarter. */
import { valueAt } from '../assumptions/value-at.ts';
import { adjustUsage, demandIndex, givenUsage, longRunUsage, savingProgress } from '../demand/rebound.ts';
import { backlogShareAt, effectiveDemandIndex } from '../market/backlog.ts';
import {
  boundPrice,
  clearedVolume,
  priceContribution,
  unboundedPrice,
  volumeContribution,
} from '../market/clearing.ts';
import { idleContractVolume, releasedStock, revenueAfterContracts } from '../market/contracts.ts';
import { conventionalPrice, freedWaferShare, redeploymentFloor } from '../market/redeployment.ts';
import type { PathKernel } from './kernel.ts';
import { netCostSaving, netMemorySaving, type PathParameters } from './path-parameters.ts';

/** Fills `kernel.quarters` and `kernel.vendors` for one scenario. Allocates nothing. */
export function runPath(kernel: PathKernel, parameters: PathParameters): void {
  const { vendors } = kernel;
  vendors.hbmUsdBn.fill(0);
  vendors.ebitPrice.fill(0);
  vendors.ebitVolume.fill(0);
  vendors.ebitRedeployed.fill(0);
  vendors.ebitSpill.fill(0);
  vendors.redeployedUsdBn.fill(0);
  vendors.valueUsdBn.fill(0);
  let usage = 1;
  let anticipatedUsage = 1;
  let overhangBnGb = 0;
  for (let k = 0; k < kernel.quarterCount; k += 1) {
    usage = fillSaving(kernel, parameters, k, usage);
    anticipatedUsage = fillAnticipated(kernel, parameters, k, anticipatedUsage);
    overhangBnGb = fillDemand(kernel, parameters, k, overhangBnGb);
    fillMarket(kernel, parameters, k);
    overhangBnGb += idleContractBnGb(kernel, parameters, k);
    kernel.quarters.overhangBnGb[k] = overhangBnGb;
    addVendors(kernel, parameters, k);
  }
}

/** Saving, cost saving and usage of quarter k; the usage is carried to the next quarter. */
function fillSaving(kernel: PathKernel, p: PathParameters, k: number, usageBefore: number): number {
  const { quarters } = kernel;
  const shape = p.savingShape;
  const step =
    shape === null ? savingProgress(valueAt(kernel.inputs.daysSinceAsOf, k), p.savingDurationDays) : 0;
  const progress = shape === null ? step : valueAt(shape.memory, k);
  const saving = netMemorySaving(p) * progress;
  const costSaving = netCostSaving(p) * (shape === null ? step : valueAt(shape.cost, k));
  const longRun =
    p.usageMultiple === null
      ? longRunUsage(p.passThrough * costSaving, p.usageElasticity, p.usageCap)
      : givenUsage(p.usageMultiple, progress);
  const usage = adjustUsage(usageBefore, longRun, p.adjustmentPerQuarter);
  quarters.memorySaving[k] = saving;
  quarters.costSaving[k] = costSaving;
  quarters.usage[k] = usage;
  return usage;
}

/** Index that the capex guides expected already: the same path for their share of the saving. */
function fillAnticipated(kernel: PathKernel, p: PathParameters, k: number, usageBefore: number): number {
  const { quarters } = kernel;
  const share = p.efficiencyInGuidesShare;
  if (share === 0) {
    quarters.anticipatedIndex[k] = 1;
    return 1;
  }
  const saving = share * valueAt(quarters.memorySaving, k);
  const costSaving = share * valueAt(quarters.costSaving, k);
  const longRun =
    p.usageMultiple === null
      ? longRunUsage(p.passThrough * costSaving, p.usageElasticity, p.usageCap)
      : givenUsage(p.usageMultiple, share * progressAt(p, valueAt(quarters.memorySaving, k)));
  const usage = adjustUsage(usageBefore, longRun, p.adjustmentPerQuarter);
  quarters.anticipatedIndex[k] = demandIndex(p.trainingShare, p.trainingSavingRatio * saving, saving, usage);
  return usage;
}

/** How far the saving has come, 0 to 1; 1 where nothing is saved, since the multiple of usage then stands alone. */
function progressAt(p: PathParameters, saving: number): number {
  const net = netMemorySaving(p);
  return net === 0 ? 1 : saving / net;
}

/** Demand index of quarter k; returns what is left of the stock bought without need, bn GB. */
function fillDemand(kernel: PathKernel, p: PathParameters, k: number, overhangBnGb: number): number {
  const { quarters, inputs } = kernel;
  const saving = valueAt(quarters.memorySaving, k);
  const needed =
    demandIndex(p.trainingShare, p.trainingSavingRatio * saving, saving, valueAt(quarters.usage, k)) /
    valueAt(quarters.anticipatedIndex, k);
  const baselineBnGb = valueAt(inputs.baselineBnGb, k);
  const released = releasedStock(overhangBnGb, p.overhangReleasePerQuarter, needed * baselineBnGb);
  quarters.demandIndex[k] = needed - released / baselineBnGb;
  return overhangBnGb - released;
}

/** Volume bought under contract in quarter k that nobody needs and that will replace later orders, bn GB. */
function idleContractBnGb(kernel: PathKernel, p: PathParameters, k: number): number {
  const { quarters, inputs } = kernel;
  return idleContractVolume(
    p.contractOverhangShare,
    valueAt(quarters.contractShare, k),
    valueAt(quarters.volume, k),
    valueAt(inputs.baselineBnGb, k),
  );
}

function fillMarket(kernel: PathKernel, p: PathParameters, k: number): void {
  const { quarters, inputs } = kernel;
  const backlog = backlogShareAt(p.backlogShare, p.backlogHalfLifeQuarters, k);
  const effective = effectiveDemandIndex(valueAt(quarters.demandIndex, k), backlog);
  const floor = p.priceFloor ?? redeploymentFloor(valueAt(inputs.waferRevenueRatio, k), p.switchingCostShare);
  const lnDemand = Math.log(effective);
  const unbounded = unboundedPrice(lnDemand, p.supplyElasticity, p.demandElasticity);
  const price = boundPrice(unbounded, floor, p.priceCeiling);
  const volume = clearedVolume(
    lnDemand,
    unbounded,
    p.supplyElasticity,
    p.demandElasticity,
    floor,
    p.priceCeiling,
  );
  const contractShare = p.contractShare ?? valueAt(inputs.contractShare, k);
  quarters.backlogShare[k] = backlog;
  quarters.effectiveDemandIndex[k] = effective;
  quarters.priceFloor[k] = floor;
  quarters.price[k] = price;
  quarters.volume[k] = volume;
  quarters.contractShare[k] = contractShare;
  quarters.revenueRatio[k] = revenueAfterContracts(contractShare, price * volume);
  quarters.conventionalPrice[k] = conventionalPrice(
    p.redeployableShare *
      freedWaferShare(contractShare, volume) *
      kernel.constants.waferTradeRatio *
      valueAt(inputs.baselineBnGb, k),
    valueAt(inputs.conventionalBnGb, k),
    kernel.constants.conventionalElasticitySum,
  );
}

/** Adds quarter k to every vendor: revenue and the four parts of dEBIT (model 7). */
function addVendors(kernel: PathKernel, p: PathParameters, k: number): void {
  const { quarters, inputs, vendors, quarterCount, vendorCount } = kernel;
  const baseline = valueAt(inputs.baselineHbmUsdBn, k);
  const price = valueAt(quarters.price, k);
  const volume = valueAt(quarters.volume, k);
  const contractShare = valueAt(quarters.contractShare, k);
  const pcRatio = valueAt(quarters.conventionalPrice, k);
  const uncontracted = baseline * (1 - contractShare);
  const marketHbm = baseline * valueAt(quarters.revenueRatio, k);
  const marketPrice = uncontracted * priceContribution(price, volume);
  const marketVolume = uncontracted * volumeContribution(price, volume);
  const marketRedeployed =
    p.redeployableShare *
    freedWaferShare(contractShare, volume) *
    valueAt(inputs.waferRevenueRatio, k) *
    pcRatio *
    baseline;
  const marketSpill = valueAt(inputs.conventionalUsdBn, k) * (pcRatio - 1);
  const weight = valueAt(inputs.valueWeight, k);
  for (let v = 0; v < vendorCount; v += 1) {
    const share = valueAt(inputs.share, v * quarterCount + k);
    const ebitPrice = share * marketPrice;
    const ebitVolume = share * marketVolume * valueAt(inputs.contributionMargin, v);
    const redeployed = share * marketRedeployed;
    const ebitRedeployed = redeployed * kernel.constants.conventionalMargin;
    const ebitSpill = valueAt(inputs.conventionalShare, v) * marketSpill;
    const kept = (ebitPrice + ebitVolume + ebitRedeployed + ebitSpill) * valueAt(inputs.keptAfterTax, v);
    vendors.hbmUsdBn[v] = valueAt(vendors.hbmUsdBn, v) + share * marketHbm;
    vendors.ebitPrice[v] = valueAt(vendors.ebitPrice, v) + ebitPrice;
    vendors.ebitVolume[v] = valueAt(vendors.ebitVolume, v) + ebitVolume;
    vendors.ebitRedeployed[v] = valueAt(vendors.ebitRedeployed, v) + ebitRedeployed;
    vendors.ebitSpill[v] = valueAt(vendors.ebitSpill, v) + ebitSpill;
    vendors.redeployedUsdBn[v] = valueAt(vendors.redeployedUsdBn, v) + redeployed;
    vendors.valueUsdBn[v] = valueAt(vendors.valueUsdBn, v) + kept * weight;
  }
}
