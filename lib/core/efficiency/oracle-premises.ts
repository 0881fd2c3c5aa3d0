/**
 * What a published figure takes for granted beyond its model and its bytes per element: a deployment, weights
 * already loaded, a hypothetical twin. Each is stated by the source or its note in `kv_oracles.csv`, keyed by
 * row id. A row without an entry needs none.
 */
import type { ModelArchitecture } from './architecture.ts';
import { bytesPerElement } from './kv-dtype.ts';
import { BYTES_PER_UNIT } from '../units.ts';

export interface OraclePremise {
  /** Fields that turn the row's model into the one the claim is about. */
  readonly subject?: Partial<ModelArchitecture>;
  /** Fields that turn the row's model into the hypothetical it is compared with. */
  readonly reference?: Partial<ModelArchitecture>;
  readonly referenceBytesPerElement?: number;
  /** Devices over which the KV heads are split; the figure is per device. */
  readonly tensorParallel?: number;
  readonly memoryBytes?: number;
  /** Part of the memory that the source lets the server use. */
  readonly usableShare?: number;
  readonly weightBytes?: number;
  /** Part of the cache that is kept at all. */
  readonly keptShare?: number;
  readonly prefixHitRate?: number;
}

const GB = BYTES_PER_UNIT.GB;
const LATENT_576 = { attention: 'mla', kvLoraRank: 512, qkRopeHeadDim: 64, kvVectorsPerToken: 1 } as const;
const MINIMAX_M2_SERVER = { usableShare: 0.9, weightBytes: 230 * GB } as const;

export const ORACLE_PREMISES: Readonly<Record<string, OraclePremise>> = {
  kv009: { referenceBytesPerElement: bytesPerElement('bf16') },
  kv028: {
    reference: {
      attention: 'gqa',
      qHeads: 64,
      kvHeads: 8,
      headDim: 128,
      vHeadDim: 128,
      kvVectorsPerToken: 2,
      fullAttentionLayers: 61,
      windowLayers: 0,
      csaLayers: null,
      hcaLayers: null,
      indexerLayers: null,
    },
    referenceBytesPerElement: bytesPerElement('bf16'),
  },
  kv048: { memoryBytes: BYTES_PER_UNIT.TB },
  kv055: { memoryBytes: 4 * 96 * GB, ...MINIMAX_M2_SERVER },
  kv056: { memoryBytes: 8 * 144 * GB, ...MINIMAX_M2_SERVER },
  kv060: { tensorParallel: 2 },
  kv061: { tensorParallel: 4 },
  kv064: { referenceBytesPerElement: bytesPerElement('bf16') },
  kv065: { referenceBytesPerElement: bytesPerElement('bf16') },
  kv066: { referenceBytesPerElement: bytesPerElement('bf16') },
  kv086: {
    reference: {
      attention: 'mla',
      fullAttentionLayers: 27,
      linearLayers: 0,
      linearStateBytesPerSeq: null,
    },
  },
  kv088: { subject: LATENT_576 },
  kv091: { memoryBytes: 80 * GB, weightBytes: 13.5 * GB },
  kv092: { memoryBytes: 80 * GB, weightBytes: 8 * GB, keptShare: 0.5 },
  kv096: { referenceBytesPerElement: bytesPerElement('fp16') },
  kv097: { referenceBytesPerElement: bytesPerElement('fp8') },
  // The last 3 of 8 parts of the depth reuse the cache of the first 5.
  kv098: { keptShare: 5 / 8 },
  kv100: { prefixHitRate: 0.842 },
  kv101: { prefixHitRate: 0.885 },
};
