/**
 * Cache formats of serving stacks whose entries are not "elements times bytes": low-precision values with their
 * scales beside positional elements kept wider. These are techniques, not dtypes (model.md 1).
 */
import type { InputFault } from '../input-fault.ts';
import { err, ok, type Result } from '../result.ts';
import type { ModelArchitecture } from './architecture.ts';
import type { CacheFormat } from './cache-format.ts';
import { bytesPerElement } from './kv-dtype.ts';

/** Elements that share one FP32 scale in DeepSeek's FP8 formats. */
const FP8_BLOCK_ELEMENTS = 128;
const FP32_SCALE_BYTES = bytesPerElement('fp32');
/** DeepSeek-V4 entry: one byte of scale per 64 FP8 elements, padded to 8. Assumed, see the facts' notes. */
const V4_ENTRY_SCALE_BYTES = 8;
/** Elements per one-byte scale of an MX format. */
const MX_BLOCK_ELEMENTS = 32;

function fp8WithFp32Scales(elements: number): number {
  return elements + (elements / FP8_BLOCK_ELEMENTS) * FP32_SCALE_BYTES;
}

/**
 * DeepSeek's FP8 latent cache with scales: the rank in FP8 with an FP32 scale per 128, the positional part in
 * BF16; index keys likewise in FP8. 656 B and 132 B at DeepSeek-V3's sizes. Source: FlashMLA README.
 */
export function fp8LatentFormat(model: ModelArchitecture): CacheFormat {
  const ropeDim = model.qkRopeHeadDim ?? 0;
  const entryBytes = (elements: number): number =>
    fp8WithFp32Scales(elements - ropeDim) + ropeDim * bytesPerElement('bf16');
  return {
    attentionEntryBytes: entryBytes,
    windowEntryBytes: entryBytes,
    indexerEntryBytes: fp8WithFp32Scales,
  };
}

/**
 * DeepSeek-V4's mixed cache: FP8 values, BF16 positional elements, one-byte scales (584 B an entry), index keys
 * in FP4 with a scale per 32 (68 B). Source: DeepSeek-V4 report; the scale sizes are assumed.
 */
export function deepseekV4MixedFormat(model: ModelArchitecture): CacheFormat {
  const ropeDim = model.qkRopeHeadDim ?? 0;
  const entryBytes = (elements: number): number =>
    elements - ropeDim + ropeDim * bytesPerElement('bf16') + V4_ENTRY_SCALE_BYTES;
  return {
    attentionEntryBytes: entryBytes,
    windowEntryBytes: entryBytes,
    indexerEntryBytes: (elements) => elements * bytesPerElement('int4') + elements / MX_BLOCK_ELEMENTS,
  };
}

/** Serving formats that a deployment can ask for, and the models that have what they store. */
const SERVING_FORMATS = {
  'fp8-latent': {
    create: fp8LatentFormat,
    needs: 'a latent cache (kvLoraRank)',
    fits: (model: ModelArchitecture) => model.kvLoraRank !== null,
  },
  'v4-mixed': {
    create: deepseekV4MixedFormat,
    needs: 'compressed attention (csa-hca)',
    fits: (model: ModelArchitecture) => model.attention === 'csa-hca',
  },
} as const;

export type ServingFormatName = keyof typeof SERVING_FORMATS;

/** The named format for `model`; a fault at `/cacheFormat` when the model does not store what it packs. */
export function servingFormat(
  model: ModelArchitecture,
  name: ServingFormatName,
): Result<CacheFormat, InputFault> {
  const { create, fits, needs } = SERVING_FORMATS[name];
  if (fits(model)) return ok(create(model));
  const message = `cacheFormat ${name} packs ${needs}, which ${model.id} has not; leave cacheFormat out`;
  return err({ pointer: '/cacheFormat', message });
}
