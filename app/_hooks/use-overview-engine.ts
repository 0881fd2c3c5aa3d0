'use client';

import { useCallback, useEffect, useState } from 'react';

import type { OverviewEngine } from '#lib/charts/overview-engine.ts';
import { fetchExposureWorld } from '#lib/client/fetch-exposure-world.ts';

interface EngineOptions {
  readonly asOf: string;
  readonly dataVersion: number;
  readonly modelVersion: string;
  readonly isEnabled: boolean;
}

interface EngineState {
  /** Null until it is loaded. */
  readonly engine: OverviewEngine | null;
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
  const [engine, setEngine] = useState<OverviewEngine | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(1);

  useEffect(() => {
    if (!isEnabled || engine !== null) return;
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
  }, [asOf, dataVersion, modelVersion, isEnabled, engine, attempt]);

  const retry = useCallback(() => {
    setFailure(null);
    setAttempt((last) => last + 1);
  }, []);

  return { engine, failure, retry };
}

async function loadEngine(
  options: Omit<EngineOptions, 'isEnabled'> & { readonly signal: AbortSignal },
): Promise<OverviewEngine> {
  const { modelVersion, dataVersion } = options;
  const [{ createOverviewEngine }, world] = await Promise.all([
    import('#lib/charts/overview-engine.ts'),
    fetchExposureWorld(options),
  ]);
  return createOverviewEngine(world, { modelVersion, dataVersion });
}
