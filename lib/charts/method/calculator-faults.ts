/** Where public calculators differ from first principles: facts with the versions that were run, not judgements. */
export interface CalculatorFault {
  readonly id: string;
  /** Tool and version. */
  readonly tool: string;
  readonly what: string;
  /** What the shape gives instead. */
  readonly instead: string;
  readonly sources: readonly { readonly title: string; readonly url: string }[];
}

const LLM_VIEWER = {
  title: 'LLM-Viewer at 472f71f1 (2024-07-30)',
  url: 'https://github.com/hahnyuan/LLM-Viewer',
};
const LLM_ANALYSIS = {
  title: 'llm-analysis at d841e40a (2024-11-13)',
  url: 'https://github.com/cli99/llm-analysis',
};
const AICONFIGURATOR = {
  title: 'aiconfigurator at 095f58a5 (2026-08-21)',
  url: 'https://github.com/ai-dynamo/aiconfigurator',
};

export const CALCULATOR_FAULTS: readonly CalculatorFault[] = [
  {
    id: 'query-heads',
    tool: 'LLM-Viewer, with flash attention',
    what: 'Cache reads of decoding are multiplied by query heads instead of key-value heads: 4 times too much for Llama 3.1 8B, 8 times for 70B, 16 times for 405B.',
    instead: 'Reads follow the key-value heads that are stored.',
    sources: [LLM_VIEWER],
  },
  {
    id: 'head-width',
    tool: 'LLM-Viewer and llm-analysis',
    what: 'The width of a head is taken as hidden size over heads: Qwen3 32B comes out at 0.625 times its cache, Qwen3 0.6B at 0.5 times.',
    instead: 'The config declares head_dim 128; it is read as declared.',
    sources: [LLM_VIEWER, LLM_ANALYSIS],
  },
  {
    id: 'embeddings',
    tool: 'LLM-Viewer and llm-analysis',
    what: 'Weights leave out embedding and output head (13 % low on Llama 3.1 8B, 15 % on Qwen3 8B), or count one of two tables (6.5 % low on 8B).',
    instead: 'Weights are the stated parameters times the bytes of each.',
    sources: [LLM_VIEWER, LLM_ANALYSIS],
  },
  {
    id: 'hybrid-layers',
    tool: 'aiconfigurator',
    what: 'Every layer of Nemotron-H and Nemotron 3 is billed as attention: 8.7 times (Nano 30B), 11 times (Super 120B), 11.8 times (H 56B) the attention layers alone, and no state.',
    instead: 'Only attention layers hold a cache; the state is a constant of its own.',
    sources: [AICONFIGURATOR],
  },
  {
    id: 'fp8-latent',
    tool: 'aiconfigurator, FP8 cache of DeepSeek-V3.2 and GLM-5',
    what: 'An entry is billed at 772 bytes a token and layer (512 + 128 + 132).',
    instead:
      'The record in use has 656 + 132 = 788 bytes, 16 of them scales; a serving log gives 788 and 656 bytes times 61 layers to one part in ten thousand.',
    sources: [
      AICONFIGURATOR,
      {
        title: 'SGLang pull request 11309 (2025-10-07)',
        url: 'https://github.com/sgl-project/sglang/pull/11309',
      },
    ],
  },
  {
    id: 'state-slots',
    tool: 'aiconfigurator, Kimi K3',
    what: 'Five state slots a request are counted, 1.4 to 1.8 times the cache with one copy of the state at 131,072 tokens.',
    instead: 'One copy is what the model needs; more slots are a choice of the serving engine.',
    sources: [AICONFIGURATOR],
  },
  {
    id: 'cache-log',
    tool: 'vLLM, DeepSeek-V4 in FP8',
    what: 'The logged “GPU KV cache size” is concurrency times the longest request, not capacity: it must not be calibrated on.',
    instead: 'An entry is 584 bytes a token and layer (448 + 128 + 8).',
    sources: [
      {
        title: 'vLLM pull request 56893 (2026-09-14)',
        url: 'https://github.com/vllm-project/vllm/pull/56893',
      },
      { title: 'vLLM issue 51041 (2026-08-11)', url: 'https://github.com/vllm-project/vllm/issues/51041' },
    ],
  },
];
