/**
 * The cache of one token from heads of its own to today's compressed entries, one change at a time at the same depth.
 * Shapes are those of the catalogue; where a model was never built with the plainer attention its own heads stand in.
 */
import type { ModelArchitecture } from './architecture.ts';
import { plainFormat, uniformBytes, type CacheFormat } from './cache-format.ts';
import { sumLayerGroups } from './kv-cache.ts';
import { bytesPerElement } from './kv-dtype.ts';
import { buildLayerGroups } from './layer-groups.ts';
import { deepseekV4MixedFormat, fp8LatentFormat } from './serving-formats.ts';

export type ChainStepId = 'multi-head' | 'grouped-query' | 'latent' | 'fp8-latent' | 'indexer' | 'compressed';

export interface ChainStep {
  readonly id: ChainStepId;
  /** Whose shape it is. */
  readonly model: ModelArchitecture;
  /** Stored bytes of one sequence over its tokens, so that windows count. */
  readonly bytesPerToken: number;
}

/** Groups of the usual grouped-query attention. Source: arXiv 2305.13245. */
const GROUPED_HEADS = 8;

interface ChainRule {
  readonly id: ChainStepId;
  readonly modelId: string;
  readonly shape: (model: ModelArchitecture) => ModelArchitecture;
  readonly format: (model: ModelArchitecture) => CacheFormat;
}

/** The same heads without a latent: `kvHeads` of them store key and value. */
function withHeads(kvHeads: (model: ModelArchitecture) => number): ChainRule['shape'] {
  return (model) => ({
    ...model,
    attention: kvHeads(model) === model.qHeads ? 'mha' : 'gqa',
    kvHeads: kvHeads(model),
    kvLoraRank: null,
    qkRopeHeadDim: null,
    kvVectorsPerToken: 2,
  });
}

const asBuilt: ChainRule['shape'] = (model) => model;
const bf16: ChainRule['format'] = (model) => plainFormat(model, uniformBytes(bytesPerElement('bf16')));

const RULES: readonly ChainRule[] = [
  { id: 'multi-head', modelId: 'deepseek-v3', shape: withHeads(({ qHeads }) => qHeads), format: bf16 },
  { id: 'grouped-query', modelId: 'deepseek-v3', shape: withHeads(() => GROUPED_HEADS), format: bf16 },
  { id: 'latent', modelId: 'deepseek-v3', shape: asBuilt, format: bf16 },
  { id: 'fp8-latent', modelId: 'deepseek-v3', shape: asBuilt, format: fp8LatentFormat },
  { id: 'indexer', modelId: 'deepseek-v3.2', shape: asBuilt, format: fp8LatentFormat },
  { id: 'compressed', modelId: 'deepseek-v4-pro', shape: asBuilt, format: deepseekV4MixedFormat },
];

/** Steps of the chain whose model is among `models` at a context; fewer where a model is not out yet. */
export function computeCacheChain(
  models: readonly ModelArchitecture[],
  contextTokens: number,
): readonly ChainStep[] {
  return RULES.flatMap(({ id, modelId, shape, format }) => {
    const model = models.find((each) => each.id === modelId);
    if (model === undefined) return [];
    const shaped = shape(model);
    const { storedBytes } = sumLayerGroups(buildLayerGroups(shaped, format(shaped)), contextTokens);
    return [{ id, model, bytesPerToken: storedBytes / contextTokens }];
  });
}
