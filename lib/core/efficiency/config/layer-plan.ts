/** Which layers of a model attend to everything, to a window, or keep a recurrent state: read from its config. */
import { CONFIG_BOUNDS, type ConfigReader } from './config-reader.ts';

/** Counts of layers by what they hold, and what the fixed kinds hold. */
export interface LayerPlan {
  readonly full: number;
  readonly window: number;
  readonly windowSize: number | null;
  readonly isChunked: boolean;
  readonly linear: number;
  readonly isMamba: boolean;
  /** Bytes of one sequence's state over all linear layers; null = the config does not say enough. */
  readonly stateBytes: number | null;
}

const FP32_BYTES = 4;
const BF16_BYTES = 2;

type LayerKind = 'full' | 'window' | 'chunk' | 'linear' | 'mamba' | 'none';

const KIND_OF_WORD: Readonly<Record<string, LayerKind>> = {
  full_attention: 'full',
  global_attention: 'full',
  attention: 'full',
  sliding_attention: 'window',
  local_attention: 'window',
  chunked_attention: 'chunk',
  linear_attention: 'linear',
  kda: 'linear',
  mamba: 'mamba',
  mamba2: 'mamba',
  moe: 'none',
  mlp: 'none',
};

const KIND_OF_LETTER: Readonly<Record<string, LayerKind>> = {
  '*': 'full',
  M: 'mamba',
  '-': 'none',
  E: 'none',
};

function plan(kinds: readonly LayerKind[], windowSize: number | null, stateBytes: number | null): LayerPlan {
  const count = (kind: LayerKind): number => kinds.filter((one) => one === kind).length;
  return {
    full: count('full'),
    window: count('window') + count('chunk'),
    windowSize,
    isChunked: count('chunk') > 0,
    linear: count('linear') + count('mamba'),
    isMamba: count('mamba') > 0,
    stateBytes,
  };
}

/** Window of the sliding layers; null when the config has none or switches it off. */
function readWindowSize(config: ConfigReader): number | null {
  if (config.flag('use_sliding_window') === false) return null;
  return config.whole(['sliding_window', 'sliding_window_size'], CONFIG_BOUNDS.tokens);
}

function checkLength(config: ConfigReader, name: string, length: number, layers: number): boolean {
  if (length === layers) return true;
  config.refuse(name, `lists ${length} layers but the model has ${layers}; correct one of the two`);
  return false;
}

/** Layer kinds by a list of words, of 0 and 1, or by a pattern of letters; null when the config has no such list. */
function readListedKinds(config: ConfigReader, layers: number): LayerKind[] | null {
  for (const name of ['layer_types', 'layers_block_type', 'block_types']) {
    const words = config.list(name);
    if (words === null || !checkLength(config, name, words.length, layers)) continue;
    const unknown = words.filter((word) => KIND_OF_WORD[String(word)] === undefined);
    if (unknown.length === 0) return words.map((word) => KIND_OF_WORD[String(word)] ?? 'none');
    config.refuse(name, `has layers of unknown kind (${[...new Set(unknown)].slice(0, 3).join(', ')})`);
  }
  const flags = (name: string, zero: LayerKind, one: LayerKind): LayerKind[] | null => {
    const list = config.list(name);
    if (list === null || !checkLength(config, name, list.length, layers)) return null;
    return list.map((flag) => (flag === 0 ? zero : one));
  };
  return (
    flags('attn_type_list', 'linear', 'full') ??
    flags('hybrid_layer_pattern', 'full', 'window') ??
    readLetters(config, layers) ??
    (config.has('attention_chunk_size') ? flags('no_rope_layers', 'full', 'chunk') : null)
  );
}

function readLetters(config: ConfigReader, layers: number): LayerKind[] | null {
  const pattern = config.text(['hybrid_override_pattern']);
  if (pattern === null || !checkLength(config, 'hybrid_override_pattern', pattern.length, layers))
    return null;
  const kinds = Array.from(pattern, (letter) => KIND_OF_LETTER[letter]);
  if (kinds.every((kind) => kind !== undefined)) return kinds;
  config.refuse('hybrid_override_pattern', 'may hold only * (attention), M (Mamba), - (MLP) and E (experts)');
  return null;
}

/** Layer kinds by a rule such as "every fourth"; null when the config has none. */
function readPeriodicKinds(config: ConfigReader, layers: number): LayerKind[] | null {
  const everyNth = (period: number, offset: number, at: LayerKind, rest: LayerKind): LayerKind[] =>
    Array.from({ length: layers }, (_, layer) => (layer % period === offset ? at : rest));
  const interval = config.whole(['full_attention_interval'], CONFIG_BOUNDS.layers);
  if (interval !== null) return everyNth(interval, interval - 1, 'full', 'linear');
  const period = config.whole(['attn_layer_period'], CONFIG_BOUNDS.layers);
  if (period !== null) {
    const offset = config.whole(['attn_layer_offset'], CONFIG_BOUNDS.small) ?? 0;
    if (offset < period) return everyNth(period, offset, 'full', 'mamba');
    config.refuse('attn_layer_offset', `must lie below attn_layer_period, ${period}`);
  }
  return null;
}

function readWindowedKinds(config: ConfigReader, layers: number, windowSize: number): LayerKind[] {
  const pattern = config.whole(['sliding_window_pattern'], CONFIG_BOUNDS.layers);
  if (pattern !== null) {
    return Array.from({ length: layers }, (_, layer) => ((layer + 1) % pattern === 0 ? 'full' : 'window'));
  }
  const fullFirst = config.whole(['max_window_layers'], CONFIG_BOUNDS.small);
  if (fullFirst !== null) {
    return Array.from({ length: layers }, (_, layer) => (layer < fullFirst ? 'full' : 'window'));
  }
  config.derive('windowLayers', layers, `sliding_window ${windowSize} without a pattern: every layer slides`);
  return new Array<LayerKind>(layers).fill('window');
}

/** Kimi's linear attention lists its layers by number. */
function readKimiKinds(
  config: ConfigReader,
  layers: number,
): { kinds: LayerKind[]; state: number | null } | null {
  const inner = config.inner('linear_attn_config');
  const linear = inner?.list('kda_layers') ?? null;
  if (inner === null || linear === null) return null;
  const kinds = Array.from({ length: layers }, (_, layer): LayerKind =>
    linear.includes(layer + 1) ? 'linear' : 'full',
  );
  const full = inner.list('full_attn_layers');
  if (full !== null && full.length + linear.length !== layers) {
    inner.refuse(
      'full_attn_layers',
      `and kda_layers list ${full.length + linear.length} layers but the model has ${layers}`,
    );
  }
  const heads = inner.whole(['num_heads'], CONFIG_BOUNDS.heads);
  const width = inner.whole(['head_dim'], CONFIG_BOUNDS.width);
  const kernel = inner.whole(['short_conv_kernel_size'], CONFIG_BOUNDS.small) ?? 4;
  if (heads === null || width === null) return { kinds, state: null };
  const perLayer = heads * width * width * FP32_BYTES + 3 * heads * width * (kernel - 1) * BF16_BYTES;
  return { kinds, state: linear.length * perLayer };
}

/** Constant state of the linear layers in bytes (README-efficiency of the facts, section 2); null = not enough said. */
function readStateBytes(config: ConfigReader, kinds: readonly LayerKind[]): number | null {
  const linear = kinds.filter((kind) => kind === 'linear').length;
  const mamba = kinds.filter((kind) => kind === 'mamba').length;
  if (mamba > 0) return readMambaState(config, mamba);
  return linear > 0 ? (readDeltaState(config, linear) ?? readLightningState(config, linear)) : null;
}

function readMambaState(config: ConfigReader, layers: number): number | null {
  const heads = config.whole(['mamba_num_heads'], CONFIG_BOUNDS.heads);
  const width = config.whole(['mamba_head_dim'], CONFIG_BOUNDS.width);
  const state = config.whole(['ssm_state_size', 'mamba_d_state'], CONFIG_BOUNDS.width);
  const groups = config.whole(['n_groups', 'mamba_n_groups'], CONFIG_BOUNDS.heads) ?? 1;
  const kernel = config.whole(['conv_kernel', 'mamba_d_conv'], CONFIG_BOUNDS.small) ?? 4;
  if (heads === null || width === null || state === null) return null;
  const inner = heads * width;
  const perLayer = inner * state * FP32_BYTES + (inner + 2 * groups * state) * (kernel - 1) * BF16_BYTES;
  return layers * perLayer;
}

function readDeltaState(config: ConfigReader, layers: number): number | null {
  const keyHeads = config.whole(['linear_num_key_heads'], CONFIG_BOUNDS.heads);
  const valueHeads = config.whole(['linear_num_value_heads'], CONFIG_BOUNDS.heads);
  const keyDim = config.whole(['linear_key_head_dim'], CONFIG_BOUNDS.width);
  const valueDim = config.whole(['linear_value_head_dim'], CONFIG_BOUNDS.width);
  const kernel = config.whole(['linear_conv_kernel_dim'], CONFIG_BOUNDS.small) ?? 4;
  if (keyHeads === null || valueHeads === null || keyDim === null || valueDim === null) return null;
  const recurrent = valueHeads * keyDim * valueDim * FP32_BYTES;
  const convolution = (2 * keyHeads * keyDim + valueHeads * valueDim) * (kernel - 1) * BF16_BYTES;
  return layers * (recurrent + convolution);
}

/** Lightning attention keeps one matrix a head; told by the list that says which layers are linear. */
function readLightningState(config: ConfigReader, layers: number): number | null {
  if (!config.has('attn_type_list')) return null;
  const heads = config.whole(['num_attention_heads'], CONFIG_BOUNDS.heads);
  const width = config.whole(['head_dim'], CONFIG_BOUNDS.width);
  return heads === null || width === null ? null : layers * heads * width * width * FP32_BYTES;
}

/** Plan of the `layers` of a model. What contradicts itself is refused by name; then the plan is not used. */
export function readLayerPlan(config: ConfigReader, layers: number): LayerPlan {
  const kimi = readKimiKinds(config, layers);
  if (kimi !== null) return plan(kimi.kinds, null, kimi.state);
  const windowSize = readWindowSize(config);
  const chunkSize = config.whole(['attention_chunk_size'], CONFIG_BOUNDS.tokens);
  const kinds =
    readListedKinds(config, layers) ??
    readPeriodicKinds(config, layers) ??
    (windowSize === null ? null : readWindowedKinds(config, layers, windowSize)) ??
    new Array<LayerKind>(layers).fill('full');
  const size = kinds.includes('chunk') ? chunkSize : windowSize;
  if (kinds.some((kind) => kind === 'window' || kind === 'chunk') && size === null) {
    const name = kinds.includes('chunk') ? 'attention_chunk_size' : 'sliding_window';
    config.refuse(name, 'is missing or switched off, but layers are listed that need it');
  }
  return plan(kinds, size, readStateBytes(config, kinds));
}
