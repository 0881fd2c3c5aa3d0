/** The Workbench alive: the model of any configuration, computed where it is shown. Loaded at the first intent. */
import { readOwnModels } from '../../core/efficiency/own-models.ts';
import type { EfficiencyWorld } from '../../core/efficiency/efficiency-world.ts';
import type { WorkbenchConfig } from '../../core/workbench/workbench-config.ts';
import { prepareWorkbench, type WorkbenchModel } from './workbench-model.ts';

export interface WorkbenchEngine {
  /** Null when not even the fallback can be computed. */
  readonly prepare: (config: WorkbenchConfig, fallback: WorkbenchConfig) => WorkbenchModel | null;
}

/** Engine over `world` and the models that the reader keeps in this browser, given as stored text. */
export function createWorkbenchEngine(
  world: EfficiencyWorld,
  ownModelsText: string | null,
  modelVersion: string,
): WorkbenchEngine {
  const own = readOwnModels(ownModelsText).entries.map(({ model, provenance }) => ({
    ...model,
    sourceTitle: provenance.basis,
    publisher: null,
    url: null,
    publishedOn: provenance.retrievedOn,
    grade: 'derived' as const,
    visibleFrom: provenance.retrievedOn,
    recordedInBatch: 0,
  }));
  const extended = { ...world, models: [...world.models, ...own] };
  return {
    prepare: (config, fallback) => {
      const model = prepareWorkbench(extended, config, fallback, modelVersion);
      return model.ok ? model.value : null;
    },
  };
}
