/** From the storage columns of an oracle row to the layer groups that hold the memory it speaks of. */
import type { ModelArchitecture } from './architecture.ts';
import { plainFormat, uniformBytes, type CacheFormat, type ElementBytes } from './cache-format.ts';
import { bytesPerElement } from './kv-dtype.ts';
import { sumLayerGroups } from './kv-cache.ts';
import { buildLayerGroups, type LayerGroup } from './layer-groups.ts';
import { deepseekV4MixedFormat, fp8LatentFormat } from './serving-formats.ts';
import { BITS_PER_BYTE } from '../units.ts';

/** Long enough for every window to be full: where a claim names no context, its slope is meant. */
const LONG_CONTEXT_TOKENS = 2 ** 20;

/**
 * Bytes per element from the text of `dtype_bytes`: one number for all ("0.75"), or numbers by part
 * ("2 global / 1 chunk", "1 kv / 0.5 indexer"), or bits of key and value ("k8v4"). Null if it says neither.
 */
export function parseElementBytes(text: string | null): ElementBytes | null {
  const keyValueBits = /^k(\d+)v(\d+)$/.exec(text ?? '');
  if (keyValueBits !== null) {
    const mean = (Number(keyValueBits[1]) + Number(keyValueBits[2])) / 2 / BITS_PER_BYTE;
    return uniformBytes(mean);
  }
  const byPart = new Map<string, number>();
  for (const part of (text ?? '').split('/')) {
    const match = /^\s*([\d.]+)\s*(\w*)\s*$/.exec(part);
    if (match !== null) byPart.set(match[2] ?? '', Number(match[1]));
  }
  const attention = byPart.get('') ?? byPart.get('kv') ?? byPart.get('global');
  if (attention === undefined) return null;
  return {
    attention,
    window: byPart.get('chunk') ?? attention,
    indexer: byPart.get('indexer') ?? attention,
  };
}

/** Storage of one side of a claim: which groups of layers count, and in which format. */
export interface OracleStorage {
  readonly formatName: string;
  readonly elementBytes: ElementBytes | null;
  readonly counts: 'all' | 'all but state' | 'attention' | 'indexer';
}

function cacheFormat(model: ModelArchitecture, storage: OracleStorage): CacheFormat | null {
  if (storage.formatName.startsWith('fp8_ds_mla') || storage.formatName === 'fp8_indexer') {
    return fp8LatentFormat(model);
  }
  if (storage.formatName === 'dsv4_mixed') return deepseekV4MixedFormat(model);
  if (storage.elementBytes === null) return null;
  // A stack that leaves n of the layers in BF16 stores the mean of the two.
  const skipped = /_skip(\d+)$/.exec(storage.formatName);
  if (skipped === null) return plainFormat(model, storage.elementBytes);
  const skippedShare = Number(skipped[1]) / model.layers;
  const attention =
    skippedShare * bytesPerElement('bf16') + (1 - skippedShare) * storage.elementBytes.attention;
  return plainFormat(model, { ...storage.elementBytes, attention });
}

/** Draft layers count only where the claim says that the draft head is served. */
function servedModel(model: ModelArchitecture, formatName: string): ModelArchitecture {
  if (!formatName.endsWith('_plus_mtp')) return model;
  return { ...model, fullAttentionLayers: model.fullAttentionLayers + (model.draftLayers ?? 0) };
}

function isCounted(group: LayerGroup, counts: OracleStorage['counts']): boolean {
  switch (counts) {
    case 'all':
      return true;
    case 'all but state':
      return group.holds === 'tokens';
    case 'attention':
      return group.holds === 'tokens' && group.group !== 'indexer';
    case 'indexer':
      return group.group === 'indexer';
  }
}

/** Stored and read bytes of one sequence, as an oracle row counts them. */
export interface OracleMemory {
  readonly bytesPerToken: number;
  readonly storedBytes: number;
  readonly readBytesPerDecodedToken: number;
}

/**
 * Memory of one sequence of `model` in the row's storage; without a context, far beyond every window. Null when
 * the row says nothing about bytes per element.
 */
export function computeOracleMemory(
  model: ModelArchitecture,
  storage: OracleStorage,
  contextTokens: number | null,
): OracleMemory | null {
  const format = cacheFormat(model, storage);
  if (format === null) return null;
  const groups = buildLayerGroups(servedModel(model, storage.formatName), format).filter((group) =>
    isCounted(group, storage.counts),
  );
  return sumLayerGroups(groups, contextTokens ?? LONG_CONTEXT_TOKENS);
}
