/**
 * The labs that the page compares and which listed model is the flagship of each, in order of launch. A curated choice:
 * the most capable general model that the lab lists under one name, without previews of another kind, speed tiers,
 * promotions and peak prices. The newest one in effect on a date is the lab's price of that date.
 */

export interface LabProfile {
  /** Short name in links. */
  readonly id: string;
  readonly name: string;
  /** As the price table names it. */
  readonly provider: string;
  readonly group: 'us' | 'cn';
  /** Model texts of the price table; the later row in time wins, so a model may come back. */
  readonly flagships: readonly string[];
  /** How the choice was made where it is not obvious. */
  readonly choice: string;
}

export const LABS: readonly LabProfile[] = [
  {
    id: 'openai',
    name: 'OpenAI',
    provider: 'OpenAI',
    group: 'us',
    flagships: [
      'gpt-4-turbo',
      'gpt-4o',
      'gpt-4.1',
      'gpt-5',
      'gpt-5.1',
      'gpt-5.2',
      'gpt-5.4',
      'gpt-5.5',
      'gpt-5.6-sol',
      'gpt-6-sol',
      'gpt-6.1-sol',
    ],
    choice: 'the main GPT line; o-series and GPT-4.5 left out',
  },
  {
    id: 'anthropic',
    name: 'Anthropic',
    provider: 'Anthropic',
    group: 'us',
    flagships: [
      'claude-3-opus',
      'claude-opus-4',
      'claude-opus-4.1',
      'claude-opus-4.5',
      'claude-opus-4.6',
      'claude-opus-4.7',
      'claude-opus-4.8',
      'claude-opus-5',
      'claude-opus-5.5',
    ],
    choice: 'the Opus line; Sonnet is cheaper and Fable dearer',
  },
  {
    id: 'google',
    name: 'Google',
    provider: 'Google',
    group: 'us',
    flagships: ['gemini-1.5-pro', 'gemini-2.5-pro', 'gemini-3-pro-preview', 'gemini-3.1-pro-preview'],
    choice: 'the Pro line; Flash is cheaper',
  },
  {
    id: 'xai',
    name: 'xAI',
    provider: 'xAI',
    group: 'us',
    flagships: ['grok-beta', 'grok-2-1212', 'grok-3', 'grok-4', 'grok-4.20', 'grok-4.5', 'grok-4.6'],
    choice: 'the numbered line without fast and mini; Grok 4.3 was cheaper than 4.20',
  },
  {
    id: 'deepseek',
    name: 'DeepSeek',
    provider: 'DeepSeek',
    group: 'cn',
    flagships: [
      'deepseek-v2 (deepseek-chat)',
      'deepseek-v3 (deepseek-chat)',
      'deepseek-v3.1 (chat and reasoner)',
      'deepseek-v3.2-exp',
      'deepseek-v3.2',
      'deepseek-v4-pro',
      'deepseek-v4-pro (list)',
      'deepseek-v4-pro off-peak',
    ],
    choice: 'the chat line, then V4-Pro; the off-peak price, which holds most hours of a week',
  },
  {
    id: 'alibaba',
    name: 'Alibaba',
    provider: 'Alibaba Qwen',
    group: 'cn',
    flagships: ['qwen3-max', 'qwen3.6-max-preview', 'qwen3.7-max', 'qwen3.8-max'],
    choice: 'the Max line; Plus and Flash are cheaper',
  },
  {
    id: 'xiaomi',
    name: 'Xiaomi',
    provider: 'Xiaomi',
    group: 'cn',
    flagships: ['mimo-v2-flash', 'mimo-v2-pro', 'mimo-v2.5-pro'],
    choice: 'V2-Flash until there was a Pro',
  },
  {
    id: 'zhipu',
    name: 'Zhipu',
    provider: 'Zhipu (Z.ai)',
    group: 'cn',
    flagships: ['glm-4.5', 'glm-4.6', 'glm-4.7', 'glm-5', 'glm-5.1', 'glm-5.2', 'glm-5.3'],
    choice: 'the plain line; Turbo and high-speed tiers left out',
  },
  {
    id: 'moonshot',
    name: 'Moonshot',
    provider: 'Moonshot AI',
    group: 'cn',
    flagships: [
      'kimi-k2-0711-preview',
      'kimi-k2-0905-preview',
      'kimi-k2.5',
      'kimi-k2.6',
      'kimi-k3',
      'kimi-k3.1-pro',
    ],
    choice: 'the plain line; turbo, thinking and code variants left out',
  },
  {
    id: 'minimax',
    name: 'MiniMax',
    provider: 'MiniMax',
    group: 'cn',
    flagships: ['minimax-m2', 'minimax-m2.5', 'minimax-m2.7', 'minimax-m3'],
    choice: 'the plain line; high-speed and M3.1-Flash left out',
  },
  {
    id: 'bytedance',
    name: 'ByteDance',
    provider: 'ByteDance Doubao',
    group: 'cn',
    flagships: ['seed-1.6 (BytePlus, up to 128k)', 'seed-1.8 (BytePlus)', 'doubao-seed-2.1-pro'],
    choice: 'BytePlus prices first, then the Volcano list price that a reseller quotes',
  },
];
