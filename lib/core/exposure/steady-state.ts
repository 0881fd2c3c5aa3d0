/** The long run in closed form (model 5 and 6): usage fully adjusted, queue and contracts only as given. */
import { demandIndex, longRunUsage } from '../demand/rebound.ts';
import { effectiveDemandIndex } from '../market/backlog.ts';
import { boundPrice, clearedVolume, unboundedPrice } from '../market/clearing.ts';
import { revenueAfterContracts } from '../market/contracts.ts';
import type { PathParameters } from './path-parameters.ts';

/** What lasts into the long run besides the parameters. */
export interface SteadyMarket {
  readonly backlogShare: number;
  readonly contractShare: number;
  readonly priceFloor: number;
}

export interface SteadyState {
  readonly usage: number;
  readonly demandIndex: number;
  readonly effectiveDemandIndex: number;
  readonly price: number;
  readonly volume: number;
  readonly spotRevenueRatio: number;
  readonly revenueRatio: number;
}

/** Steady state of a scenario; ratios to the baseline. */
export function computeSteadyState(p: PathParameters, market: SteadyMarket): SteadyState {
  const usage = p.usageMultiple ?? longRunUsage(p.passThrough * p.costSaving, p.usageElasticity, p.usageCap);
  const index = demandIndex(p.trainingShare, p.trainingSavingRatio * p.memorySaving, p.memorySaving, usage);
  const effective = effectiveDemandIndex(index, market.backlogShare);
  const lnDemand = Math.log(effective);
  const unbounded = unboundedPrice(lnDemand, p.supplyElasticity, p.demandElasticity);
  const price = boundPrice(unbounded, market.priceFloor, p.priceCeiling);
  const volume = clearedVolume(
    lnDemand,
    unbounded,
    p.supplyElasticity,
    p.demandElasticity,
    market.priceFloor,
    p.priceCeiling,
  );
  return {
    usage,
    demandIndex: index,
    effectiveDemandIndex: effective,
    price,
    volume,
    spotRevenueRatio: price * volume,
    revenueRatio: revenueAfterContracts(market.contractShare, price * volume),
  };
}
