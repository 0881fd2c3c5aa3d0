/**
 * The one day for which a lab published tokens, nodes and prices together: DeepSeek, 27 to 28 February 2025. Cost,
 * revenue and margin recomputed from the stored facts, and the roofline of its model set beside the bill.
 */
import type { Accelerator } from '../efficiency/accelerator.ts';
import { computeBlendedPrice } from './blended-price.ts';
import { rooflineUsdPerMtok } from './cost-corner.ts';
import type { LabsWorld } from './labs-world.ts';
import type { ListPrice } from './list-price.ts';
import { findUsageFact, readRequestMix, type UsageFact } from './request-mix.ts';

/** What the disclosure states beside the facts of `adoption.csv`. Source: DeepSeek, day 6 of the open-source week. */
export const DISCLOSED_DAY = {
  usdPerGpuHour: 2,
  gpusPerNode: 8,
  hours: 24,
  costUsd: 87_072,
  revenueUsd: 562_027,
  /** Profit over cost. */
  costProfitShare: 5.45,
  url: 'https://github.com/deepseek-ai/open-infra-index/blob/main/202502OpenSourceWeek/day_6_one_more_thing_deepseekV3R1_inference_system_overview.md',
} as const;

/** H800 has the memory and the rates of an H100. */
const ACCELERATOR_ID = 'nvidia-h100-sxm';
const ARCHITECTURE_ID = 'deepseek-v3';
const PRICED_MODEL = 'deepseek-r1 (deepseek-reasoner)';
const MTOK_PER_TRILLION = 1e6;

export interface DeepSeekDay {
  readonly averageNodes: number;
  readonly peakNodes: number;
  readonly inputMtok: number;
  readonly cachedMtok: number;
  readonly outputMtok: number;
  readonly costUsd: number;
  /** At the list prices of R1, as the disclosure reckons it: what all tokens would bring, not what was paid. */
  readonly revenueUsd: number;
  readonly grossMargin: number;
  /** Profit over cost. */
  readonly costProfitShare: number;
  readonly costUsdPerMtok: number;
  /** Roofline of DeepSeek-V3 at the disclosed price of the hour, nothing idle; null when it cannot be computed. */
  readonly rooflineUsdPerMtok: number | null;
  /** Roofline over bill: the share of the roofline that the fleet realised. */
  readonly realisedShare: number | null;
  /** Average over peak nodes. */
  readonly loadShare: number;
  readonly price: ListPrice;
  readonly facts: readonly UsageFact[];
}

/** The day from the known facts; null before they were public. */
export function recomputeDeepSeekDay(world: LabsWorld): DeepSeekDay | null {
  const fact = (quantity: string): UsageFact | null =>
    findUsageFact(world.usage, { quantity, subject: 'DeepSeek' });
  const nodes = fact('nodes_average');
  const peak = fact('nodes_peak');
  const input = fact('input_tokens_per_day');
  const hits = fact('cache_hit_tokens_per_day');
  const output = fact('output_tokens_per_day');
  const price = world.prices.find((row) => row.provider === 'DeepSeek' && row.model === PRICED_MODEL);
  if (!nodes || !peak || !input || !hits || !output || !price) return null;

  const tokens = {
    inputTokens: input.value,
    outputTokens: output.value,
    cacheHitRate: hits.value / input.value,
  };
  const blended = computeBlendedPrice(price, tokens);
  if ('absence' in blended) return null;
  const mtok = (input.value + output.value) * MTOK_PER_TRILLION;
  const costUsd = nodes.value * DISCLOSED_DAY.gpusPerNode * DISCLOSED_DAY.hours * DISCLOSED_DAY.usdPerGpuHour;
  const revenueUsd = blended.usdPerMtok * mtok;
  const roofline = rooflineOfDay(world);
  return {
    averageNodes: nodes.value,
    peakNodes: peak.value,
    inputMtok: input.value * MTOK_PER_TRILLION,
    cachedMtok: hits.value * MTOK_PER_TRILLION,
    outputMtok: output.value * MTOK_PER_TRILLION,
    costUsd,
    revenueUsd,
    grossMargin: 1 - costUsd / revenueUsd,
    costProfitShare: revenueUsd / costUsd - 1,
    costUsdPerMtok: costUsd / mtok,
    rooflineUsdPerMtok: roofline,
    realisedShare: roofline === null ? null : roofline / (costUsd / mtok),
    loadShare: nodes.value / peak.value,
    price,
    facts: [nodes, peak, input, hits, output],
  };
}

function rooflineOfDay({ usage, models, accelerators, defaults }: LabsWorld): number | null {
  const mix = readRequestMix(usage, 'deepseek');
  const model = models.find(({ id }) => id === ARCHITECTURE_ID);
  const accelerator: Accelerator | undefined = accelerators.find(({ id }) => id === ACCELERATOR_ID);
  if ('absence' in mix || model === undefined || accelerator === undefined) return null;
  const utilisation = {
    memoryUtilisation: defaults.memoryUtilisation.point,
    bandwidthUtilisation: defaults.bandwidthUtilisation.point,
    computeUtilisation: defaults.computeUtilisation.point,
  };
  const corner = { accelerator, usdPerAcceleratorHour: DISCLOSED_DAY.usdPerGpuHour, utilisation };
  return rooflineUsdPerMtok(model, mix, corner, defaults.indexerHeads.point);
}
