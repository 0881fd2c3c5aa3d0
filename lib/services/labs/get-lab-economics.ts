import 'server-only';

import type { FlagshipItem, LabsQuery, LabsResponse, PriceItem } from '#lib/contracts/labs.ts';
import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import { invalidInput } from '#lib/contracts/request-fault.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import type { CachedCut } from '#lib/core/labs/cached-cuts.ts';
import type { DeepSeekDay } from '#lib/core/labs/deepseek-day.ts';
import { computeLabEconomics } from '#lib/core/labs/lab-economics.ts';
import type { FlagshipStep, LabEconomics, LabRow } from '#lib/core/labs/lab-economics.ts';
import { LABS_CAUTIONS } from '#lib/core/labs/labs-cautions.ts';
import type { LabsWorld } from '#lib/core/labs/labs-world.ts';
import type { ListPrice } from '#lib/core/labs/list-price.ts';
import { DEFAULT_MIX } from '#lib/core/labs/request-mix.ts';
import type { AbsentMix, RequestMix } from '#lib/core/labs/request-mix.ts';
import { err, ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';

import { getLabsWorld } from './get-labs-world.ts';

/** Price against serving cost and gross margin of each lab's flagships, the cached cuts and the disclosed day. */
export async function getLabEconomics(query: LabsQuery): Promise<Result<LabsResponse, RequestFault>> {
  const world = await getLabsWorld(query);
  if (!world.ok) return world;
  const answer = computeLabEconomics(world.value, {
    mix: query.mix ?? DEFAULT_MIX,
    passThrough: query.passThrough ?? null,
    costSaving: query.costSaving ?? null,
    quarter: query.quarter ?? null,
  });

  return answer.ok ? ok(toResponse(world.value, answer.value)) : err(invalidInput(answer.error));
}

function toResponse({ asOf, dataVersion }: LabsWorld, economics: LabEconomics): LabsResponse {
  const { mix, mixes, quarter, costSaving, passThrough, labs, cuts, day } = economics;

  return {
    modelVersion: MODEL_VERSION,
    dataVersion,
    asOf,
    mix: toMix(mix),
    mixes: mixes.map(toMix),
    quarter,
    costSaving: toRange(costSaving),
    passThrough: toRange(passThrough),
    labs: labs.map(toLab),
    cachedCuts: cuts.map(toCut),
    deepseekDay: day === null ? null : toDay(day),
    cautions: LABS_CAUTIONS,
  };
}

type Range = LabsResponse['costSaving'];

function toRange({ low, point, high }: Range): Range {
  return { low, point, high };
}

function toMix(mix: RequestMix | AbsentMix): LabsResponse['mix'] {
  if ('absence' in mix) {
    return { ...mix, inputTokens: null, outputTokens: null, cacheHitRate: null, derivation: null };
  }
  const { id, name, inputTokens, outputTokens, cacheHitRate, derivation } = mix;

  return { id, name, inputTokens, outputTokens, cacheHitRate, derivation, absence: null };
}

function toLab({ lab, steps, absence }: LabRow): LabsResponse['labs'][number] {
  const { id, name, group, choice } = lab;

  return { id, name, group, choice, flagships: steps.map(toFlagship), absence };
}

function toFlagship({ price, blended, cost, priceOverCost, margin }: FlagshipStep): FlagshipItem {
  return {
    ...toPrice(price),
    blendedUsdPerMtok: 'absence' in blended ? null : blended.usdPerMtok,
    isCachedAtInputPrice: 'absence' in blended ? null : blended.isCachedAtInputPrice,
    costUsdPerMtok: 'absence' in cost ? null : toRange(cost),
    costBasis: 'absence' in cost ? null : cost.basis,
    architectureIds: 'absence' in cost ? [] : cost.architectureIds,
    priceOverCost,
    grossMarginBefore: margin === null ? null : margin.before,
    grossMarginAfter: margin === null ? null : margin.after,
    absence: 'absence' in blended ? blended.absence : 'absence' in cost ? cost.absence : null,
  };
}

function toPrice(price: ListPrice): PriceItem {
  return {
    provider: price.provider,
    model: price.model,
    effectiveOn: price.effectiveOn,
    inputUsdPerMtok: price.inputUsdPerMtok,
    cachedInputUsdPerMtok: price.cachedInputUsdPerMtok,
    outputUsdPerMtok: price.outputUsdPerMtok,
    notes: price.notes,
    sourceTitle: price.sourceTitle,
    url: price.url,
    publishedOn: price.publishedOn,
    grade: price.grade,
  };
}

function toCut({ price, ...cut }: CachedCut): LabsResponse['cachedCuts'][number] {
  return { ...toPrice(price), ...cut };
}

function toDay(day: DeepSeekDay): NonNullable<LabsResponse['deepseekDay']> {
  const { price: _price, facts: _facts, loadShare: _loadShare, ...figures } = day;

  return figures;
}
