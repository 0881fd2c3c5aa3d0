/**
 * Recomputes published memory figures (`kv_oracles.csv`) from model shapes alone, so that the arithmetic is held
 * to numbers that others printed. Figures that were measured, not derived, get a reason instead of a value.
 */
import { fromBytes, isByteUnit } from '../units.ts';
import type { ModelArchitecture } from './architecture.ts';
import { uniformBytes } from './cache-format.ts';
import { attentionEntryElements, windowEntryElements } from './layer-groups.ts';
import {
  computeOracleMemory,
  parseElementBytes,
  type OracleMemory,
  type OracleStorage,
} from './oracle-memory.ts';
import { ORACLE_PREMISES, type OraclePremise } from './oracle-premises.ts';

/** One published figure: a row of `kv_oracles.csv`. */
export interface KvOracle {
  readonly id: string;
  /** A model id, or `technique:<id>` for a claim about no particular model. */
  readonly modelId: string;
  readonly quantity: string;
  readonly contextTokens: number | null;
  /** As printed: a number, or several with what they apply to. */
  readonly dtypeBytes: string | null;
  readonly expectedValue: number;
  readonly unit: string;
  /** Null = a measurement without a gate. */
  readonly tolerancePct: number | null;
  readonly referenceModelId: string | null;
  readonly kvFormat: string;
  readonly sourceTitle: string;
  readonly sourceUrl: string;
  readonly whereInSource: string;
}

/** The recomputed figure in the row's unit, or why the model cannot give one. */
export type OracleAnswer =
  | { readonly isComputable: true; readonly value: number }
  | { readonly isComputable: false; readonly reason: string };

/** Formats whose figure is measured on a running system; arithmetic on shapes cannot reach it. */
const MEASURED_FORMATS: Readonly<Record<string, string>> = {
  system: 'measured on a running system: batch, kernels and workload decide it, not the cache alone',
  allocator: 'a property of the allocator, not of the model',
  eviction: 'depends on the eviction budget chosen',
  bitstream: 'size on the wire or on disk, not resident memory',
  stack: 'a stack of techniques whose window sizes are not published',
};

interface Claim {
  readonly row: KvOracle;
  readonly premise: OraclePremise;
  readonly model: ModelArchitecture | null;
  readonly models: ReadonlyMap<string, ModelArchitecture>;
}

const absent = (reason: string): OracleAnswer => ({ isComputable: false, reason });

/** A ratio as the row prints it; plain multiples are quoted above 1 whichever side is larger. */
function ratioInUnit(subject: number, reference: number, unit: string): OracleAnswer {
  const ratio = subject / reference;
  switch (unit) {
    case 'x':
      return { isComputable: true, value: Math.max(ratio, 1 / ratio) };
    case 'pct_saved':
      return { isComputable: true, value: 100 * (1 - ratio) };
    case 'pct_of_reference':
      return { isComputable: true, value: 100 * ratio };
    default:
      return absent(`unit ${unit} is not one of a ratio`);
  }
}

function bytesInUnit(bytes: number, unit: string): OracleAnswer {
  if (isByteUnit(unit)) return { isComputable: true, value: fromBytes(bytes, unit) };
  // At one byte per element, bytes count elements.
  if (unit === 'K elements') return { isComputable: true, value: bytes / 1e3 };
  return absent(`unit ${unit} is not one of memory`);
}

/** Rows of plain formats leave the constant state out (model.md 1); Step-3's tables count its traffic. */
function countedGroups(quantity: string, formatName: string): OracleStorage['counts'] {
  if (quantity === 'indexer_object_bytes_per_64_tokens') return 'indexer';
  if (quantity === 'kv_object_bytes_per_64_tokens' || quantity === 'kv_bytes_per_token_per_layer')
    return 'attention';
  if (formatName.startsWith('mla_only')) return 'attention';
  return /state|step3/.test(formatName) ? 'all' : 'all but state';
}

function subjectMemory(claim: Claim): OracleMemory | null {
  if (claim.model === null) return null;
  const [formatName = ''] = claim.row.kvFormat.split(' vs ');
  const elementBytes = parseElementBytes(claim.row.dtypeBytes);
  const storage = { formatName, elementBytes, counts: countedGroups(claim.row.quantity, formatName) };
  return computeOracleMemory({ ...claim.model, ...claim.premise.subject }, storage, claim.row.contextTokens);
}

function referenceModel(claim: Claim): ModelArchitecture | null {
  if (claim.premise.reference !== undefined && claim.model !== null) {
    return { ...claim.model, ...claim.premise.reference };
  }
  const [id = ''] = (claim.row.referenceModelId ?? '').split('@');
  return claim.models.get(id) ?? null;
}

function referenceMemory(claim: Claim): OracleMemory | null {
  const model = referenceModel(claim);
  if (model === null) return null;
  const [subjectFormat = '', formatName = subjectFormat] = claim.row.kvFormat.split(' vs ');
  const bytes = claim.premise.referenceBytesPerElement;
  const storage =
    bytes === undefined
      ? { formatName, elementBytes: parseElementBytes(claim.row.dtypeBytes) }
      : // A reference in a plain dtype does not inherit the subject's special format.
        { formatName: 'plain', elementBytes: uniformBytes(bytes) };
  return computeOracleMemory(model, { ...storage, counts: 'all but state' }, claim.row.contextTokens);
}

function computeReduction(claim: Claim): OracleAnswer {
  const { row, premise } = claim;
  if (claim.model === null) {
    const bytes = parseElementBytes(row.dtypeBytes)?.attention;
    if (bytes !== undefined && premise.referenceBytesPerElement !== undefined) {
      return ratioInUnit(bytes, premise.referenceBytesPerElement, row.unit);
    }
    if (premise.keptShare !== undefined) return ratioInUnit(premise.keptShare, 1, row.unit);
    return absent(`no bytes per element are stated for ${row.modelId}`);
  }
  const subject = subjectMemory(claim);
  const reference = referenceMemory(claim);
  if (subject === null || reference === null)
    return absent('the subject or the reference has no known storage');
  return row.contextTokens === null
    ? ratioInUnit(subject.bytesPerToken, reference.bytesPerToken, row.unit)
    : ratioInUnit(subject.storedBytes, reference.storedBytes, row.unit);
}

/** Tokens that fit: usable memory less weights, over the bytes of one token. */
function computeTokensThatFit(claim: Claim, memory: OracleMemory): OracleAnswer {
  const { memoryBytes, usableShare = 1, weightBytes = 0, keptShare = 1 } = claim.premise;
  if (memoryBytes === undefined) return absent('the memory of the deployment is not stated');
  const value = (memoryBytes * usableShare - weightBytes) / (memory.bytesPerToken * keptShare);
  return { isComputable: true, value };
}

/** With more devices than KV heads each head is held more than once. */
function headReplication(claim: Claim, model: ModelArchitecture): number {
  const devices = /^tp(\d+)_replicated$/.exec(claim.row.kvFormat)?.[1];
  return devices === undefined ? 1 : Math.max(1, Number(devices) / model.kvHeads);
}

/** Window entries against compressed entries per token, were every window entry persisted (DeepSeek-V4 3.5.2). */
function windowToCompressedRatio(model: ModelArchitecture): number {
  const compressed =
    (model.csaLayers ?? 0) / (model.csaRatio ?? 1) + (model.hcaLayers ?? 0) / (model.hcaRatio ?? 1);
  const windowElements = model.windowLayers * windowEntryElements(model);
  return windowElements / (compressed * attentionEntryElements(model));
}

function computeFromMemory(claim: Claim, model: ModelArchitecture, memory: OracleMemory): OracleAnswer {
  const { row, premise } = claim;
  switch (row.quantity) {
    case 'kv_bytes_per_token':
      return bytesInUnit(memory.bytesPerToken, row.unit);
    case 'kv_bytes_per_token_per_layer':
      return bytesInUnit(memory.bytesPerToken / model.fullAttentionLayers, row.unit);
    case 'kv_gib_at_context':
      return bytesInUnit(memory.storedBytes * headReplication(claim, model), row.unit);
    case 'kv_block_mib_16_tokens':
      return bytesInUnit(memory.storedBytes / (premise.tensorParallel ?? 1), row.unit);
    case 'kv_object_bytes_per_64_tokens':
    case 'indexer_object_bytes_per_64_tokens':
      return bytesInUnit(memory.storedBytes, row.unit);
    case 'hbm_read_per_token':
      return bytesInUnit(memory.readBytesPerDecodedToken, row.unit);
    case 'kv_read_slope_vs_bf16': {
      const reference = referenceMemory(claim);
      if (reference === null) return absent('the reference model is unknown');
      return ratioInUnit(memory.readBytesPerDecodedToken, reference.readBytesPerDecodedToken, row.unit);
    }
    case 'max_batch':
      return computeTokensThatFit(claim, memory);
    default:
      return absent(`quantity ${row.quantity} is not one the engine derives`);
  }
}

/** Bytes read as a number of stored tokens: how many whole tokens' worth a sparse step touches. */
function computeTokenEquivalents(claim: Claim, model: ModelArchitecture): OracleAnswer {
  const storage = { formatName: 'plain', elementBytes: uniformBytes(1), counts: 'attention' } as const;
  const memory = computeOracleMemory(model, storage, claim.row.contextTokens);
  if (memory === null) return absent('no context is stated');
  return { isComputable: true, value: memory.readBytesPerDecodedToken / memory.bytesPerToken };
}

/**
 * The row's figure recomputed from `models` (by id), in the row's own unit; compare within its tolerance.
 * Never throws: an unknown model, a measured quantity or a missing premise is a named reason.
 */
export function computeOracle(row: KvOracle, models: ReadonlyMap<string, ModelArchitecture>): OracleAnswer {
  const measured = MEASURED_FORMATS[row.kvFormat];
  if (measured !== undefined) return absent(measured);
  const claim: Claim = {
    row,
    premise: ORACLE_PREMISES[row.id] ?? {},
    model: models.get(row.modelId) ?? null,
    models,
  };
  if (row.quantity === 'kv_reduction_vs') return computeReduction(claim);
  if (row.quantity === 'throughput_gain') {
    const hitRate = claim.premise.prefixHitRate;
    if (hitRate === undefined) return absent('no prefix hit rate is stated');
    return { isComputable: true, value: 1 / (1 - hitRate) };
  }
  if (claim.model === null) return absent(`model ${row.modelId} has no architecture row`);
  if (row.quantity === 'swa_to_compressed_ratio') {
    return { isComputable: true, value: windowToCompressedRatio(claim.model) };
  }
  if (row.quantity === 'state_bytes_per_seq') {
    const stateBytes = claim.model.linearStateBytesPerSeq;
    return stateBytes === null
      ? absent('the state size is not published')
      : bytesInUnit(stateBytes, row.unit);
  }
  if (row.unit === 'token_equivalents') return computeTokenEquivalents(claim, claim.model);
  const memory = subjectMemory(claim);
  if (memory === null) return absent(`no bytes per element are stated in "${row.dtypeBytes ?? ''}"`);
  return computeFromMemory(claim, claim.model, memory);
}
