/** The long run in closed form (model 5 and 6): usage fully adjusted, queue and contracts only as given. */
import { ln } from '../elementary.ts';
import { demandIndex, longRunUsage } from '../demand/rebound.ts';
import { effectiveDemandIndex } from '../market/backlog.ts';
import { boundPrice, clearedVolume, unboundedPrice } from '../market/clearing.ts';
import { revenueAfterContracts } from '../market/contracts.ts';
import { netCostSaving, netMemorySaving, type PathParameters } from './path-parameters.ts';

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

/** Steady state of a scenario; ratios to the baseline. A stock bought under contract has been worked off by then. */
export function computeSteadyState(p: PathParameters, market: SteadyMarket): SteadyState {
  const usage = longRunUsageOf(p, 1);
  const index = longRunDemandIndex(p);
  const effective = effectiveDemandIndex(index, market.backlogShare);
  const lnDemand = ln(effective);
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

/** Long-run demand index against a baseline that already holds the anticipated share of the saving. */
export function longRunDemandIndex(p: PathParameters): number {
  return needAt(p, 1) / needAt(p, p.efficiencyInGuidesShare);
}

/** Long-run demand when `share` of the saving has happened; exactly 1 at a share of 0. */
function needAt(p: PathParameters, share: number): number {
  const saving = share * netMemorySaving(p);
  return demandIndex(p.trainingShare, p.trainingSavingRatio * saving, saving, longRunUsageOf(p, share));
}

function longRunUsageOf(p: PathParameters, share: number): number {
  return p.usageMultiple === null
    ? longRunUsage(p.passThrough * share * netCostSaving(p), p.usageElasticity, p.usageCap)
    : 1 + (p.usageMultiple - 1) * share;
}
