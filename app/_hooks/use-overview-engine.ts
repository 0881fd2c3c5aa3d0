'use client';

import { useCallback, useEffect, useState } from 'react';

import type { OverviewEngine } from '#lib/charts/overview-engine.ts';
import type { UncertaintyRunner } from '#lib/core/uncertainty/runner.ts';
import { fetchExposureWorld } from '#lib/client/fetch-exposure-world.ts';

interface EngineOptions {
  readonly asOf: string;
  readonly dataVersion: number;
  readonly modelVersion: string;
  readonly isEnabled: boolean;
}

/** What the live Overview runs on. */
export interface OverviewMachine {
  readonly engine: OverviewEngine;
  readonly runner: UncertaintyRunner;
}

interface EngineState {
  /** Null until it is loaded. */
  readonly machine: OverviewMachine | null;
  /** Why it could not be loaded; null while that has not happened. */
  readonly failure: string | null;
  readonly retry: () => void;
}

/**
 * Code and world of the live model, fetched together once somebody acts. By hand and not by react-query, which is
 * itself fetched only with the evidence: it would double what a page needs before anybody acts.
 */
export function useOverviewEngine(options: EngineOptions): EngineState {
  const { asOf, dataVersion, modelVersion, isEnabled } = options;
  const [machine, setMachine] = useState<OverviewMachine | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(1);

  useEffect(() => {
    if (!isEnabled || machine !== null) return;
    const controller = new AbortController();
    loadMachine({ asOf, dataVersion, modelVersion, signal: controller.signal }).then(
      setMachine,
      (error: unknown) => {
        if (!controller.signal.aborted) setFailure(error instanceof Error ? error.message : String(error));
      },
    );
    return () => {
      controller.abort();
    };
  }, [asOf, dataVersion, modelVersion, isEnabled, machine, attempt]);

  useEffect(() => {
    if (machine === null) return;
    return () => {
      machine.runner.close();
    };
  }, [machine]);

  const retry = useCallback(() => {
    setFailure(null);
    setAttempt((last) => last + 1);
  }, []);

  return { machine, failure, retry };
}

async function loadMachine(
  options: Omit<EngineOptions, 'isEnabled'> & { readonly signal: AbortSignal },
): Promise<OverviewMachine> {
  const { modelVersion, dataVersion } = options;
  const [{ createOverviewEngine }, { createWorkerRunner }, world] = await Promise.all([
    import('#lib/charts/overview-engine.ts'),
    import('#lib/client/uncertainty/worker-runner.ts'),
    fetchExposureWorld(options),
  ]);
  return {
    engine: createOverviewEngine(world, { modelVersion, dataVersion }),
    runner: createWorkerRunner(world),
  };
}
