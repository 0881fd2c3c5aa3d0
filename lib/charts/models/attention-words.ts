/** Attention kinds in words, and the six families by which charts are coloured. */
import type { AttentionKind } from '../../core/efficiency/architecture.ts';
import type { LayerGroupKind } from '../../core/efficiency/layer-groups.ts';
import type { ColourToken } from '../chart-model.ts';

export const ATTENTION_WORDS: Readonly<Record<AttentionKind, string>> = {
  mha: 'Multi-head (each head its own cache)',
  gqa: 'Grouped-query (heads share a cache)',
  mqa: 'Multi-query (all heads share one)',
  mfa: 'Multi-matrix factorised (one shared head)',
  'gqa-cla': 'Grouped-query, layers share a cache',
  mla: 'Latent (one compressed vector)',
  'sparse-dsa': 'Latent, reads a selection (indexer)',
  msa: 'Grouped-query, reads a selection (indexer)',
  nsa: 'Native sparse (reads blocks)',
  moba: 'Mixture of blocks (reads blocks)',
  'swa-hybrid': 'Sliding windows with some full layers',
  'chunked-hybrid': 'Chunks with some full layers',
  'linear-hybrid': 'Linear with some full layers',
  'mamba-hybrid': 'State-space with some full layers',
  'csa-hca': 'Compressed (several tokens an entry)',
};

export interface AttentionFamily {
  readonly id: string;
  readonly label: string;
  readonly colour: ColourToken;
  readonly kinds: readonly AttentionKind[];
}

/** In the order in which they came up. */
export const ATTENTION_FAMILIES: readonly AttentionFamily[] = [
  {
    id: 'full',
    label: 'Full, heads stored',
    colour: 'f-architecture',
    kinds: ['mha', 'gqa', 'mqa', 'mfa', 'gqa-cla'],
  },
  { id: 'latent', label: 'Latent', colour: 'f-quantisation', kinds: ['mla'] },
  { id: 'window', label: 'Windows', colour: 'f-caching', kinds: ['swa-hybrid', 'chunked-hybrid'] },
  { id: 'sparse', label: 'Sparse reads', colour: 'f-eviction', kinds: ['sparse-dsa', 'msa', 'nsa', 'moba'] },
  {
    id: 'linear',
    label: 'Linear, state-space',
    colour: 'f-linear',
    kinds: ['linear-hybrid', 'mamba-hybrid'],
  },
  { id: 'compressed', label: 'Compressed', colour: 'f-offload', kinds: ['csa-hca'] },
];

export const GROUP_WORDS: Readonly<Record<LayerGroupKind, string>> = {
  full: 'Full attention',
  latent: 'Latent attention',
  sparse: 'Sparse attention (all stored, a selection read)',
  nsa: 'Native sparse attention',
  window: 'Sliding window',
  chunk: 'Chunk',
  csa: 'Compressed sparse attention',
  hca: 'Heavily compressed attention',
  indexer: 'Indexer keys',
  state: 'Recurrent state (constant)',
};

/** How the shape of a model is known. */
export interface ShapeEvidence {
  readonly words: string;
  readonly form: 'reported' | 'derived' | 'estimate';
}

const EVIDENCE: Readonly<Record<string, ShapeEvidence>> = {
  config: { words: 'config file', form: 'reported' },
  'config (shared with M1)': { words: 'config file, shared with M1', form: 'reported' },
  'config+cross-check': { words: 'config file, cross-checked', form: 'reported' },
  'config+recipe': { words: 'config file and serving recipe', form: 'reported' },
  'paper+config': { words: 'paper and config file', form: 'reported' },
  paper: { words: 'paper', form: 'derived' },
  'config-partial': { words: 'part of the config file', form: 'estimate' },
  'cross-check': { words: 'cross-check of others’ figures', form: 'estimate' },
  calculator: { words: 'a third party’s calculator', form: 'estimate' },
  inferred: { words: 'inferred', form: 'estimate' },
};

/** Words and form of a `config_evidence`; one not known here is an estimate in its own words. */
export function shapeEvidence(configEvidence: string): ShapeEvidence {
  return EVIDENCE[configEvidence] ?? { words: configEvidence, form: 'estimate' };
}
