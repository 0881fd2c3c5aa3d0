/** Parameters from dimensions: embeddings, attention and feed-forward of every layer; norms and biases left out. */
import { CONFIG_BOUNDS, type ConfigReader } from './config-reader.ts';

export interface ParamsEstimate {
  readonly totalParamsB: number;
  readonly activeParamsB: number;
}

/** What the estimate needs of the shape already read. */
export interface EstimatedShape {
  readonly layers: number;
  readonly hiddenSize: number;
  readonly qHeads: number;
  readonly kvHeads: number;
  readonly headDim: number;
  readonly vHeadDim: number;
  readonly kvLoraRank: number | null;
  readonly qkRopeHeadDim: number | null;
  readonly experts: number | null;
  readonly expertsActive: number | null;
}

function attentionParams(config: ConfigReader, of: EstimatedShape): number {
  const { hiddenSize: h, qHeads, kvHeads, headDim, vHeadDim, kvLoraRank } = of;
  const output = qHeads * vHeadDim * h;
  if (kvLoraRank === null) return h * qHeads * headDim + h * kvHeads * (headDim + vHeadDim) + output;
  const rope = of.qkRopeHeadDim ?? 0;
  const queryRank = config.whole(['q_lora_rank'], CONFIG_BOUNDS.width);
  const queryWidth = qHeads * (headDim + rope);
  const query = queryRank === null ? h * queryWidth : h * queryRank + queryRank * queryWidth;
  return query + h * (kvLoraRank + rope) + kvLoraRank * qHeads * (headDim + vHeadDim) + output;
}

/** Matrices of one feed-forward block: three when gated. GPT-2, OPT and Falcon name it otherwise and have two. */
function feedForwardWidth(
  config: ConfigReader,
  hiddenSize: number,
): { width: number; matrices: number } | null {
  const gated = config.whole(['intermediate_size'], CONFIG_BOUNDS.width);
  if (gated !== null) return { width: gated, matrices: 3 };
  const plain = config.whole(['n_inner', 'ffn_dim', 'ffn_hidden_size'], CONFIG_BOUNDS.width);
  if (plain !== null) return { width: plain, matrices: 2 };
  return config.has('n_embd') || config.has('n_layer') ? { width: 4 * hiddenSize, matrices: 2 } : null;
}

/** Layers whose feed-forward is made of experts. */
function expertLayers(config: ConfigReader, layers: number): number {
  const dense = config.whole(['first_k_dense_replace'], CONFIG_BOUNDS.small) ?? 0;
  const listed = config.list('mlp_only_layers')?.length ?? 0;
  const step =
    config.whole(
      ['decoder_sparse_step', 'interleave_moe_layer_step', 'expert_layer_period'],
      CONFIG_BOUNDS.layers,
    ) ?? 1;
  return Math.max(0, Math.floor((layers - dense) / step) - listed);
}

/** Estimate in billions; null when vocabulary or feed-forward width is not in the config. */
export function estimateParams(config: ConfigReader, of: EstimatedShape): ParamsEstimate | null {
  const { layers, hiddenSize } = of;
  const vocabulary = config.whole(['vocab_size'], CONFIG_BOUNDS.vocabulary);
  const dense = feedForwardWidth(config, hiddenSize);
  const expertWidth = config.whole(['moe_intermediate_size'], CONFIG_BOUNDS.width) ?? dense?.width ?? null;
  if (vocabulary === null || dense === null || expertWidth === null) return null;
  const tables = (config.flag('tie_word_embeddings') ?? config.has('n_embd')) ? 1 : 2;
  const expert = 3 * hiddenSize * expertWidth;
  const sharedWidth =
    config.whole(['shared_expert_intermediate_size'], CONFIG_BOUNDS.width) ??
    (config.whole(['n_shared_experts', 'num_shared_experts'], CONFIG_BOUNDS.small) ?? 0) * expertWidth;
  const sparse = of.experts === null ? 0 : expertLayers(config, layers);
  const experts = of.experts ?? 0;
  const common =
    tables * vocabulary * hiddenSize +
    layers * attentionParams(config, of) +
    (layers - sparse) * dense.matrices * hiddenSize * dense.width +
    sparse * (3 * hiddenSize * sharedWidth + hiddenSize * experts);
  return {
    totalParamsB: (common + sparse * experts * expert) / 1e9,
    activeParamsB: (common + sparse * (of.expertsActive ?? experts) * expert) / 1e9,
  };
}
