/** One scenario over all quarters and vendors (model 5 to 7): demand, market, vendors, quarter by quarter. */
import { ln } from '../elementary.ts';
import { valueAt } from '../assumptions/value-at.ts';
import { adjustUsage, demandIndex, givenUsage, longRunUsage, savingProgress } from '../demand/rebound.ts';
import { backlogDecay, effectiveDemandIndex } from '../market/backlog.ts';
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
import { sumTiers } from './sum-tiers.ts';
import { sumVendors } from './sum-vendors.ts';
import { netCostSaving, netMemorySaving, type PathParameters } from './path-parameters.ts';

/** Fills `kernel.quarters` and `kernel.vendors` for one scenario. Allocates nothing. */
export function runPath(kernel: PathKernel, parameters: PathParameters): void {
  let usage = 1;
  let anticipatedUsage = 1;
  let overhangBnGb = 0;
  let backlog = parameters.backlogShare;
  const decay = backlogDecay(parameters.backlogHalfLifeQuarters);
  for (let k = 0; k < kernel.quarterCount; k += 1) {
    usage = fillSaving(kernel, parameters, k, usage);
    anticipatedUsage = fillAnticipated(kernel, parameters, k, anticipatedUsage);
    overhangBnGb = fillDemand(kernel, parameters, k, overhangBnGb);
    fillHbmMarket(kernel, parameters, k, backlog);
    fillConventionalPrice(kernel, parameters, k);
    fillMarketUsdBn(kernel, parameters, k);
    backlog *= decay;
    overhangBnGb += idleContractBnGb(kernel, parameters, k);
    kernel.quarters.overhangBnGb[k] = overhangBnGb;
  }
  sumVendors(kernel);
  sumTiers(kernel, parameters.tierShares);
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

/** Price, volume and revenue of HBM in quarter k, relative to the baseline's (model 6). */
function fillHbmMarket(kernel: PathKernel, p: PathParameters, k: number, backlog: number): void {
  const { quarters, inputs } = kernel;
  const effective = effectiveDemandIndex(valueAt(quarters.demandIndex, k), backlog);
  const floor = p.priceFloor ?? redeploymentFloor(valueAt(inputs.waferRevenueRatio, k), p.switchingCostShare);
  const lnDemand = ln(effective);
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
}

/** Price of conventional DRAM in quarter k after the wafers that HBM gave up or took. */
function fillConventionalPrice(kernel: PathKernel, p: PathParameters, k: number): void {
  const { quarters, inputs, constants } = kernel;
  const freedShare = freedWaferShare(valueAt(quarters.contractShare, k), valueAt(quarters.volume, k));
  quarters.conventionalPrice[k] = conventionalPrice(
    p.redeployableShare * freedShare * constants.waferTradeRatio * valueAt(inputs.baselineBnGb, k),
    valueAt(inputs.conventionalBnGb, k),
    constants.conventionalElasticitySum,
  );
}

/** Revenue of the market in quarter k and the parts of its change, before vendors share them out (model 6, 7). */
function fillMarketUsdBn(kernel: PathKernel, p: PathParameters, k: number): void {
  const { quarters, inputs, market } = kernel;
  const baseline = valueAt(inputs.baselineHbmUsdBn, k);
  const price = valueAt(quarters.price, k);
  const volume = valueAt(quarters.volume, k);
  const contractShare = valueAt(quarters.contractShare, k);
  const pcRatio = valueAt(quarters.conventionalPrice, k);
  const uncontracted = baseline * (1 - contractShare);
  market.hbm[k] = baseline * valueAt(quarters.revenueRatio, k);
  market.price[k] = uncontracted * priceContribution(price, volume);
  market.volume[k] = uncontracted * volumeContribution(price, volume);
  market.redeployed[k] =
    p.redeployableShare *
    freedWaferShare(contractShare, volume) *
    valueAt(inputs.waferRevenueRatio, k) *
    pcRatio *
    baseline;
  market.spill[k] = valueAt(inputs.conventionalUsdBn, k) * (pcRatio - 1);
}
