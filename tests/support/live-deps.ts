import { setTimeout as wait } from 'node:timers/promises';

import type { SourceDeps } from '#lib/sources/source.ts';

/** What a source under test reads, and the waits that it asked for. */
export interface LiveDeps {
  readonly deps: SourceDeps;
  readonly waitsMs: readonly number[];
  /** Ends everything, as a server that stops does. */
  readonly abort: () => void;
}

/** The day of all live tests, so that what is in the future stays there. */
export const TODAY_ON = '2026-11-23';

/**
 * The real network, and a clock that starts at noon of {@link TODAY_ON} and runs. Waits are written down and, unless `isPatient`, not waited for, so that tests of many
 * tries are short.
 */
export function liveDeps({ isPatient = false } = {}): LiveDeps {
  const waitsMs: number[] = [];
  const controller = new AbortController();
  const noonMs = Date.parse(`${TODAY_ON}T12:00:00Z`);
  const startedMs = performance.now();

  return {
    waitsMs,
    abort: () => {
      controller.abort();
    },
    deps: {
      fetch,
      nowMs: () => noonMs + performance.now() - startedMs,
      sleep: async (milliseconds, signal) => {
        waitsMs.push(milliseconds);
        await wait(isPatient ? milliseconds : 0, undefined, { signal });
      },
      signal: controller.signal,
    },
  };
}
