'use client';

import { useCallback, useEffect, useMemo, useState } from 'react';

import type { WorkbenchEngine } from '#lib/charts/workbench/workbench-engine.ts';
import type { WorkbenchModel } from '#lib/charts/workbench/workbench-model.ts';
import { fetchJson } from '#lib/client/fetch-json.ts';
import { readOwnModelsText } from '#lib/client/own-models-key.ts';
import type { EfficiencyWorld } from '#lib/core/efficiency/efficiency-world.ts';
import type { WorkbenchConfig } from '#lib/core/workbench/workbench-config.ts';

import { useIntent } from '../../_hooks/use-intent.ts';

interface WorkbenchOptions {
  readonly initial: WorkbenchModel;
  /** As the address asked for it; differs from the initial model's where a browser's own model was named. */
  readonly wanted: WorkbenchConfig;
  readonly asOf: string;
  readonly dataVersion: number;
  readonly modelVersion: string;
}

interface LiveWorkbench {
  readonly model: WorkbenchModel;
  readonly config: WorkbenchConfig;
  readonly change: (part: Partial<WorkbenchConfig>) => void;
  /** Why the live model could not be loaded; null while that has not happened. */
  readonly failure: string | null;
}

/** The configuration in force and its model: the server's until something changes, then computed in the browser. */
export function useWorkbench(options: WorkbenchOptions): LiveWorkbench {
  const { initial, wanted, asOf, dataVersion, modelVersion } = options;
  const namesOwnModel = wanted.model.startsWith('own:');
  const [config, setConfig] = useState(namesOwnModel ? wanted : initial.config);
  const [engine, setEngine] = useState<WorkbenchEngine | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const hasIntent = useIntent();
  const isWanted = hasIntent || namesOwnModel || config !== initial.config;

  useEffect(() => {
    if (!isWanted || engine !== null) return;
    const controller = new AbortController();
    loadEngine({ asOf, dataVersion, modelVersion, signal: controller.signal }).then(
      setEngine,
      (error: unknown) => {
        if (!controller.signal.aborted) setFailure(error instanceof Error ? error.message : String(error));
      },
    );
    return () => {
      controller.abort();
    };
  }, [isWanted, engine, asOf, dataVersion, modelVersion]);

  const live = useMemo(
    () => (engine === null || config === initial.config ? null : engine.prepare(config, initial.config)),
    [engine, config, initial.config],
  );
  const change = useCallback((part: Partial<WorkbenchConfig>) => {
    setConfig((current) => ({ ...current, ...part }));
  }, []);

  return { model: live ?? initial, config, change, failure };
}

async function loadEngine(
  options: Omit<WorkbenchOptions, 'initial' | 'wanted'> & { readonly signal: AbortSignal },
): Promise<WorkbenchEngine> {
  const { asOf, dataVersion, modelVersion, signal } = options;
  const [{ createWorkbenchEngine }, world] = await Promise.all([
    import('#lib/charts/workbench/workbench-engine.ts'),
    fetchJson<EfficiencyWorld>(`/world/efficiency?asOf=${asOf}&dataVersion=${String(dataVersion)}`, signal),
  ]);
  return createWorkbenchEngine(world, readOwnModelsText(), modelVersion);
}
