/**
 * Mixes of requests that a price and a cost can be weighed with, each read from stored facts: what a service or a trace
 * reported of its input, output and cache hits. A mix whose facts are not known at a date is absent, with the reason.
 */
import type { Provenance } from '../facts/types.ts';

/** A row of `adoption.csv` as far as a mix needs it. */
export interface UsageFact extends Provenance {
  readonly quantity: string;
  readonly subject: string;
  readonly observedOn: string;
  readonly value: number;
  readonly unit: string;
}

export const MIX_IDS = ['deepseek', 'chat', 'tools', 'agentic'] as const;
export type MixId = (typeof MIX_IDS)[number];

/** The mix that a page starts with: the only one that a lab disclosed together with its bill. */
export const DEFAULT_MIX: MixId = 'deepseek';

/** Tokens of one mean request. The hit rate is the share of the input that is billed as cached. */
export interface RequestMix {
  readonly id: MixId;
  readonly name: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheHitRate: number;
  readonly derivation: string;
  readonly facts: readonly UsageFact[];
}

export interface AbsentMix {
  readonly id: MixId;
  readonly name: string;
  readonly absence: string;
}

interface FactName {
  readonly quantity: string;
  readonly subject: string;
}

interface MixRule {
  readonly name: string;
  readonly facts: readonly FactName[];
  readonly derivation: string;
  /** Tokens and hit rate from the values of `facts`, in their order. */
  readonly read: (
    values: readonly number[],
  ) => Pick<RequestMix, 'inputTokens' | 'outputTokens' | 'cacheHitRate'>;
}

/**
 * Context of the agent traces grows "from 12K to 80K tokens" over their median 33 turns, in the definition of the
 * fact turns_per_trace (vLLM x Mooncake Store, 2026-05-06): the middle stands for the mean input of a turn.
 */
const AGENT_CONTEXT_TOKENS = (12_000 + 80_000) / 2;

const MOONCAKE_DERIVATION =
  'mean input, mean output and share of the input found in a cache, as the paper prints them';

const RULES: Readonly<Record<MixId, MixRule>> = {
  deepseek: {
    name: 'DeepSeek, 27 Feb 2025',
    facts: [
      { quantity: 'input_tokens_per_day', subject: 'DeepSeek' },
      { quantity: 'output_tokens_per_day', subject: 'DeepSeek' },
      { quantity: 'cache_hit_tokens_per_day', subject: 'DeepSeek' },
      { quantity: 'kv_length_per_output_token', subject: 'DeepSeek' },
    ],
    derivation:
      'tokens of the disclosed day; the request is as long as gives the disclosed mean cache length per output token, input + output / 2',
    read: ([input = NaN, output = NaN, hits = NaN, cacheLength = NaN]) => {
      const outputTokens = cacheLength / (input / output + 0.5);
      return {
        inputTokens: Math.round(cacheLength - outputTokens / 2),
        outputTokens: Math.round(outputTokens),
        cacheHitRate: hits / input,
      };
    },
  },
  chat: mooncakeTrace('Conversation (Kimi trace)', 'Mooncake conversation trace (Kimi)'),
  tools: mooncakeTrace('Tools and agents 2024 (Kimi trace)', 'Mooncake tool and agent trace (Kimi)'),
  agentic: {
    name: 'Coding agent 2026 (Codex traces)',
    facts: [
      { quantity: 'input_output_ratio', subject: 'Codex and GPT-5.4 on SWE-bench Pro (610 traces)' },
      { quantity: 'cache_hit_rate', subject: 'Codex and GPT-5.4 on SWE-bench Pro (610 traces)' },
    ],
    derivation:
      'input per output token and hit rate as reported; one turn reads the middle of the reported 12K to 80K tokens of context',
    read: ([inputPerOutput = NaN, hitPercent = NaN]) => ({
      inputTokens: AGENT_CONTEXT_TOKENS,
      outputTokens: Math.round(AGENT_CONTEXT_TOKENS / inputPerOutput),
      cacheHitRate: hitPercent / 100,
    }),
  },
};

function mooncakeTrace(name: string, subject: string): MixRule {
  return {
    name,
    facts: ['avg_input_tokens', 'avg_output_tokens', 'cache_hit_rate'].map((quantity) => ({
      quantity,
      subject,
    })),
    derivation: MOONCAKE_DERIVATION,
    read: ([inputTokens = NaN, outputTokens = NaN, hitPercent = NaN]) => ({
      inputTokens,
      outputTokens,
      cacheHitRate: hitPercent / 100,
    }),
  };
}

/** The newest fact of a quantity and subject; null when none is known. */
export function findUsageFact(facts: readonly UsageFact[], name: FactName): UsageFact | null {
  const matches = facts.filter(
    ({ quantity, subject }) => quantity === name.quantity && subject === name.subject,
  );
  return matches.toSorted((a, b) => (a.observedOn < b.observedOn ? -1 : 1)).at(-1) ?? null;
}

/** The mix of `id` from the known facts, or why it cannot be made. */
export function readRequestMix(facts: readonly UsageFact[], id: MixId): RequestMix | AbsentMix {
  const { name, facts: names, derivation, read } = RULES[id];
  const found = names.map((fact) => findUsageFact(facts, fact)).filter((fact) => fact !== null);
  if (found.length < names.length) {
    return { id, name, absence: `the figures behind "${name}" were not public yet` };
  }
  return { id, name, derivation, facts: found, ...read(found.map(({ value }) => value)) };
}
