/** Floating-point operations of attention for one token at a context (model.md 2). */
import type { ModelArchitecture } from './architecture.ts';
import { entriesAt, type CachingGroup, type LayerGroup } from './layer-groups.ts';

/**
 * Decode reads a latent cache as it is stored; prefill expands the latent to full heads, which is cheaper when
 * many tokens are computed at once.
 */
export type ServingPhase = 'prefill' | 'decode';

/** Elements of key and of value that one query head meets in one attended entry. */
function headElements(model: ModelArchitecture, group: CachingGroup, phase: ServingPhase): number {
  const { headDim, vHeadDim, kvLoraRank } = model;
  const ropeDim = model.qkRopeHeadDim ?? 0;
  // In CSA/HCA one vector is key and value, in the windows too.
  if (model.attention === 'csa-hca') return 2 * headDim;
  if (group.group === 'window' || group.group === 'chunk') {
    return (model.windowHeadDim ?? headDim) + (model.windowVHeadDim ?? vHeadDim);
  }
  if (kvLoraRank === null) return headDim + vHeadDim;
  return phase === 'decode' ? kvLoraRank + ropeDim + kvLoraRank : headDim + ropeDim + vHeadDim;
}

/**
 * FLOP of the attention of one token of `model` with `contextTokens` resident, over all layers that compute (those
 * that share a stored cache compute too). Every indexer layer scores its entries with `indexerHeads` heads. State
 * updates, under 1 %, are left out. Source: model.md 2; arXiv 2405.04434 for the latent widths.
 */
export function attentionFlops(
  model: ModelArchitecture,
  groups: readonly LayerGroup[],
  contextTokens: number,
  phase: ServingPhase,
  indexerHeads: number,
): number {
  let flops = 0;
  for (const group of groups) {
    if (group.holds === 'state') continue;
    const attended = entriesAt(group.read, contextTokens);
    flops +=
      group.group === 'indexer'
        ? group.layers * 2 * indexerHeads * (model.indexerHeadDim ?? 0) * attended
        : group.layers * 2 * model.qHeads * headElements(model, group, phase) * attended;
  }
  return flops;
}
