/** Number formats of weights and cache, and what one stored element of each costs (model.md 1). */
import { BITS_PER_BYTE } from '../units.ts';

/** Bits per stored element; the block formats count their scales: element bits + scale bits / block. */
export const BITS_PER_ELEMENT = {
  fp32: 32,
  bf16: 16,
  fp16: 16,
  fp8: 8,
  int8: 8,
  nvfp4: 4 + 8 / 16,
  mxfp4: 4 + 8 / 32,
  int4: 4,
  int3: 3,
  int2: 2,
} as const;

export type KvDtype = keyof typeof BITS_PER_ELEMENT;

/** Whether `text` names a dtype of {@link BITS_PER_ELEMENT}. */
export function isKvDtype(text: string): text is KvDtype {
  return Object.hasOwn(BITS_PER_ELEMENT, text);
}

/** Bytes per stored element, block scales included; a fraction below 8 bits. */
export function bytesPerElement(dtype: KvDtype): number {
  return BITS_PER_ELEMENT[dtype] / BITS_PER_BYTE;
}
