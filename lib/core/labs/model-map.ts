/**
 * Which published architecture serves a listed model. `own` = the model's own configuration; `sibling` = that of
 * another version, of which the architecture table notes the same layout. A model that is not listed here has no
 * published architecture that the roofline could use: its cost is a range over proxies.
 */
import { priceKey } from './list-price.ts';

export interface ModelMatch {
  /** Id of a row of `model_architectures.csv`. */
  readonly architectureId: string;
  readonly relation: 'own' | 'sibling';
  readonly reason: string;
}

interface MapRow extends ModelMatch {
  readonly provider: string;
  readonly models: readonly string[];
}

const MAP: readonly MapRow[] = [
  own('DeepSeek', ['deepseek-v2 (deepseek-chat)'], 'deepseek-v2', 'served as deepseek-chat'),
  own(
    'DeepSeek',
    ['deepseek-v3 (deepseek-chat)', 'deepseek-r1 (deepseek-reasoner)'],
    'deepseek-v3',
    'V3 and R1 are one architecture row',
  ),
  own(
    'DeepSeek',
    ['deepseek-v3 off-peak 16:30-00:30 UTC', 'deepseek-r1 off-peak 16:30-00:30 UTC'],
    'deepseek-v3',
    'the same models at another hour',
  ),
  sibling('DeepSeek', ['deepseek-v3.1 (chat and reasoner)'], 'deepseek-v3', 'V3.1 shares the layout of V3'),
  own('DeepSeek', ['deepseek-v3.2-exp', 'deepseek-v3.2'], 'deepseek-v3.2', 'one architecture row for both'),
  own(
    'DeepSeek',
    ['deepseek-v4-flash', 'deepseek-v4-flash off-peak', 'deepseek-v4-flash peak'],
    'deepseek-v4-flash',
    'configuration published',
  ),
  own(
    'DeepSeek',
    [
      'deepseek-v4-pro',
      'deepseek-v4-pro (list)',
      'deepseek-v4-pro (promotion)',
      'deepseek-v4-pro off-peak',
      'deepseek-v4-pro peak',
    ],
    'deepseek-v4-pro',
    'configuration published',
  ),
  own('Xiaomi', ['mimo-v2-flash'], 'mimo-v2-flash', 'configuration published'),
  own('Xiaomi', ['mimo-v2.5'], 'mimo-v2.5', 'configuration published'),
  own('Xiaomi', ['mimo-v2.5-pro'], 'mimo-v2.5-pro', 'configuration published'),
  own('Zhipu (Z.ai)', ['glm-4.5'], 'glm-4.5', 'configuration published'),
  sibling('Zhipu (Z.ai)', ['glm-4.6'], 'glm-4.5', 'GLM-4.6 shares the layout of GLM-4.5'),
  own('Zhipu (Z.ai)', ['glm-4.7'], 'glm-4.7', 'configuration published'),
  own('Zhipu (Z.ai)', ['glm-5'], 'glm-5', 'configuration published'),
  sibling('Zhipu (Z.ai)', ['glm-5.1'], 'glm-5', 'GLM-5.1 is laid out as GLM-5'),
  own('Zhipu (Z.ai)', ['glm-5.2'], 'glm-5.2', 'configuration published'),
  sibling('Zhipu (Z.ai)', ['glm-5.3'], 'glm-5.2', 'GLM-5.3 has the layout of GLM-5.2'),
  own(
    'Moonshot AI',
    ['kimi-k2-0711-preview', 'kimi-k2-0905-preview'],
    'kimi-k2',
    'both are snapshots of Kimi K2',
  ),
  own('Moonshot AI', ['kimi-k2.5'], 'kimi-k2.5', 'configuration published'),
  sibling(
    'Moonshot AI',
    ['kimi-k2.6', 'kimi-k2.7-code'],
    'kimi-k2.5',
    'K2.6 and K2.7 share the layout of K2.5',
  ),
  own('MiniMax', ['minimax-m2'], 'minimax-m2', 'configuration published'),
  sibling('MiniMax', ['minimax-m2.5', 'minimax-m2.7'], 'minimax-m2', 'M2.5 and M2.7 share the layout of M2'),
  own('MiniMax', ['minimax-m3'], 'minimax-m3', 'configuration published'),
  own('Alibaba Qwen', ['qwen3-235b-a22b'], 'qwen3-235b-a22b', 'configuration published'),
  own('Alibaba Qwen', ['qwen3-next-80b-a3b-instruct'], 'qwen3-next-80b-a3b', 'configuration published'),
];

const BY_KEY = new Map(
  MAP.flatMap(({ provider, models, ...match }) =>
    models.map((model) => [priceKey(provider, model), match] as const),
  ),
);

/** The architecture behind a listed model; null when none that can be used is published. */
export function findModelMatch(provider: string, model: string): ModelMatch | null {
  return BY_KEY.get(priceKey(provider, model)) ?? null;
}

/** Every listed model with an architecture, for checks against the tables. */
export function listModelMatches(): (ModelMatch & { readonly key: string })[] {
  return [...BY_KEY].map(([key, match]) => ({ key, ...match }));
}

function own(provider: string, models: readonly string[], architectureId: string, reason: string): MapRow {
  return { provider, models, architectureId, relation: 'own', reason };
}

function sibling(
  provider: string,
  models: readonly string[],
  architectureId: string,
  reason: string,
): MapRow {
  return { provider, models, architectureId, relation: 'sibling', reason };
}
