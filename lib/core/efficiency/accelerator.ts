/** An accelerator as far as the roofline needs it: one row of `accelerators.csv`, camelCased. Rates are dense. */
import type { InputFault } from '../input-fault.ts';
import { err, ok, type Result } from '../result.ts';
import type { KvDtype } from './kv-dtype.ts';

export interface Accelerator {
  readonly id: string;
  readonly vendor: string;
  readonly name: string;
  /** GB of HBM, 1e9 bytes; 0 = another kind of memory, null = not published. */
  readonly hbmGb: number | null;
  readonly hbmStacks: number | null;
  readonly hbmBandwidthTbS: number | null;
  readonly bf16DenseTflops: number | null;
  readonly fp8DenseTflops: number | null;
  readonly fp4DenseTflops: number | null;
}

/** What one accelerator gives at best: bytes, bytes per second, FLOP per second. */
export interface AcceleratorLimits {
  readonly hbmBytes: number;
  readonly bytesPerSecond: number;
  readonly flopPerSecond: number;
}

const FP4_WEIGHTS: readonly KvDtype[] = ['nvfp4', 'mxfp4'];
const EIGHT_BIT_WEIGHTS: readonly KvDtype[] = ['fp8', 'int8'];

/** Dense rate for weights of a dtype in TFLOP/s: FP4 or FP8 where published, else BF16 (model.md 2). */
function denseTflops(accelerator: Accelerator, weightDtype: KvDtype): number | null {
  const { bf16DenseTflops, fp8DenseTflops, fp4DenseTflops } = accelerator;
  if (FP4_WEIGHTS.includes(weightDtype)) return fp4DenseTflops ?? bf16DenseTflops;
  if (EIGHT_BIT_WEIGHTS.includes(weightDtype)) return fp8DenseTflops ?? bf16DenseTflops;
  return bf16DenseTflops;
}

/**
 * Limits of `accelerator` with weights in `weightDtype`. Faults at `/accelerator` when it has no HBM, or when its
 * memory, bandwidth or rate is not published: a missing figure is never taken as 0.
 */
export function readAcceleratorLimits(
  accelerator: Accelerator,
  weightDtype: KvDtype,
): Result<AcceleratorLimits, InputFault[]> {
  const { name, hbmGb, hbmBandwidthTbS } = accelerator;
  const tflops = denseTflops(accelerator, weightDtype);
  const faults = [
    hbmGb === null ? `the memory of ${name} is not published` : null,
    hbmGb === 0 ? `${name} has no HBM, which is what this model counts` : null,
    hbmBandwidthTbS === null || hbmBandwidthTbS === 0 ? `the bandwidth of ${name} is not published` : null,
    tflops === null || tflops === 0
      ? `no dense rate of ${name} is published for ${weightDtype} weights`
      : null,
  ].filter((reason) => reason !== null);
  if (faults.length > 0 || hbmGb === null || hbmBandwidthTbS === null || tflops === null) {
    return err(
      faults.map((reason) => ({
        pointer: '/accelerator',
        message: `accelerator ${accelerator.id}: ${reason}; choose another accelerator`,
      })),
    );
  }
  return ok({ hbmBytes: hbmGb * 1e9, bytesPerSecond: hbmBandwidthTbS * 1e12, flopPerSecond: tflops * 1e12 });
}
