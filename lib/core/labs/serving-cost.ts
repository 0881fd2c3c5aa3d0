/**
 * What a million tokens of a mix cost to serve: the serving roofline of the model's architecture over the share of it
 * that a fleet realises. A range, one input at a time, swings combined as ratios in quadrature (one-at-a-time.ts). It
 * holds accelerator time only: no training, staff, sales, network or power beyond the price of the hour.
 */
import { ln } from '../elementary.ts';
import type { ModelArchitecture } from '../efficiency/architecture.ts';
import { combineRatios, type RangedValue, type Swing } from '../efficiency/one-at-a-time.ts';
import type { ServingDefaults } from '../efficiency/serving-defaults.ts';
import {
  findHardware,
  pointCorner,
  rooflineUsdPerMtok,
  type Corner,
  type CostWorld,
  type KnownHardware,
  type TokenMix,
  type Utilisation,
} from './cost-corner.ts';
import { DEPLOYED_ACCELERATORS, OTHER_HARDWARE, POINT_HARDWARE, REALISED_SHARE } from './deployment.ts';
import { findModelMatch, type ModelMatch } from './model-map.ts';
import { findProxyEra } from './proxy-models.ts';

/** How a model's architecture is known; `proxy` = nobody published it. */
export type CostBasis = ModelMatch['relation'] | 'proxy';

export interface ServingCost extends RangedValue {
  readonly basis: CostBasis;
  /** Which architecture, and why. */
  readonly basisWords: string;
  readonly architectureIds: readonly string[];
  readonly hardware: string;
  readonly swings: readonly Swing[];
}

export type ServingCostAnswer = ServingCost | { readonly absence: string };

const UTILISATIONS: readonly { readonly field: Utilisation; readonly input: string }[] = [
  { field: 'memoryUtilisation', input: 'Usable share of HBM' },
  { field: 'bandwidthUtilisation', input: 'Achieved share of HBM bandwidth' },
  { field: 'computeUtilisation', input: 'Achieved share of peak compute' },
];

/** Cost of serving a listed model priced on `pricedOn`, or why there is none. */
export function computeServingCost(
  world: CostWorld,
  listed: { readonly provider: string; readonly model: string; readonly pricedOn: string },
  mix: TokenMix,
): ServingCostAnswer {
  const match = findModelMatch(listed.provider, listed.model);
  const era = findProxyEra(listed.pricedOn);
  const wanted = match === null ? era.architectureIds : [match.architectureId];
  const models = wanted
    .map((id) => world.models.find((model) => model.id === id))
    .filter((model) => model !== undefined);
  const hardware =
    findHardware(world, POINT_HARDWARE) ?? findHardware(world, OTHER_HARDWARE[0] ?? POINT_HARDWARE);
  if (models.length === 0) {
    return { absence: 'no architecture that could stand for it was published by that date' };
  }
  if (hardware === null) return { absence: 'no accelerator to serve it on was on the market by that date' };

  const range = rangeOfCost(world, models, mix, hardware);
  if (range === null) {
    return { absence: `cannot be served on ${String(DEPLOYED_ACCELERATORS)} × ${hardware.name} at this mix` };
  }
  return {
    ...range,
    basis: match?.relation ?? 'proxy',
    basisWords:
      match?.reason ??
      `no usable architecture is published; ${era.words} stand for it, which is an assumption`,
    architectureIds: models.map(({ id }) => id),
    hardware: `${String(DEPLOYED_ACCELERATORS)} × ${hardware.name}`,
  };
}

function rangeOfCost(
  world: CostWorld,
  models: readonly ModelArchitecture[],
  mix: TokenMix,
  hardware: KnownHardware,
): (RangedValue & { readonly swings: readonly Swing[] }) | null {
  const { defaults } = world;
  const centre = pointCorner(defaults, hardware);
  const costOf = (model: ModelArchitecture, corner: Corner): number | null =>
    rooflineUsdPerMtok(model, mix, corner, defaults.indexerHeads.point);
  const costs = models
    .map((model) => ({ model, cost: costOf(model, centre) }))
    .flatMap(({ model, cost }) => (cost === null ? [] : [{ model, cost }]))
    .toSorted((a, b) => a.cost - b.cost);
  const middle = costs[Math.floor(costs.length / 2)];
  const cheapest = costs[0];
  const dearest = costs.at(-1);
  if (middle === undefined || cheapest === undefined || dearest === undefined) return null;

  const at = (corner: Corner): number => costOf(middle.model, corner) ?? middle.cost;
  const swings: Swing[] = [
    ...(costs.length > 1
      ? [{ input: 'Model that stands for it', atLow: cheapest.cost, atHigh: dearest.cost }]
      : []),
    hourSwing(middle.cost, defaults),
    hardwareSwing(world, centre, hardware, at, middle.cost),
    ...UTILISATIONS.map(({ field, input }) => ({
      input,
      atLow: at({ ...centre, utilisation: { ...centre.utilisation, [field]: defaults[field].low } }),
      atHigh: at({ ...centre, utilisation: { ...centre.utilisation, [field]: defaults[field].high } }),
    })),
  ];
  return realise(middle.cost, swings);
}

/** Cost is proportional to the price of the hour. */
function hourSwing(cost: number, { usdPerAcceleratorHour: hour }: ServingDefaults): Swing {
  return {
    input: 'Price of an accelerator-hour',
    atLow: (cost * hour.low) / hour.point,
    atHigh: (cost * hour.high) / hour.point,
  };
}

function hardwareSwing(
  world: CostWorld,
  centre: Corner,
  used: KnownHardware,
  at: (corner: Corner) => number,
  cost: number,
): Swing {
  const others = OTHER_HARDWARE.map((choice) => findHardware(world, choice))
    .filter((other) => other !== null && other.acceleratorId !== used.acceleratorId)
    .filter((other) => other !== null)
    .map((other) => at({ ...pointCorner(world.defaults, other), utilisation: centre.utilisation }));
  return {
    input: 'Accelerator generation',
    atLow: Math.min(cost, ...others),
    atHigh: Math.max(cost, ...others),
  };
}

/** Roofline figures over the share that a fleet realises, with the swing of that share among the others. */
function realise(
  roofline: number,
  rooflineSwings: readonly Swing[],
): RangedValue & { readonly swings: readonly Swing[] } {
  const point = roofline / REALISED_SHARE.point;
  const swings = [
    ...rooflineSwings.map(({ input, atLow, atHigh }) => ({
      input,
      atLow: atLow / REALISED_SHARE.point,
      atHigh: atHigh / REALISED_SHARE.point,
    })),
    {
      input: 'Share of the roofline that a fleet realises',
      atLow: roofline / REALISED_SHARE.low,
      atHigh: roofline / REALISED_SHARE.high,
    },
  ];
  return {
    point,
    ...combineRatios(point, swings),
    swings: swings.toSorted((a, b) => widthOf(b) - widthOf(a)),
  };
}

function widthOf({ atLow, atHigh }: Swing): number {
  return Math.abs(ln(atHigh / atLow));
}
