'use client';

import { useEffect, useState } from 'react';

import { createServerRunner } from '#lib/client/uncertainty/server-runner.ts';
import type { UncertaintyRunner } from '#lib/core/uncertainty/runner.ts';
import type { UncertaintyAnswer, UncertaintyRequest } from '#lib/core/uncertainty/types.ts';

/** A run that a page wants. Must be the same object until something else is wanted. */
export interface WantedRun {
  /** What the run is about: told back with its answer. */
  readonly of: object;
  readonly request: UncertaintyRequest;
  /** Null = the server's threads. */
  readonly runner: UncertaintyRunner | null;
}

export interface DrawsState {
  /** What `answer` is about; null before the first one. */
  readonly of: object | null;
  /** That of the run before until the first draws of the new one are there; null after a failure. */
  readonly answer: UncertaintyAnswer | null;
  /** Share of the paths done; null when nothing is drawn. */
  readonly progress: number | null;
  readonly failure: string | null;
}

const NO_DRAWS: DrawsState = { of: null, answer: null, progress: null, failure: null };

/** Runs what is wanted, the newest alone; partial answers come as they are made. */
export function useDraws(
  wanted: WantedRun | null,
  scope: { readonly asOf: string; readonly dataVersion: number },
): DrawsState {
  const [state, setState] = useState(NO_DRAWS);
  const { asOf, dataVersion } = scope;

  useEffect(() => {
    if (wanted === null) return;
    const { of, request } = wanted;
    const runner = wanted.runner ?? createServerRunner({ asOf, dataVersion });
    const controller = new AbortController();
    const tell = (part: Partial<DrawsState>): void => {
      if (!controller.signal.aborted) setState((last) => ({ ...last, ...part }));
    };
    const run = runner.run(request, {
      signal: controller.signal,
      onPartial: (answer) => {
        tell({ of, answer, failure: null });
      },
      onProgress: (progress) => {
        tell({ progress });
      },
    });
    run.then(
      (outcome) => {
        // What the engine refuses in a run it refuses in the answer too, where it is said.
        tell({ of, answer: outcome.ok ? outcome.value : null, progress: null, failure: null });
      },
      (error: unknown) => {
        const failure = error instanceof Error ? error.message : String(error);
        tell({ of, answer: null, progress: null, failure });
      },
    );
    return () => {
      controller.abort();
      setState((last) => ({ ...last, progress: null }));
    };
  }, [wanted, asOf, dataVersion]);

  return state;
}
