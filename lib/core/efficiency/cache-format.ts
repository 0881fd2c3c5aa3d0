/** How many bytes one stored entry takes, by what it is an entry of. */
import type { ModelArchitecture } from './architecture.ts';
import { bytesPerElement } from './kv-dtype.ts';

/**
 * Bytes of one entry (one token, or one compressed group of tokens, in one layer) of so many elements. Plain
 * formats are proportional; serving formats add scales and keep some elements wider.
 */
export interface CacheFormat {
  readonly attentionEntryBytes: (elements: number) => number;
  readonly windowEntryBytes: (elements: number) => number;
  readonly indexerEntryBytes: (elements: number) => number;
}

/** Bytes per element of each kind of entry, when an entry is elements times bytes. */
export interface ElementBytes {
  readonly attention: number;
  readonly window: number;
  readonly indexer: number;
}

/** The same number of bytes for every element of the cache. */
export function uniformBytes(bytes: number): ElementBytes {
  return { attention: bytes, window: bytes, indexer: bytes };
}

/**
 * The format in which an entry is its elements times the bytes given for its kind. MSA keeps its index keys in
 * BF16 whatever the cache is in (model.md 1).
 */
export function plainFormat(model: ModelArchitecture, bytes: ElementBytes): CacheFormat {
  const indexerBytes = model.attention === 'msa' ? bytesPerElement('bf16') : bytes.indexer;
  return {
    attentionEntryBytes: (elements) => elements * bytes.attention,
    windowEntryBytes: (elements) => elements * bytes.window,
    indexerEntryBytes: (elements) => elements * indexerBytes,
  };
}
