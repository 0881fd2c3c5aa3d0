/** Where a change of revenue went: absorbed by backlog and contract, taken by price and volume (model 6). */
import { ln } from '../elementary.ts';
import { valueAt } from '../assumptions/value-at.ts';
import { demandIndex } from '../demand/rebound.ts';
import {
  boundPrice,
  clearedVolume,
  priceContribution,
  unboundedPrice,
  volumeContribution,
} from '../market/clearing.ts';
import type { PathKernel } from './kernel.ts';
import type { PathParameters } from './path-parameters.ts';
import type { ExposureAnswer } from './types.ts';

/**
 * Parts summed over the horizon, USD bn, from a kernel that has just run `parameters`. With R_a the spot revenue
 * ratio without backlog and R_b with it: unabsorbed = R_a - 1, backlog = R_b - R_a, contract = kappa (1 - R_b);
 * their sum is price + volume, the change of revenue.
 */
export function attributeChange(
  kernel: PathKernel,
  parameters: PathParameters,
): ExposureAnswer['attributionUsdBn'] {
  const { quarters, inputs } = kernel;
  const parts = { unabsorbed: 0, backlog: 0, contract: 0, price: 0, volume: 0 };
  for (let k = 0; k < kernel.quarterCount; k += 1) {
    const baseline = valueAt(inputs.baselineHbmUsdBn, k);
    const contractShare = valueAt(quarters.contractShare, k);
    const price = valueAt(quarters.price, k);
    const volume = valueAt(quarters.volume, k);
    const withoutQueue = spotRevenueRatio(
      parameters,
      valueAt(quarters.demandIndex, k),
      valueAt(quarters.priceFloor, k),
    );
    parts.unabsorbed += baseline * (withoutQueue - 1);
    parts.backlog += baseline * (price * volume - withoutQueue);
    parts.contract += baseline * contractShare * (1 - price * volume);
    parts.price += baseline * (1 - contractShare) * priceContribution(price, volume);
    parts.volume += baseline * (1 - contractShare) * volumeContribution(price, volume);
  }
  return parts;
}

/**
 * The same change by cause, USD bn over the horizon, each taken with what stands before it: the saving alone (usage
 * unchanged), the rebound, what the guides expected already, the stock bought under contract, then the queue and the
 * contracts. Their sum is the change of revenue.
 */
export function attributeCauses(
  kernel: PathKernel,
  parameters: PathParameters,
): ExposureAnswer['causesUsdBn'] {
  const { quarters, inputs } = kernel;
  const causes = { saving: 0, rebound: 0, anticipated: 0, overhang: 0, backlog: 0, contract: 0 };
  for (let k = 0; k < kernel.quarterCount; k += 1) {
    const baseline = valueAt(inputs.baselineHbmUsdBn, k);
    const floor = valueAt(quarters.priceFloor, k);
    const saving = valueAt(quarters.memorySaving, k);
    const trainingSaving = parameters.trainingSavingRatio * saving;
    const index = (usage: number): number =>
      demandIndex(parameters.trainingShare, trainingSaving, saving, usage);
    const rebounded = index(valueAt(quarters.usage, k));
    const saved = spotRevenueRatio(parameters, index(1), floor);
    const withUsage = spotRevenueRatio(parameters, rebounded, floor);
    const unexpected = spotRevenueRatio(parameters, rebounded / valueAt(quarters.anticipatedIndex, k), floor);
    const withoutQueue = spotRevenueRatio(parameters, valueAt(quarters.demandIndex, k), floor);
    const spot = valueAt(quarters.price, k) * valueAt(quarters.volume, k);
    causes.saving += baseline * (saved - 1);
    causes.rebound += baseline * (withUsage - saved);
    causes.anticipated += baseline * (unexpected - withUsage);
    causes.overhang += baseline * (withoutQueue - unexpected);
    causes.backlog += baseline * (spot - withoutQueue);
    causes.contract += baseline * valueAt(quarters.contractShare, k) * (1 - spot);
  }
  return causes;
}

function spotRevenueRatio(p: PathParameters, demand: number, floor: number): number {
  const lnDemand = ln(demand);
  const unbounded = unboundedPrice(lnDemand, p.supplyElasticity, p.demandElasticity);
  const volume = clearedVolume(
    lnDemand,
    unbounded,
    p.supplyElasticity,
    p.demandElasticity,
    floor,
    p.priceCeiling,
  );
  return boundPrice(unbounded, floor, p.priceCeiling) * volume;
}
