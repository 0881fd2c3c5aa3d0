/**
 * Which model of OpenRouter's list is which of the price table: by name, one by one, never by likeness. Listed are ids
 * that were seen in use (the catalogue of https://models.dev for OpenRouter, and public programs that call them).
 *
 * What the list's price is was checked against our rows in July 2026: of OpenAI, Anthropic, Google, xAI and ByteDance
 * it equals the lab's own; of the others it lies below, since OpenRouter states the "lowest price structure" among the
 * hosts of a model (https://openrouter.ai/docs/api-reference/list-available-models), and sells Qwen's closed models at
 * a discount. So the first are passed on and the second are not the lab's price.
 */
import type { CatalogueMeasure } from '#lib/core/labs/catalogue-prices.ts';

/** A model of the list that we know. */
export interface MappedModel {
  /** As the list has it. */
  readonly modelId: string;
  /** Provider and model text of the price table. */
  readonly provider: string;
  readonly model: string;
  readonly measure: CatalogueMeasure;
  /** Why it is this model, where the names do not say so. */
  readonly reason: string | null;
}

interface MapGroup {
  readonly author: string;
  readonly provider: string;
  readonly measure: CatalogueMeasure;
  /** Model texts that the list has under the same name. */
  readonly sameName: readonly string[];
  /** Name on the list, model text, reason. */
  readonly otherName?: readonly (readonly [name: string, model: string, reason: string])[];
}

const GROUPS: readonly MapGroup[] = [
  {
    author: 'openai',
    provider: 'OpenAI',
    measure: 'passed-on',
    sameName: [
      ...['gpt-4-turbo', 'gpt-4o', 'gpt-4o-mini', 'o3-mini', 'gpt-4.1', 'gpt-4.1-mini', 'gpt-4.1-nano', 'o3'],
      ...[
        'gpt-5',
        'gpt-5-mini',
        'gpt-5-nano',
        'gpt-5.1',
        'gpt-5.2',
        'gpt-5.4',
        'gpt-5.4-mini',
        'gpt-5.4-nano',
      ],
      ...[
        'gpt-5.5',
        'gpt-5.6-luna',
        'gpt-5.6-sol',
        'gpt-5.6-terra',
        'gpt-6-luna',
        'gpt-6-sol',
        'gpt-6.1-sol',
      ],
    ],
  },
  {
    author: 'anthropic',
    provider: 'Anthropic',
    measure: 'passed-on',
    sameName: [
      ...['claude-3-haiku', 'claude-opus-4', 'claude-sonnet-4', 'claude-opus-4.1', 'claude-sonnet-4.5'],
      ...['claude-haiku-4.5', 'claude-opus-4.5', 'claude-opus-4.6', 'claude-sonnet-4.6', 'claude-opus-4.7'],
      ...['claude-opus-4.8', 'claude-fable-5', 'claude-sonnet-5', 'claude-opus-5', 'claude-opus-5.5'],
    ],
  },
  {
    author: 'google',
    provider: 'Google',
    measure: 'passed-on',
    sameName: [
      ...['gemini-2.5-pro', 'gemini-2.5-flash', 'gemini-2.5-flash-lite', 'gemini-3-flash-preview'],
      ...['gemini-3.1-pro-preview', 'gemini-3.1-flash-lite', 'gemini-3.5-flash', 'gemini-3.7-flash'],
    ],
  },
  {
    author: 'x-ai',
    provider: 'xAI',
    measure: 'passed-on',
    sameName: ['grok-4.20', 'grok-4.3', 'grok-4.5', 'grok-4.6'],
  },
  {
    author: 'bytedance-seed',
    provider: 'ByteDance Doubao',
    measure: 'passed-on',
    sameName: [],
    otherName: [
      [
        'seed-1.6',
        'seed-1.6 (BytePlus, up to 128k)',
        'our text names the seller and the context tier of the base price',
      ],
      [
        'seed-1.6-flash',
        'seed-1.6-flash (BytePlus, up to 128k)',
        'our text names the seller and the context tier of the base price',
      ],
    ],
  },
  {
    author: 'deepseek',
    provider: 'DeepSeek',
    measure: 'lowest-host',
    sameName: [
      'deepseek-v3.2-exp',
      'deepseek-v3.2',
      'deepseek-v4-flash',
      'deepseek-v4-pro',
      'deepseek-v4.1-flash',
    ],
    otherName: [
      ['deepseek-r1', 'deepseek-r1 (deepseek-reasoner)', 'the lab sold R1 under the name deepseek-reasoner'],
      ['deepseek-chat-v3.1', 'deepseek-v3.1 (chat and reasoner)', 'the lab sold V3.1 under both names'],
    ],
  },
  {
    author: 'qwen',
    provider: 'Alibaba Qwen',
    measure: 'lowest-host',
    sameName: [
      ...[
        'qwen3-235b-a22b',
        'qwen3-next-80b-a3b-instruct',
        'qwen3-max',
        'qwen3.6-plus',
        'qwen3.6-max-preview',
      ],
      ...['qwen3.6-flash', 'qwen3.7-max', 'qwen3.7-plus', 'qwen3.8-max'],
    ],
    otherName: [['qwen3.5-plus-02-15', 'qwen3.5-plus', 'the snapshot of the launch, 15 February 2026']],
  },
  {
    author: 'xiaomi',
    provider: 'Xiaomi',
    measure: 'lowest-host',
    sameName: ['mimo-v2.5', 'mimo-v2.5-pro'],
  },
  {
    author: 'z-ai',
    provider: 'Zhipu (Z.ai)',
    measure: 'lowest-host',
    sameName: [
      ...[
        'glm-4.5',
        'glm-4.5-air',
        'glm-4.6',
        'glm-4.7',
        'glm-5',
        'glm-5-turbo',
        'glm-5.1',
        'glm-5.2',
        'glm-5.3',
      ],
    ],
  },
  {
    author: 'moonshotai',
    provider: 'Moonshot AI',
    measure: 'lowest-host',
    sameName: ['kimi-k2-thinking', 'kimi-k2.5', 'kimi-k2.6', 'kimi-k2.7-code', 'kimi-k3'],
    otherName: [
      ['kimi-k2', 'kimi-k2-0711-preview', 'the first Kimi K2, of 11 July 2025'],
      ['kimi-k2-0905', 'kimi-k2-0905-preview', 'the list leaves "preview" out'],
    ],
  },
  {
    author: 'minimax',
    provider: 'MiniMax',
    measure: 'lowest-host',
    sameName: ['minimax-m2', 'minimax-m2.5', 'minimax-m2.7', 'minimax-m3'],
  },
];

/** Every model of the list that we know. */
export const MAPPED_MODELS: readonly MappedModel[] = GROUPS.flatMap(
  ({ author, provider, measure, sameName, otherName = [] }) => [
    ...sameName.map((model) => ({ modelId: `${author}/${model}`, provider, model, measure, reason: null })),
    ...otherName.map(([name, model, reason]) => ({
      ...{ modelId: `${author}/${name}`, provider, model, measure, reason },
    })),
  ],
);

const MAPPED_IDS: ReadonlySet<string> = new Set(MAPPED_MODELS.map(({ modelId }) => modelId));

/** Whether the table says which model this is. */
export function isMapped(modelId: string): boolean {
  return MAPPED_IDS.has(modelId);
}

/** Providers of whose models the list passes the price on; of the others it says something else. */
export function listPassedOn(modelIds: readonly string[]): readonly string[] {
  const listed = new Set(modelIds);
  const passedOn = MAPPED_MODELS.filter(
    ({ modelId, measure }) => measure === 'passed-on' && listed.has(modelId),
  );
  return [...new Set(passedOn.map(({ provider }) => provider))];
}

/** Whether a model is of a lab whose prices we keep, under the lab's own name: no variant such as `:free`. */
export function isOfKnownLab(modelId: string): boolean {
  return GROUPS.some(({ author }) => modelId.startsWith(`${author}/`)) && !modelId.includes(':');
}
