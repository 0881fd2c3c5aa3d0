/** What splitting attention by heads over several accelerators costs in copies of the cache. */
import type { ModelArchitecture } from './architecture.ts';
import type { LayerGroup, TokenBytes } from './layer-groups.ts';

/** Copies of one stored entry of `group` when its heads are split over `ways` accelerators; at least 1. */
export function copiesOfEntry(model: ModelArchitecture, group: LayerGroup, ways: number): number {
  // A recurrent state is kept per head; its heads split without copies.
  if (group.holds === 'state') return 1;
  const hasOneVector = model.kvLoraRank !== null && group.group !== 'window' && group.group !== 'chunk';
  if (hasOneVector || group.group === 'indexer') return ways;
  const isWindow = group.group === 'window' || group.group === 'chunk';
  const heads = isWindow ? (model.windowKvHeads ?? model.kvHeads) : model.kvHeads;
  return Math.max(1, ways / heads);
}

function times(term: TokenBytes, copies: number): TokenBytes {
  return { ...term, bytesPerEntry: term.bytesPerEntry * copies };
}

/**
 * `groups` as `ways` accelerators hold them together when the heads of one sequence are split over them: with more
 * accelerators than KV heads each head is held ways / heads times, a latent and index keys by every accelerator.
 * Source: Mooncake's measurement of Qwen3-235B (4 KV heads, 8 ways: twice the bytes); vLLM on decode context
 * parallelism for the latent.
 */
export function replicateGroups(
  model: ModelArchitecture,
  groups: readonly LayerGroup[],
  ways: number,
): readonly LayerGroup[] {
  if (ways === 1) return groups;
  return groups.map((group) => {
    if (group.holds === 'state') return group;
    const copies = copiesOfEntry(model, group, ways);
    return { ...group, stored: times(group.stored, copies), read: times(group.read, copies) };
  });
}
