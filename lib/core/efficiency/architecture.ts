/**
 * The shape of a model as far as memory arithmetic needs it: one row of `model_architectures.csv`, camelCased.
 * Counts are layers, heads, elements or tokens as named; `null` means the column is blank, never 0.
 */
import type { IsoDate } from '../facts/types.ts';

/** Attention families whose memory the engine can compute (model.md 1). */
export const ATTENTION_KINDS = [
  'mha',
  'gqa',
  'mqa',
  'mfa',
  'gqa-cla',
  'mla',
  'sparse-dsa',
  'msa',
  'nsa',
  'moba',
  'swa-hybrid',
  'chunked-hybrid',
  'linear-hybrid',
  'mamba-hybrid',
  'csa-hca',
] as const;

export type AttentionKind = (typeof ATTENTION_KINDS)[number];

export interface ModelArchitecture {
  readonly id: string;
  readonly name: string;
  readonly lab: string;
  readonly country: string;
  readonly releasedOn: IsoDate;
  /** Billions of parameters. */
  readonly totalParamsB: number;
  /** Billions of parameters used per token; null where nobody published it. */
  readonly activeParamsB: number | null;
  /** All blocks of the network, those without attention included. */
  readonly layers: number;
  readonly hiddenSize: number | null;
  readonly attention: AttentionKind;
  readonly qHeads: number;
  readonly kvHeads: number;
  /** Elements of one key; for CSA/HCA of the one vector that is key and value. */
  readonly headDim: number;
  readonly vHeadDim: number;
  readonly kvLoraRank: number | null;
  readonly qkRopeHeadDim: number | null;
  readonly fullAttentionLayers: number;
  readonly windowLayers: number;
  /** Tokens of a sliding window or chunk. */
  readonly windowSize: number | null;
  readonly linearLayers: number;
  /** Constant recurrent state of one sequence in bytes, whatever the cache dtype; null = not published. */
  readonly linearStateBytesPerSeq: number | null;
  readonly indexerHeadDim: number | null;
  /** Bytes of all indexer layers per token in the format the model is served in. */
  readonly indexerBytesPerToken: number | null;
  /** Layers per stored KV set; 1 = every layer stores its own. */
  readonly sharedKvFactor: number;
  /** Longest context in tokens that the maker supports. */
  readonly maxContext: number | null;
  readonly weightDtypeNative: string;
  readonly experts: number | null;
  readonly expertsActive: number | null;
  readonly notes: string | null;
  readonly sourceUrl: string;
  /** 2 = key and value are stored apart, 1 = one vector serves as both. */
  readonly kvVectorsPerToken: number;
  /** Blank window columns mean: as the full-attention layers. */
  readonly windowKvHeads: number | null;
  readonly windowHeadDim: number | null;
  readonly windowVHeadDim: number | null;
  readonly csaLayers: number | null;
  /** Tokens per compressed entry. */
  readonly csaRatio: number | null;
  readonly hcaLayers: number | null;
  readonly hcaRatio: number | null;
  readonly indexerLayers: number | null;
  /** Entries that a query attends to after selection. */
  readonly sparseTopkTokens: number | null;
  /** Multi-token-prediction layers; not counted in the cache. */
  readonly draftLayers: number | null;
  readonly configEvidence: string;
}
