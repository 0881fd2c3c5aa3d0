/** The memory of every model of a catalogue, computed once for table, chart and headline. */
import type { ModelArchitecture } from '../../core/efficiency/architecture.ts';
import { computeKvCache } from '../../core/efficiency/kv-cache.ts';
import type { KvDtype } from '../../core/efficiency/kv-dtype.ts';

/** Context at which the bytes of one more token are counted: beyond every window of the catalogue. */
export const LONG_CONTEXT_TOKENS = 131_072;

export interface ModelFigures {
  readonly model: ModelArchitecture;
  /** Bytes that one more token adds in BF16 in a long context; null with `absence`. */
  readonly bytesPerToken: number | null;
  /** Of one sequence at the chosen context and dtype. */
  readonly storedBytes: number | null;
  readonly readBytes: number | null;
  /** Why figures are missing; null when none is. */
  readonly absence: string | null;
  /** True when a recurrent state exists whose size is not published: sums are without it. */
  readonly isStateUnknown: boolean;
  readonly isBeyondMaxContext: boolean;
}

export interface CacheChoice {
  readonly contextTokens: number;
  readonly kvDtype: KvDtype;
}

/** Figures of one model. */
export function computeModelFigures(model: ModelArchitecture, choice: CacheChoice): ModelFigures {
  const marginal = computeKvCache(model, LONG_CONTEXT_TOKENS, 'bf16');
  const chosen = computeKvCache(model, choice.contextTokens, choice.kvDtype);
  if (!marginal.ok || !chosen.ok) {
    const faults = [...(marginal.ok ? [] : marginal.error), ...(chosen.ok ? [] : chosen.error)];
    return {
      model,
      bytesPerToken: null,
      storedBytes: null,
      readBytes: null,
      absence: [...new Set(faults.map(({ message }) => message))].join('; '),
      isStateUnknown: false,
      isBeyondMaxContext: false,
    };
  }
  return {
    model,
    bytesPerToken: marginal.value.bytesPerToken,
    storedBytes: chosen.value.storedBytes,
    readBytes: chosen.value.readBytesPerDecodedToken,
    absence: null,
    isStateUnknown: chosen.value.stateUnknown,
    isBeyondMaxContext: chosen.value.beyondMaxContext,
  };
}
