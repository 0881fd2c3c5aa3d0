/** Attention memory of one sequence: stored, read per decoded token, and added by the next token (model.md 1). */
import type { InputFault } from '../input-fault.ts';
import { err, ok, type Result } from '../result.ts';
import type { ModelArchitecture } from './architecture.ts';
import { plainFormat, uniformBytes } from './cache-format.ts';
import { BITS_PER_ELEMENT, bytesPerElement, isKvDtype, type KvDtype } from './kv-dtype.ts';
import { buildLayerGroups, bytesAt, type LayerGroup, type LayerGroupKind } from './layer-groups.ts';
import { validateArchitecture } from './validate-architecture.ts';

/** Beyond any model sold, and small enough that every byte count is still an exact integer. */
export const MAX_CONTEXT_TOKENS = 1e9;

/** Memory of one layer group; null where it holds a state whose size nobody published. */
export interface KvCacheGroup {
  readonly group: LayerGroupKind;
  readonly layers: number;
  readonly storedBytes: number | null;
  readonly readBytesPerDecodedToken: number | null;
}

/** Memory of one sequence, in bytes; the sums leave an unknown state out and say so. */
export interface KvCacheAnswer {
  readonly contextTokens: number;
  readonly kvDtype: KvDtype;
  /** Marginal: stored at T + 1 less stored at T. */
  readonly bytesPerToken: number;
  readonly storedBytes: number;
  readonly readBytesPerDecodedToken: number;
  /** True when a recurrent state exists but its size is not published: the totals are without it. */
  readonly stateUnknown: boolean;
  /** True when the context is longer than the model supports. */
  readonly beyondMaxContext: boolean;
  readonly byGroup: readonly KvCacheGroup[];
}

/** Memory of `groups` with `contextTokens` resident; the part of {@link KvCacheAnswer} that needs no model. */
export function sumLayerGroups(
  groups: readonly LayerGroup[],
  contextTokens: number,
): Pick<
  KvCacheAnswer,
  'bytesPerToken' | 'storedBytes' | 'readBytesPerDecodedToken' | 'stateUnknown' | 'byGroup'
> {
  const byGroup = groups.map((group) => groupMemory(group, contextTokens));
  let bytesPerToken = 0;
  for (const group of groups) {
    if (group.holds === 'state') continue;
    bytesPerToken += bytesAt(group.stored, contextTokens + 1) - bytesAt(group.stored, contextTokens);
  }
  return {
    bytesPerToken,
    storedBytes: byGroup.reduce((sum, group) => sum + (group.storedBytes ?? 0), 0),
    readBytesPerDecodedToken: byGroup.reduce((sum, group) => sum + (group.readBytesPerDecodedToken ?? 0), 0),
    stateUnknown: groups.some((group) => group.holds === 'state' && group.stateBytes === null),
    byGroup,
  };
}

function groupMemory(group: LayerGroup, contextTokens: number): KvCacheGroup {
  const { group: kind, layers } = group;
  if (group.holds === 'state') {
    // A recurrent state is read and written back at every token.
    const readBytesPerDecodedToken = group.stateBytes === null ? null : 2 * group.stateBytes;
    return { group: kind, layers, storedBytes: group.stateBytes, readBytesPerDecodedToken };
  }
  return {
    group: kind,
    layers,
    storedBytes: bytesAt(group.stored, contextTokens),
    readBytesPerDecodedToken: bytesAt(group.read, contextTokens),
  };
}

/** Faults of a context length, as `/contextTokens`: it must be a whole number from 1 to {@link MAX_CONTEXT_TOKENS}. */
function validateContextTokens(contextTokens: number): InputFault[] {
  if (Number.isInteger(contextTokens) && contextTokens >= 1 && contextTokens <= MAX_CONTEXT_TOKENS) return [];
  const message = `contextTokens must be a whole number from 1 to ${String(MAX_CONTEXT_TOKENS)}, not ${String(contextTokens)}`;
  return [{ pointer: '/contextTokens', message }];
}

/**
 * Memory of one sequence of `contextTokens` resident tokens with every cached element in `kvDtype`.
 *
 * @returns bytes in total and by layer group, or faults at `/contextTokens`, `/kvDtype` or `/model/<field>`.
 *   A context beyond the model's maximum is answered and flagged.
 */
export function computeKvCache(
  model: ModelArchitecture,
  contextTokens: number,
  kvDtype: string,
): Result<KvCacheAnswer, InputFault[]> {
  const faults = [
    ...validateContextTokens(contextTokens),
    ...validateArchitecture(model).map((fault) => ({ ...fault, pointer: `/model${fault.pointer}` })),
  ];
  if (!isKvDtype(kvDtype)) {
    const known = Object.keys(BITS_PER_ELEMENT).join(', ');
    return err([
      ...faults,
      { pointer: '/kvDtype', message: `kvDtype "${kvDtype}" is unknown; use one of ${known}` },
    ]);
  }
  if (faults.length > 0) return err(faults);
  const groups = buildLayerGroups(model, plainFormat(model, uniformBytes(bytesPerElement(kvDtype))));
  return ok({
    contextTokens,
    kvDtype,
    ...sumLayerGroups(groups, contextTokens),
    beyondMaxContext: model.maxContext !== null && contextTokens > model.maxContext,
  });
}
