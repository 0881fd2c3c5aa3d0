'use client';

import { useCallback, useEffect, useState } from 'react';

import type { LiveVersions } from '#lib/charts/live-model.ts';
import { fetchExposureWorld } from '#lib/client/fetch-exposure-world.ts';
import type { ExposureWorld } from '#lib/core/exposure/types.ts';
import type { UncertaintyRunner } from '#lib/core/uncertainty/runner.ts';

/** Code of a page's live model, fetched when somebody acts. */
export type LoadEngine<Engine> = () => Promise<(world: ExposureWorld, versions: LiveVersions) => Engine>;

/** What a live page runs on once it is loaded. */
export interface LiveMachine<Engine> {
  readonly engine: Engine;
  readonly runner: UncertaintyRunner;
}

interface MachineOptions<Engine> extends LiveVersions {
  readonly asOf: string;
  readonly isEnabled: boolean;
  /** Must be the same function at every render. */
  readonly load: LoadEngine<Engine>;
}

interface MachineState<Engine> {
  readonly machine: LiveMachine<Engine> | null;
  /** Why it could not be loaded; null while that has not happened. */
  readonly failure: string | null;
  readonly retry: () => void;
}

/**
 * Code, world and drawing worker of a live page, fetched together once somebody acts. By hand and not by react-query,
 * which is itself fetched only with the evidence: it would double what a page needs before anybody acts.
 */
export function useLiveEngine<Engine>(options: MachineOptions<Engine>): MachineState<Engine> {
  const { asOf, dataVersion, modelVersion, isEnabled, load } = options;
  const [machine, setMachine] = useState<LiveMachine<Engine> | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(1);

  useEffect(() => {
    if (!isEnabled || machine !== null) return;
    const controller = new AbortController();
    Promise.all([
      load(),
      import('#lib/client/uncertainty/worker-runner.ts'),
      fetchExposureWorld({ asOf, dataVersion, signal: controller.signal }),
    ]).then(
      ([createEngine, { createWorkerRunner }, world]) => {
        if (controller.signal.aborted) return;
        setMachine({
          engine: createEngine(world, { modelVersion, dataVersion }),
          runner: createWorkerRunner(world),
        });
      },
      (error: unknown) => {
        if (!controller.signal.aborted) setFailure(error instanceof Error ? error.message : String(error));
      },
    );
    return () => {
      controller.abort();
    };
  }, [asOf, dataVersion, modelVersion, isEnabled, machine, load, attempt]);

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
