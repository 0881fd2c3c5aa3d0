/**
 * From a Hugging Face `config.json` to a model of the catalogue. The attention kind follows from what the fields say is
 * stored, never from a name. What is missing, contradictory or not understood is named.
 */
import type { IsoDate } from '../../facts/types.ts';
import type { InputFault } from '../../input-fault.ts';
import { err, ok, type Result } from '../../result.ts';
import type { AttentionKind, ModelArchitecture } from '../architecture.ts';
import { validateArchitecture } from '../validate-architecture.ts';
import {
  CONFIG_BOUNDS,
  createConfigReader,
  isJsonObject,
  type ConfigReader,
  type Derivation,
  type JsonObject,
} from './config-reader.ts';
import { estimateParams } from './estimate-params.ts';
import { listIgnored } from './ignored-fields.ts';
import { readNativeDtype } from './native-dtype.ts';
import { readLayerPlan, type LayerPlan } from './layer-plan.ts';

/** What the caller knows beside the config. */
export interface ConfigOrigin {
  readonly id: string;
  readonly name: string;
  readonly sourceUrl: string;
  readonly retrievedOn: IsoDate;
  /** Billions, where the caller knows them; configs rarely state parameters. */
  readonly totalParamsB?: number;
  readonly activeParamsB?: number;
}

export interface ParsedModel {
  readonly model: ModelArchitecture;
  readonly derivations: readonly Derivation[];
  /** Fields that look as if they mattered for memory and are not understood. */
  readonly ignored: readonly string[];
  readonly warnings: readonly string[];
}

const MAX_KEYS = 2000;
/** Parts of multimodal configs that describe the language model. */
const LANGUAGE_PARTS = ['text_config', 'language_config', 'llm_config'] as const;
const LAYER_NAMES = ['num_hidden_layers', 'n_layer', 'num_layers', 'n_layers'] as const;

const HEAD_NAMES = ['num_attention_heads', 'n_head', 'n_heads'] as const;

/** Heads and widths of the full-attention layers. */
interface Heads {
  readonly qHeads: number;
  readonly kvHeads: number;
  readonly headDim: number;
  readonly vHeadDim: number;
}

function languageConfig(config: JsonObject): { reader: ConfigReader; part: string } {
  const root = createConfigReader(config);
  if (LAYER_NAMES.some((name) => root.has(name))) return { reader: root, part: '' };
  for (const part of LANGUAGE_PARTS) {
    const inner = root.has(part) ? root.inner(part) : null;
    if (inner !== null) return { reader: inner, part };
  }
  return { reader: root, part: '' };
}

function readKvHeads(config: ConfigReader, qHeads: number): number {
  if (config.flag('multi_query') === true && config.flag('new_decoder_architecture') !== true) return 1;
  const names = [
    'num_global_key_value_heads',
    'num_key_value_heads',
    'num_kv_heads',
    'n_head_kv',
    'n_kv_heads',
    'num_query_groups',
  ];
  const kvHeads = config.whole(names, CONFIG_BOUNDS.heads);
  if (kvHeads !== null) return kvHeads;
  config.derive('kvHeads', qHeads, 'no count of key-value heads: each query head has its own');
  return qHeads;
}

function readHeads(config: ConfigReader, hiddenSize: number | null): Heads | null {
  const qHeads = config.whole(HEAD_NAMES, CONFIG_BOUNDS.heads);
  if (qHeads === null) {
    if (!HEAD_NAMES.some((name) => config.has(name)))
      config.refuse('num_attention_heads', 'is missing; add it');
    return null;
  }
  const stated = config.whole(
    ['qk_nope_head_dim', 'global_head_dim', 'head_dim', 'attention_head_dim', 'kv_channels'],
    CONFIG_BOUNDS.width,
  );
  const derived = hiddenSize === null ? null : hiddenSize / qHeads;
  const headDim = stated ?? derived;
  if (headDim === null || !Number.isInteger(headDim)) {
    config.refuse('head_dim', `is missing and hidden_size / num_attention_heads is no whole number; add it`);
    return null;
  }
  if (stated === null)
    config.derive('headDim', headDim, 'hidden_size / num_attention_heads, as head_dim is not given');
  const vHeadDim = config.whole(['v_head_dim'], CONFIG_BOUNDS.width) ?? headDim;
  return { qHeads, kvHeads: readKvHeads(config, qHeads), headDim, vHeadDim };
}

/** Compressed attention: one ratio a layer, the smaller kind selects with an indexer, the larger reads all. */
interface Compression {
  readonly csaLayers: number;
  readonly csaRatio: number;
  readonly hcaLayers: number;
  readonly hcaRatio: number;
}

function readCompression(config: ConfigReader, layers: number): Compression | null {
  const ratios = config.list('compress_ratios');
  if (ratios === null) return null;
  const numbers = ratios.filter((ratio): ratio is number => typeof ratio === 'number' && ratio > 1);
  const kinds = [...new Set(numbers)].sort((a, b) => a - b);
  const [csaRatio, hcaRatio] = kinds;
  if (
    numbers.length !== ratios.length ||
    kinds.length !== 2 ||
    csaRatio === undefined ||
    hcaRatio === undefined
  ) {
    config.refuse('compress_ratios', 'must hold two different ratios above 1, one for each layer');
    return null;
  }
  if (ratios.length !== layers) {
    config.refuse(
      'compress_ratios',
      `lists ${ratios.length} layers but the model has ${layers}; correct one of the two`,
    );
    return null;
  }
  const count = (wanted: number): number => numbers.filter((ratio) => ratio === wanted).length;
  return { csaLayers: count(csaRatio), csaRatio, hcaLayers: count(hcaRatio), hcaRatio };
}

/** Latent cache; both widths or none. */
function readLatent(config: ConfigReader): { rank: number; rope: number } | null {
  const rank = config.whole(['kv_lora_rank'], CONFIG_BOUNDS.width);
  if (rank === null) return null;
  const rope = config.whole(['qk_rope_head_dim'], CONFIG_BOUNDS.small);
  if (rope !== null) return { rank, rope };
  config.refuse('qk_rope_head_dim', 'is missing beside kv_lora_rank; a latent cache stores both');
  return null;
}

interface Indexer {
  readonly headDim: number;
  readonly topk: number;
  readonly layers: number;
}

function readIndexer(config: ConfigReader, selectingLayers: number): Indexer | null {
  const topk = config.whole(['index_topk'], CONFIG_BOUNDS.tokens);
  const headDim = config.whole(['index_head_dim'], CONFIG_BOUNDS.width);
  if (topk === null && headDim === null) return null;
  if (topk === null || headDim === null) {
    config.refuse(topk === null ? 'index_topk' : 'index_head_dim', 'is missing; an indexer needs both');
    return null;
  }
  const own = config.list('indexer_types')?.filter((type) => type === 'full').length;
  return { headDim, topk, layers: own ?? selectingLayers };
}

/** Layers per stored cache: neighbours that share one, or a last part of the depth that reuses earlier caches. */
function readSharing(config: ConfigReader, layers: number): number {
  const factor =
    config.flag('use_cla') === true ? config.whole(['cla_share_factor'], CONFIG_BOUNDS.layers) : null;
  if (factor !== null) return factor;
  const shared = config.whole(['num_kv_shared_layers'], CONFIG_BOUNDS.small) ?? 0;
  if (shared < layers) return layers / (layers - shared);
  config.refuse('num_kv_shared_layers', `must be below the ${layers} layers`);
  return 1;
}

function attentionKind(of: {
  readonly heads: Heads;
  readonly plan: LayerPlan;
  readonly isLatent: boolean;
  readonly indexer: Indexer | null;
  readonly compression: Compression | null;
  readonly isSharedByLayers: boolean;
}): AttentionKind {
  if (of.compression !== null) return 'csa-hca';
  if (of.plan.linear > 0) return of.plan.isMamba ? 'mamba-hybrid' : 'linear-hybrid';
  if (of.plan.window > 0) return of.plan.isChunked ? 'chunked-hybrid' : 'swa-hybrid';
  if (of.isLatent) return of.indexer === null ? 'mla' : 'sparse-dsa';
  if (of.isSharedByLayers) return 'gqa-cla';
  if (of.heads.kvHeads === of.heads.qHeads) return 'mha';
  return of.heads.kvHeads === 1 ? 'mqa' : 'gqa';
}

/** Heads and widths of window layers where the config gives them apart. */
function readWindowHeads(
  config: ConfigReader,
): Pick<ModelArchitecture, 'windowKvHeads' | 'windowHeadDim' | 'windowVHeadDim'> {
  const isGlobalApart = config.has('global_head_dim') || config.has('num_global_key_value_heads');
  return {
    windowKvHeads: config.whole(
      ['swa_num_key_value_heads', ...(isGlobalApart ? ['num_key_value_heads'] : [])],
      CONFIG_BOUNDS.heads,
    ),
    windowHeadDim: config.whole(
      ['swa_head_dim', ...(isGlobalApart ? ['head_dim'] : [])],
      CONFIG_BOUNDS.width,
    ),
    windowVHeadDim: config.whole(
      ['swa_v_head_dim', ...(isGlobalApart ? ['head_dim'] : [])],
      CONFIG_BOUNDS.width,
    ),
  };
}

type Shape = Omit<
  ModelArchitecture,
  | 'weightDtypeNative'
  | 'id'
  | 'name'
  | 'lab'
  | 'country'
  | 'releasedOn'
  | 'totalParamsB'
  | 'activeParamsB'
  | 'sourceUrl'
>;

function readShape(config: ConfigReader): Shape | null {
  const layers = config.whole(LAYER_NAMES, CONFIG_BOUNDS.layers);
  const hiddenSize = config.whole(['hidden_size', 'n_embd', 'd_model', 'dim'], CONFIG_BOUNDS.width);
  const heads = readHeads(config, hiddenSize);
  if (layers === null) {
    if (!LAYER_NAMES.some((name) => config.has(name)))
      config.refuse('num_hidden_layers', 'is missing; add it');
    return null;
  }
  const compression = readCompression(config, layers);
  const latent = readLatent(config);
  const plan = compression === null ? readLayerPlan(config, layers) : compressedPlan(config, layers);
  const indexer = readIndexer(config, compression?.csaLayers ?? plan.full);
  const sharedKvFactor = readSharing(config, layers);
  if (heads === null) return null;
  const isLatent = latent !== null;
  const isOneVector = isLatent || compression !== null;
  const attention = attentionKind({
    heads,
    plan,
    isLatent,
    indexer,
    compression,
    isSharedByLayers: config.flag('use_cla') === true,
  });
  const hasIndexer = indexer !== null && (attention === 'sparse-dsa' || attention === 'csa-hca');
  return {
    layers,
    hiddenSize,
    attention,
    ...heads,
    // Behind a latent every query head has keys of its own.
    kvHeads: isLatent ? heads.qHeads : heads.kvHeads,
    kvLoraRank: latent?.rank ?? null,
    qkRopeHeadDim: latent?.rope ?? config.whole(['qk_rope_head_dim'], CONFIG_BOUNDS.small),
    fullAttentionLayers: plan.full,
    windowLayers: plan.window,
    windowSize: plan.window > 0 ? plan.windowSize : null,
    linearLayers: plan.linear,
    linearStateBytesPerSeq: plan.linear > 0 ? plan.stateBytes : null,
    indexerHeadDim: hasIndexer ? indexer.headDim : null,
    indexerBytesPerToken: null,
    sharedKvFactor,
    maxContext: config.whole(
      ['max_position_embeddings', 'n_positions', 'max_sequence_length', 'seq_length', 'model_max_length'],
      CONFIG_BOUNDS.tokens,
    ),
    experts: config.whole(
      ['num_experts', 'n_routed_experts', 'num_local_experts', 'moe_num_experts'],
      CONFIG_BOUNDS.experts,
    ),
    expertsActive: config.whole(
      ['num_experts_per_tok', 'num_experts_per_token', 'moe_topk', 'moe_k', 'experts_per_token'],
      CONFIG_BOUNDS.experts,
    ),
    notes: null,
    kvVectorsPerToken: isOneVector ? 1 : 2,
    ...(plan.window > 0
      ? readWindowHeads(config)
      : { windowKvHeads: null, windowHeadDim: null, windowVHeadDim: null }),
    csaLayers: compression?.csaLayers ?? null,
    csaRatio: compression?.csaRatio ?? null,
    hcaLayers: compression?.hcaLayers ?? null,
    hcaRatio: compression?.hcaRatio ?? null,
    indexerLayers: hasIndexer ? indexer.layers : null,
    sparseTopkTokens: hasIndexer ? indexer.topk : null,
    draftLayers: config.whole(['num_nextn_predict_layers', 'num_mtp_layers'], CONFIG_BOUNDS.small),
    configEvidence: 'config',
  };
}

/** Under compressed attention every layer also keeps a window. */
function compressedPlan(config: ConfigReader, layers: number): LayerPlan {
  const windowSize = config.whole(['sliding_window', 'sliding_window_size'], CONFIG_BOUNDS.tokens);
  if (windowSize === null)
    config.refuse('sliding_window', 'is missing; compressed attention keeps a window in every layer');
  return {
    full: 0,
    window: layers,
    windowSize,
    isChunked: false,
    linear: 0,
    isMamba: false,
    stateBytes: null,
  };
}

/** Parameters as stated by the caller, else from the dimensions; a fault where neither is possible. */
function readParams(
  config: ConfigReader,
  shape: Shape,
  origin: ConfigOrigin,
): { readonly total: number; readonly active: number } | null {
  const { totalParamsB, activeParamsB } = origin;
  if (totalParamsB !== undefined && totalParamsB > 0) {
    config.derive('totalParamsB', totalParamsB, 'stated with the config');
    return { total: totalParamsB, active: activeParamsB ?? totalParamsB };
  }
  const { hiddenSize } = shape;
  const estimate = hiddenSize === null ? null : estimateParams(config, { ...shape, hiddenSize });
  if (estimate === null) {
    config.refuse(
      'vocab_size',
      'or the width of the feed-forward is missing: state the parameters, totalParamsB and activeParamsB, in billions',
    );
    return null;
  }
  const rounded = (billions: number): number => Number(billions.toPrecision(4));
  config.derive(
    'totalParamsB',
    rounded(estimate.totalParamsB),
    'computed from the dimensions, norms and biases left out',
  );
  config.derive('activeParamsB', rounded(estimate.activeParamsB), 'computed from the dimensions');
  return { total: rounded(estimate.totalParamsB), active: rounded(estimate.activeParamsB) };
}

function listWarnings(model: ModelArchitecture, part: string): string[] {
  return [
    part === '' ? null : `read from ${part}; other parts (vision, audio) are not counted`,
    model.linearLayers > 0 && model.linearStateBytesPerSeq === null
      ? 'the size of the recurrent state does not follow from the config: memory is without it'
      : null,
    model.linearLayers > 0
      ? 'parameters of linear layers are counted as attention; state them if you know them'
      : null,
    model.maxContext === null ? 'no longest context is given' : null,
  ].filter((warning) => warning !== null);
}

/**
 * The model that `json` describes. Faults name fields of the config with the remedy, all at once; never throws,
 * whatever the JSON.
 */
export function parseModelConfig(json: unknown, origin: ConfigOrigin): Result<ParsedModel, InputFault[]> {
  if (!isJsonObject(json)) {
    return err([{ pointer: '', message: 'the config must be a JSON object, as config.json of a model is' }]);
  }
  if (Object.keys(json).length > MAX_KEYS) {
    return err([{ pointer: '', message: `the config has more than ${MAX_KEYS} fields; no model has` }]);
  }
  const { reader, part } = languageConfig(json);
  const shape = readShape(reader);
  const params = shape === null ? null : readParams(reader, shape, origin);
  if (shape === null || params === null || reader.faults.length > 0) return err(reader.faults);
  const model: ModelArchitecture = {
    id: origin.id,
    name: origin.name,
    lab: 'Your own',
    country: '',
    releasedOn: origin.retrievedOn,
    totalParamsB: params.total,
    activeParamsB: params.active,
    sourceUrl: origin.sourceUrl,
    ...shape,
    weightDtypeNative: readNativeDtype(reader, json),
  };
  const faults = validateArchitecture(model).map(({ pointer, message }) => ({
    pointer,
    message: `the config contradicts itself: ${message}`,
  }));
  if (faults.length > 0) return err(faults);
  return ok({
    model,
    derivations: reader.derivations,
    ignored: listIgnored(json, part, reader.used),
    warnings: listWarnings(model, part),
  });
}
