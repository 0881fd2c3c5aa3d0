/** Finds fields of a model architecture that contradict each other, before arithmetic hides them. */
import type { InputFault } from '../input-fault.ts';
import type { AttentionKind, ModelArchitecture } from './architecture.ts';

type NumericField = {
  [Field in keyof ModelArchitecture]: ModelArchitecture[Field] extends number | null ? Field : never;
}[keyof ModelArchitecture];

const COUNT_FIELDS = [
  'layers',
  'hiddenSize',
  'qHeads',
  'kvHeads',
  'headDim',
  'vHeadDim',
  'kvLoraRank',
  'qkRopeHeadDim',
  'fullAttentionLayers',
  'windowLayers',
  'windowSize',
  'linearLayers',
  'linearStateBytesPerSeq',
  'indexerHeadDim',
  'maxContext',
  'experts',
  'expertsActive',
  'windowKvHeads',
  'windowHeadDim',
  'windowVHeadDim',
  'csaLayers',
  'csaRatio',
  'hcaLayers',
  'hcaRatio',
  'indexerLayers',
  'sparseTopkTokens',
  'draftLayers',
] as const satisfies readonly NumericField[];

const POSITIVE_FIELDS = [
  'layers',
  'qHeads',
  'kvHeads',
  'headDim',
  'windowSize',
  'csaRatio',
  'hcaRatio',
  'sparseTopkTokens',
  'maxContext',
  'totalParamsB',
] as const satisfies readonly NumericField[];

const REQUIRED_BY_KIND: Partial<Record<AttentionKind, readonly NumericField[]>> = {
  mla: ['kvLoraRank', 'qkRopeHeadDim'],
  'sparse-dsa': ['kvLoraRank', 'qkRopeHeadDim', 'indexerLayers', 'indexerHeadDim', 'sparseTopkTokens'],
  msa: ['indexerLayers', 'indexerHeadDim', 'sparseTopkTokens'],
  moba: ['sparseTopkTokens'],
  'swa-hybrid': ['windowSize'],
  'chunked-hybrid': ['windowSize'],
  'csa-hca': [
    'csaLayers',
    'csaRatio',
    'hcaLayers',
    'hcaRatio',
    'indexerLayers',
    'indexerHeadDim',
    'sparseTopkTokens',
    'windowSize',
  ],
};

const WINDOWED: readonly AttentionKind[] = ['swa-hybrid', 'chunked-hybrid', 'csa-hca'];
const RECURRENT: readonly AttentionKind[] = ['linear-hybrid', 'mamba-hybrid'];
const SINGLE_KV_HEAD: readonly AttentionKind[] = ['mqa', 'mfa'];

interface Rule {
  readonly field: keyof ModelArchitecture;
  readonly holds: (model: ModelArchitecture) => boolean;
  readonly message: string;
}

/** A bound counts only where both sides are known. */
function atMost(left: number | null, right: number | null): boolean {
  return left === null || right === null || left <= right;
}

const RULES: readonly Rule[] = [
  {
    field: 'kvHeads',
    holds: (m) => m.qHeads % m.kvHeads === 0,
    message: 'qHeads must be a multiple of kvHeads',
  },
  {
    field: 'kvHeads',
    holds: (m) => m.attention !== 'mha' || m.kvHeads === m.qHeads,
    message: 'multi-head attention has as many kvHeads as qHeads; name it gqa if it shares heads',
  },
  {
    field: 'kvHeads',
    holds: (m) => !SINGLE_KV_HEAD.includes(m.attention) || m.kvHeads === 1,
    message: 'mqa and mfa have one KV head',
  },
  {
    field: 'qkRopeHeadDim',
    holds: (m) => m.kvLoraRank === null || m.qkRopeHeadDim !== null,
    message: 'a latent cache (kvLoraRank) needs qkRopeHeadDim, 0 if it has none',
  },
  {
    field: 'kvVectorsPerToken',
    holds: (m) => m.kvVectorsPerToken === 1 || m.kvVectorsPerToken === 2,
    message: 'must be 1 (one vector is key and value) or 2',
  },
  {
    field: 'kvVectorsPerToken',
    holds: (m) => (m.kvLoraRank === null && m.attention !== 'csa-hca') || m.kvVectorsPerToken === 1,
    message: 'latent and csa-hca caches store one vector per token',
  },
  {
    field: 'windowLayers',
    holds: (m) => WINDOWED.includes(m.attention) === m.windowLayers > 0,
    message: 'window layers and a windowed attention kind go together',
  },
  {
    field: 'linearLayers',
    holds: (m) => RECURRENT.includes(m.attention) === m.linearLayers > 0,
    message: 'linear layers and a linear- or mamba-hybrid attention kind go together',
  },
  {
    field: 'fullAttentionLayers',
    holds: (m) => attendingLayers(m) > 0 && attendingLayers(m) <= m.layers,
    message: 'the attention layers must be at least 1 and add up to at most layers',
  },
  {
    field: 'indexerLayers',
    holds: (m) => atMost(m.indexerLayers, m.attention === 'csa-hca' ? m.csaLayers : m.fullAttentionLayers),
    message: 'there cannot be more indexer layers than layers that select',
  },
  { field: 'sharedKvFactor', holds: (m) => m.sharedKvFactor >= 1, message: 'must be at least 1' },
  {
    field: 'activeParamsB',
    holds: (m) => atMost(m.activeParamsB, m.totalParamsB),
    message: 'cannot exceed totalParamsB',
  },
  {
    field: 'expertsActive',
    holds: (m) => atMost(m.expertsActive, m.experts),
    message: 'cannot exceed experts',
  },
];

/** In CSA/HCA each compressing layer also keeps a window, so the two counts overlap instead of adding. */
function attendingLayers(model: ModelArchitecture): number {
  const windowed =
    model.attention === 'csa-hca'
      ? Math.max(model.windowLayers, (model.csaLayers ?? 0) + (model.hcaLayers ?? 0))
      : model.windowLayers;
  return model.fullAttentionLayers + windowed + model.linearLayers;
}

function rangeFaults(model: ModelArchitecture): InputFault[] {
  const faults: InputFault[] = [];
  for (const field of COUNT_FIELDS) {
    const value = model[field];
    if (value !== null && !(Number.isSafeInteger(value) && value >= 0)) {
      faults.push({
        pointer: `/${field}`,
        message: `${field} must be a whole number of at least 0, not ${String(value)}`,
      });
    }
  }
  for (const field of POSITIVE_FIELDS) {
    const value = model[field];
    if (value !== null && !(Number.isFinite(value) && value > 0)) {
      faults.push({ pointer: `/${field}`, message: `${field} must be above 0, not ${String(value)}` });
    }
  }
  return faults;
}

/**
 * Faults of one architecture: a number outside its range, a field that its attention kind needs but lacks, or
 * two fields that contradict each other. Empty = consistent. Pointers are `/<field>`.
 */
export function validateArchitecture(model: ModelArchitecture): InputFault[] {
  const required = REQUIRED_BY_KIND[model.attention] ?? [];
  const missing = required
    .filter((field) => model[field] === null)
    .map((field) => ({
      pointer: `/${field}`,
      message: `${field} is blank but ${model.attention} needs it`,
    }));
  const contradictions = RULES.filter((rule) => !rule.holds(model)).map(({ field, message }) => ({
    pointer: `/${field}`,
    message: `${field} ${String(model[field])} of ${model.id}: ${message}`,
  }));
  return [...rangeFaults(model), ...missing, ...contradictions];
}
