/**
 * Open models that stand for a model whose architecture nobody published (GPT, Claude, Gemini, Grok, Qwen-Max, Doubao,
 * Kimi K3 without its active parameters). An assumption, named wherever it is used: three large open models of the
 * time, chosen to lie far apart in parameters used per token. Their cheapest and dearest are the ends of the range.
 */
import type { IsoDate } from '../facts/types.ts';

export interface ProxyEra {
  /** First day of prices that these models stand for. */
  readonly from: IsoDate;
  /** Ids of rows of `model_architectures.csv`. */
  readonly architectureIds: readonly string[];
  readonly words: string;
}

const FIRST_ERA: ProxyEra = {
  from: '1900-01-01',
  architectureIds: ['mixtral-8x22b', 'llama-2-70b', 'falcon-180b'],
  words: 'Mixtral 8x22B (39 bn active), Llama 2 70B and Falcon 180B (dense)',
};

const LATER_ERAS: readonly ProxyEra[] = [
  {
    from: '2024-08-01',
    architectureIds: ['deepseek-v2', 'mistral-large-2407', 'llama-3.1-405b'],
    words: 'DeepSeek-V2 (21 bn active), Mistral Large 2 (123 bn dense) and Llama 3.1 405B (dense)',
  },
  {
    from: '2025-03-01',
    architectureIds: ['deepseek-v3', 'hunyuan-large', 'llama-3.1-405b'],
    words: 'DeepSeek-V3 (37 bn active), Hunyuan-Large (52 bn active) and Llama 3.1 405B (dense)',
  },
  {
    from: '2026-08-15',
    architectureIds: ['minimax-m3', 'deepseek-v4-pro', 'qwen3.8-2.4t-a95b'],
    words: 'MiniMax-M3 (26 bn active), DeepSeek-V4-Pro (49 bn active) and Qwen3.8 2.4T (95 bn active)',
  },
];

/** The models that stand for a closed model priced on `pricedOn`. */
export function findProxyEra(pricedOn: IsoDate): ProxyEra {
  return LATER_ERAS.findLast(({ from }) => from <= pricedOn) ?? FIRST_ERA;
}
