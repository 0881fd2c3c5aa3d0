/** Lab economics of one choice: each lab's flagship prices against what the roofline says tokens cost (model.md 5). */
import type { RangedValue } from '../efficiency/one-at-a-time.ts';
import { judgeFreshness, lastDayOf, type Freshness } from '../freshness/freshness.ts';
import type { InputFault } from '../input-fault.ts';
import { err, ok, type Result } from '../result.ts';
import { computeBlendedPrice, type BlendedPrice } from './blended-price.ts';
import { countingPrices, flagshipPrices } from './catalogue-prices.ts';
import { findCachedCuts, type CachedCut } from './cached-cuts.ts';
import { defaultSavingQuarter, readFleetCostSaving } from './cost-saving.ts';
import { recomputeDeepSeekDay, type DeepSeekDay } from './deepseek-day.ts';
import { computeLabMargin, type LabMargin } from './lab-margins.ts';
import { LABS, type LabProfile } from './lab-profiles.ts';
import { findChoiceFaults, type LabsChoice } from './labs-choice.ts';
import type { LabsWorld } from './labs-world.ts';
import type { ListPrice } from './list-price.ts';
import { MIX_IDS, readRequestMix, type AbsentMix, type RequestMix } from './request-mix.ts';
import { computeServingCost, type ServingCostAnswer } from './serving-cost.ts';

/** One flagship price from its first day until the next. */
export interface FlagshipStep {
  readonly price: ListPrice;
  readonly blended: BlendedPrice;
  readonly cost: ServingCostAnswer;
  /** Blended price over cost at its point; null when either is absent. */
  readonly priceOverCost: number | null;
  readonly margin: LabMargin | null;
}

export interface LabRow {
  readonly lab: LabProfile;
  /** Oldest first. */
  readonly steps: readonly FlagshipStep[];
  /** The step in effect on the as-of date that has a blended price and a cost; null with `absence`. */
  readonly current: FlagshipStep | null;
  readonly absence: string | null;
  /** Of the day on which the provider's list was last seen; null before any price of it. */
  readonly freshness: Freshness | null;
}

/** A range and whether the reader held it. */
export interface ChosenRange extends RangedValue {
  readonly isGiven: boolean;
}

export interface LabEconomics {
  readonly mix: RequestMix | AbsentMix;
  readonly mixes: readonly (RequestMix | AbsentMix)[];
  readonly quarter: string;
  readonly costSaving: ChosenRange;
  readonly passThrough: ChosenRange;
  readonly labs: readonly LabRow[];
  readonly cuts: readonly CachedCut[];
  /** Null before the disclosure. */
  readonly day: DeepSeekDay | null;
}

/** Economics of `choice` in `world`; faults at the fields of the choice, all at once. */
export function computeLabEconomics(
  world: LabsWorld,
  choice: LabsChoice,
): Result<LabEconomics, InputFault[]> {
  const faults = findChoiceFaults(choice, world.asOf);
  if (faults.length > 0) return err(faults);

  const mixes = MIX_IDS.map((id) => readRequestMix(world.usage, id));
  const mix = readRequestMix(world.usage, choice.mix);
  const quarter = choice.quarter ?? defaultSavingQuarter(world.asOf);
  const { passThrough: row } = world;
  const costSaving = choose(choice.costSaving, () => readFleetCostSaving(world, quarter));
  const passThrough = choose(choice.passThrough, () => ({ low: row.low, point: row.point, high: row.high }));
  const inputs = { world, mix, costSaving, passThrough };
  return ok({
    mix,
    mixes,
    quarter,
    costSaving,
    passThrough,
    labs: LABS.map((lab) => toLabRow(lab, inputs)),
    cuts: findCachedCuts(countingPrices(pricesInEffect(world))),
    day: recomputeDeepSeekDay(world),
  });
}

/** Prices known and in effect by the as-of date: an announced price of a later day is not a price yet. */
export function pricesInEffect({ prices, asOf }: Pick<LabsWorld, 'prices' | 'asOf'>): ListPrice[] {
  return prices.filter(({ effectiveOn }) => effectiveOn <= asOf);
}

interface RowInputs {
  readonly world: LabsWorld;
  readonly mix: RequestMix | AbsentMix;
  readonly costSaving: RangedValue;
  readonly passThrough: RangedValue;
}

function choose(given: number | null, sourced: () => RangedValue): ChosenRange {
  if (given === null) return { ...sourced(), isGiven: false };
  return { low: given, point: given, high: given, isGiven: true };
}

function toLabRow(lab: LabProfile, inputs: RowInputs): LabRow {
  const inEffect = pricesInEffect(inputs.world);
  const rows = flagshipPrices(inEffect, lab);
  const freshness = judgeList(lab, inEffect, inputs.world);
  const steps = rows.map((price) => toStep(price, inputs));
  const current = steps.at(-1);
  if (current === undefined)
    return { lab, steps, current: null, absence: 'no price of a flagship was listed yet', freshness };
  const absence = absenceOf(current);
  return { lab, steps, current: absence === null ? current : null, absence, freshness };
}

/** A list is as fresh as the newest day on which any of its prices was seen, changed or not. */
function judgeList(
  { provider }: LabProfile,
  prices: readonly ListPrice[],
  { asOf, listsSeenOn }: LabsWorld,
): Freshness | null {
  const ofLab = countingPrices(prices.filter((price) => price.provider === provider));
  const seen = ofLab.flatMap(({ effectiveOn, publishedOn }) => [
    effectiveOn,
    ...(publishedOn === null || publishedOn === '' ? [] : [lastDayOf(publishedOn)]),
  ]);
  const newestOn = [...seen, listsSeenOn[provider] ?? '']
    .filter((day) => day !== '' && day <= asOf)
    .sort()
    .at(-1);
  return newestOn === undefined ? null : judgeFreshness({ kind: 'token-price', newestOn }, asOf);
}

function absenceOf({ blended, cost, margin }: FlagshipStep): string | null {
  if ('absence' in blended) return blended.absence;
  if ('absence' in cost) return cost.absence;
  return margin === null ? 'the whole price would be passed on' : null;
}

function toStep(price: ListPrice, { world, mix, costSaving, passThrough }: RowInputs): FlagshipStep {
  if ('absence' in mix) {
    const absent = { absence: mix.absence };
    return { price, blended: absent, cost: absent, priceOverCost: null, margin: null };
  }
  const blended = computeBlendedPrice(price, mix);
  const cost = computeServingCost(world, { ...price, pricedOn: price.effectiveOn }, mix);
  if ('absence' in blended || 'absence' in cost) {
    return { price, blended, cost, priceOverCost: null, margin: null };
  }
  const { usdPerMtok } = blended;
  return {
    price,
    blended,
    cost,
    priceOverCost: usdPerMtok / cost.point,
    margin: computeLabMargin({ priceUsdPerMtok: usdPerMtok, costUsdPerMtok: cost, costSaving, passThrough }),
  };
}
