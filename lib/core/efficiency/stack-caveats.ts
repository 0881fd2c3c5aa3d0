/** What makes a published saving an overstatement on a given base: it is against another baseline, or acts elsewhere. */
import type { ServingPlan } from './serving.ts';
import { tiersShiftedTo, type Technique } from './technique.ts';

/** Savings that their sources state for memory outside the accelerator. */
const OUTSIDE_HBM: Readonly<Record<string, string>> = {
  cachegen: 'stored and transferred cache',
  'pegaflow-dedupe': 'the cache in host memory',
  'shared-host-pool': 'the cache in host memory',
};

const WIDE_DTYPES: readonly string[] = ['bf16', 'fp16', 'fp32'];

interface CaveatRule {
  readonly applies: (plan: ServingPlan, technique: Technique) => boolean;
  readonly words: (plan: ServingPlan, technique: Technique) => string;
}

/** Attention that keeps one latent for all heads. */
const LATENT: readonly string[] = ['mla', 'sparse-dsa'];

const RULES: readonly CaveatRule[] = [
  {
    applies: (plan, technique) => technique.id === 'fp8-ds-mla' && !LATENT.includes(plan.model.attention),
    words: (plan, technique) =>
      `${technique.name} is a format of latent caches and ${plan.model.name} is ${plan.model.attention}: its fraction is not measured there`,
  },
  {
    applies: (_, technique) => technique.id in OUTSIDE_HBM,
    words: (_, technique) =>
      `${technique.name} acts on ${OUTSIDE_HBM[technique.id] ?? 'other memory'}, not on HBM: applied to HBM it overstates`,
  },
  {
    applies: (plan, technique) =>
      technique.family === 'weight-quantisation' && !WIDE_DTYPES.includes(plan.request.weightDtype),
    words: (plan, technique) =>
      `the saving of ${technique.name} is against ${technique.baseline}; the base already has ${plan.request.weightDtype} weights`,
  },
  {
    applies: (plan, technique) =>
      technique.family === 'kv-quantisation' &&
      (!WIDE_DTYPES.includes(plan.request.kvDtype) || plan.request.cacheFormat !== undefined),
    words: (plan, technique) =>
      `the saving of ${technique.name} is against ${technique.baseline}; the base already keeps its cache in ${plan.request.cacheFormat ?? plan.request.kvDtype}`,
  },
  {
    applies: (plan, technique) =>
      ['attention-architecture', 'linear-attention', 'kv-sharing'].includes(technique.family) &&
      plan.model.attention !== 'mha',
    words: (plan, technique) =>
      `${technique.name} replaces the attention of a model: its saving is against ${technique.baseline}, and ${plan.model.name} is ${plan.model.attention}`,
  },
  {
    applies: (plan, technique) => technique.id === 'dcp' && (plan.request.attentionTensorParallel ?? 1) === 1,
    words: (_, technique) =>
      `${technique.name} removes copies of a split cache; this base has none (attentionTensorParallel 1)`,
  },
  {
    applies: (plan, technique) =>
      technique.family === 'prompt-caching' && plan.request.prefixCacheHitRate > 0,
    words: (plan, technique) =>
      `the base already finds ${String(plan.request.prefixCacheHitRate)} of its input in a cache; ${technique.name} acts on the rest`,
  },
  {
    applies: (plan, technique) =>
      technique.family === 'speculative-decoding' && plan.request.tokensPerStep > 1,
    words: (plan, technique) =>
      `the base already yields ${String(plan.request.tokensPerStep)} tokens a step; ${technique.name} is stated against one`,
  },
];

/** Sentences a reader of the stack's saving must see; empty when every saving is against this very base. */
export function listStackCaveats(plan: ServingPlan, techniques: readonly Technique[]): string[] {
  const caveats = techniques.flatMap((technique) =>
    RULES.filter(({ applies }) => applies(plan, technique)).map(({ words }) => words(plan, technique)),
  );
  const shifting = techniques.filter((technique) => tiersShiftedTo(technique).length > 0);
  return [
    ...caveats,
    ...shifting.map((technique) => `${technique.name} moves demand to ${technique.shiftsDemandTo ?? ''}`),
  ];
}
