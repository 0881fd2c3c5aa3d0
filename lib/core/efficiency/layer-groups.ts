/**
 * A model as a list of layer groups, each group with its stored and read bytes as data (model.md 1), so that
 * totals are sums over groups and a new attention family is a new list, not a new branch in the arithmetic.
 */
import type { ModelArchitecture } from './architecture.ts';
import type { CacheFormat } from './cache-format.ts';

/** Native Sparse Attention, arXiv 2502.11089: one compressed token per stride, 16 blocks of 64, a window. */
const NSA_STRIDE_TOKENS = 16;
const NSA_ALWAYS_READ_TOKENS = 16 * 64 + 512;

/** What a group of layers is; names the row of model.md section 1 that computes it. */
export type LayerGroupKind =
  'full' | 'latent' | 'sparse' | 'nsa' | 'window' | 'chunk' | 'csa' | 'hca' | 'indexer' | 'state';

/**
 * Bytes that follow the number of resident tokens T: `bytesPerEntry` (all layers of the group together) times
 * min(T, T / tokensPerEntry + alwaysEntries, atMostEntries). T / tokensPerEntry is not rounded.
 */
export interface TokenBytes {
  readonly bytesPerEntry: number;
  readonly tokensPerEntry: number;
  readonly alwaysEntries: number;
  /** null = unbounded. */
  readonly atMostEntries: number | null;
}

/** Layers whose cache grows with the context, up to its bound. */
export interface CachingGroup {
  readonly holds: 'tokens';
  readonly group: LayerGroupKind;
  /** Layers that compute; where layers share one stored KV set fewer store. */
  readonly layers: number;
  readonly stored: TokenBytes;
  readonly read: TokenBytes;
}

/** Layers with a constant recurrent state; `stateBytes` null = nobody published its size. */
export interface StateGroup {
  readonly holds: 'state';
  readonly group: 'state';
  readonly layers: number;
  readonly stateBytes: number | null;
}

export type LayerGroup = CachingGroup | StateGroup;

type EntryRule = Partial<Omit<TokenBytes, 'bytesPerEntry'>>;

function tokenBytes(bytesPerEntry: number, rule: EntryRule): TokenBytes {
  return { bytesPerEntry, tokensPerEntry: 1, alwaysEntries: 0, atMostEntries: null, ...rule };
}

interface CachingLayers {
  readonly group: LayerGroupKind;
  readonly layers: number;
  readonly storingLayers: number;
  readonly entryBytes: number;
  readonly storedRule?: EntryRule;
  /** Left out = everything stored is read at each decoded token. */
  readonly readRule?: EntryRule;
}

function cachingGroup(of: CachingLayers): CachingGroup {
  const bytesPerEntry = of.storingLayers * of.entryBytes;
  const storedRule = of.storedRule ?? {};
  return {
    holds: 'tokens',
    group: of.group,
    layers: of.layers,
    stored: tokenBytes(bytesPerEntry, storedRule),
    read: tokenBytes(bytesPerEntry, of.readRule ?? storedRule),
  };
}

/** Elements that one full-attention layer stores for one token. */
export function attentionEntryElements(model: ModelArchitecture): number {
  if (model.kvLoraRank !== null) return model.kvLoraRank + (model.qkRopeHeadDim ?? 0);
  return model.kvHeads * (model.headDim + (model.kvVectorsPerToken === 1 ? 0 : model.vHeadDim));
}

/** Elements that one window layer stores for one token; blank window columns fall back to the full layers'. */
export function windowEntryElements(model: ModelArchitecture): number {
  const valueDim = model.kvVectorsPerToken === 1 ? 0 : (model.windowVHeadDim ?? model.vHeadDim);
  return (model.windowKvHeads ?? model.kvHeads) * ((model.windowHeadDim ?? model.headDim) + valueDim);
}

function selectedRule(model: ModelArchitecture, rule: EntryRule = {}): EntryRule {
  return { ...rule, atMostEntries: model.sparseTopkTokens };
}

function fullAttentionGroups(model: ModelArchitecture, format: CacheFormat): CachingGroup[] {
  const entryBytes = format.attentionEntryBytes(attentionEntryElements(model));
  const group = (kind: LayerGroupKind, layers: number, readRule?: EntryRule): CachingGroup =>
    cachingGroup({
      group: kind,
      layers,
      storingLayers: layers / model.sharedKvFactor,
      entryBytes,
      ...(readRule === undefined ? {} : { readRule }),
    });
  const layers = model.fullAttentionLayers;
  switch (model.attention) {
    case 'sparse-dsa':
    case 'moba':
      return [group('sparse', layers, selectedRule(model))];
    case 'msa': {
      const sparseLayers = model.indexerLayers ?? 0;
      return [group('sparse', sparseLayers, selectedRule(model)), group('full', layers - sparseLayers)];
    }
    case 'nsa':
      return [
        group('nsa', layers, { tokensPerEntry: NSA_STRIDE_TOKENS, alwaysEntries: NSA_ALWAYS_READ_TOKENS }),
      ];
    default:
      return [group(model.kvLoraRank === null ? 'full' : 'latent', layers)];
  }
}

function compressedGroups(model: ModelArchitecture, format: CacheFormat): CachingGroup[] {
  const entryBytes = format.attentionEntryBytes(attentionEntryElements(model));
  const csaRule = { tokensPerEntry: model.csaRatio ?? 1 };
  const hcaRule = { tokensPerEntry: model.hcaRatio ?? 1 };
  const csaLayers = model.csaLayers ?? 0;
  const hcaLayers = model.hcaLayers ?? 0;
  return [
    cachingGroup({
      group: 'csa',
      layers: csaLayers,
      storingLayers: csaLayers,
      entryBytes,
      storedRule: csaRule,
      readRule: selectedRule(model, csaRule),
    }),
    cachingGroup({
      group: 'hca',
      layers: hcaLayers,
      storingLayers: hcaLayers,
      entryBytes,
      storedRule: hcaRule,
    }),
  ];
}

function windowGroup(model: ModelArchitecture, format: CacheFormat): CachingGroup {
  return cachingGroup({
    group: model.attention === 'chunked-hybrid' ? 'chunk' : 'window',
    layers: model.windowLayers,
    storingLayers: model.windowLayers / model.sharedKvFactor,
    entryBytes: format.windowEntryBytes(windowEntryElements(model)),
    storedRule: { atMostEntries: model.windowSize },
  });
}

function indexerGroup(model: ModelArchitecture, format: CacheFormat): CachingGroup {
  const layers = model.indexerLayers ?? 0;
  return cachingGroup({
    group: 'indexer',
    layers,
    storingLayers: layers,
    entryBytes: format.indexerEntryBytes(model.indexerHeadDim ?? 0),
    storedRule: model.attention === 'csa-hca' ? { tokensPerEntry: model.csaRatio ?? 1 } : {},
  });
}

/**
 * The groups of layers of `model` that hold memory per sequence, with bytes in `format`. Groups without layers
 * are left out. Expects a model that passed `validateArchitecture`.
 */
export function buildLayerGroups(model: ModelArchitecture, format: CacheFormat): LayerGroup[] {
  const caching = [
    ...fullAttentionGroups(model, format),
    ...(model.attention === 'csa-hca' ? compressedGroups(model, format) : []),
    windowGroup(model, format),
    indexerGroup(model, format),
  ].filter((group) => group.layers > 0);
  const hasState = model.linearLayers > 0 || model.linearStateBytesPerSeq !== null;
  if (!hasState) return caching;
  const state: StateGroup = {
    holds: 'state',
    group: 'state',
    layers: model.linearLayers,
    stateBytes: model.linearStateBytesPerSeq,
  };
  return [...caching, state];
}

/** Entries of `term` with `contextTokens` resident tokens, not rounded. */
export function entriesAt(term: TokenBytes, contextTokens: number): number {
  const entries = contextTokens / term.tokensPerEntry + term.alwaysEntries;
  return Math.min(contextTokens, entries, term.atMostEntries ?? Infinity);
}

/** Bytes of `term` with `contextTokens` resident tokens. */
export function bytesAt(term: TokenBytes, contextTokens: number): number {
  return term.bytesPerEntry * entriesAt(term, contextTokens);
}
