/** What one deployment is asked to serve, and the faults such a request can have (model.md 2). */
import type { InputFault } from '../input-fault.ts';
import type { ModelArchitecture } from './architecture.ts';
import type { ServingFormatName } from './serving-formats.ts';
import { BITS_PER_ELEMENT, isKvDtype, type KvDtype } from './kv-dtype.ts';

/** Deployment and workload. Fractions are 0..1; token counts are of one request. */
export interface ServingRequest {
  /** Number of accelerators that hold one copy of the weights together. */
  readonly accelerators: number;
  readonly weightDtype: KvDtype;
  readonly kvDtype: KvDtype;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** Share of the input whose prefill is found in a cache. */
  readonly prefixCacheHitRate: number;
  /** Slowest decode that a user accepts, tokens per second; 0 = no limit. */
  readonly minTokensPerSecondPerUser: number;
  /** Tokens that one step yields with speculation; 1 without. */
  readonly tokensPerStep: number;
  readonly memoryUtilisation: number;
  readonly bandwidthUtilisation: number;
  readonly computeUtilisation: number;
  readonly usdPerAcceleratorHour: number;
  /** Byte layout of the cache where a serving stack has one of its own; left out = elements of `kvDtype`. */
  readonly cacheFormat?: ServingFormatName;
  /**
   * Accelerators over which the attention of one sequence is split by heads. With more of them than KV heads each
   * head is held more than once; a latent is held by every one. Left out = 1, no copy.
   */
  readonly attentionTensorParallel?: number;
}

interface Bound {
  readonly field: Exclude<keyof ServingRequest, 'weightDtype' | 'kvDtype' | 'cacheFormat'>;
  readonly min: number;
  readonly max: number;
  readonly isWhole?: true;
  /** The lower end itself is refused. */
  readonly isOpen?: true;
}

/** Beyond any deployment or request that exists, and small enough to keep every count exact. */
export const SERVING_BOUNDS: readonly Bound[] = [
  { field: 'accelerators', min: 1, max: 100_000, isWhole: true },
  { field: 'inputTokens', min: 1, max: 100_000_000, isWhole: true },
  { field: 'outputTokens', min: 1, max: 100_000_000, isWhole: true },
  { field: 'prefixCacheHitRate', min: 0, max: 1 },
  { field: 'minTokensPerSecondPerUser', min: 0, max: 1_000_000 },
  { field: 'tokensPerStep', min: 1, max: 64 },
  { field: 'memoryUtilisation', min: 0, max: 1, isOpen: true },
  { field: 'bandwidthUtilisation', min: 0, max: 1, isOpen: true },
  { field: 'computeUtilisation', min: 0, max: 1, isOpen: true },
  { field: 'usdPerAcceleratorHour', min: 0, max: 100_000 },
  { field: 'attentionTensorParallel', min: 1, max: 1024, isWhole: true },
];

function boundFault({ field, min, max, isWhole, isOpen }: Bound, value: number): InputFault | null {
  const isInside = (isOpen === true ? value > min : value >= min) && value <= max;
  if (isInside && (isWhole !== true || Number.isInteger(value))) return null;
  const kind = isWhole === true ? 'a whole number' : 'a number';
  const from = isOpen === true ? `above ${String(min)} and at most` : `from ${String(min)} to`;
  return {
    pointer: `/${field}`,
    message: `${field} must be ${kind} ${from} ${String(max)}, not ${String(value)}`,
  };
}

function dtypeFaults(request: ServingRequest): InputFault[] {
  const known = Object.keys(BITS_PER_ELEMENT).join(', ');
  return (['weightDtype', 'kvDtype'] as const)
    .filter((field) => !isKvDtype(request[field]))
    .map((field) => ({
      pointer: `/${field}`,
      message: `${field} "${request[field]}" is unknown; use one of ${known}`,
    }));
}

/** Faults of a request, each at `/<field>` with the remedy; empty = sound. */
export function findServingFaults(request: ServingRequest): InputFault[] {
  const bounds = SERVING_BOUNDS.map((bound) => {
    const value = request[bound.field];
    return value === undefined ? null : boundFault(bound, value);
  });
  const { accelerators, attentionTensorParallel = 1 } = request;
  const split =
    attentionTensorParallel > accelerators
      ? [
          {
            pointer: '/attentionTensorParallel',
            message: `attentionTensorParallel ${String(attentionTensorParallel)} must not exceed the ${String(accelerators)} accelerators`,
          },
        ]
      : [];
  return [...bounds.filter((fault) => fault !== null), ...dtypeFaults(request), ...split];
}

/** Mean context in tokens of a request while it is decoded (model.md 2). */
export function meanContextOf({
  inputTokens,
  outputTokens,
}: Pick<ServingRequest, 'inputTokens' | 'outputTokens'>): number {
  return inputTokens + outputTokens / 2;
}

/** What an answered request should make a reader wary of; sentences. */
export function listServingCautions(model: ModelArchitecture, request: ServingRequest): string[] {
  const context = request.inputTokens + request.outputTokens;
  const { maxContext } = model;
  if (maxContext === null || context <= maxContext) return [];
  return [
    `inputTokens + outputTokens, ${String(context)}, exceed the ${String(maxContext)} tokens that ${model.name} supports: nobody serves this`,
  ];
}
