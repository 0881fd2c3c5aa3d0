import type { SourceDeps } from '#lib/sources/source.ts';

/** Dependencies of a source under a clock of its own: waiting takes no time, moves the clock and is written down. */
export interface DrivenDeps extends SourceDeps {
  readonly waits: readonly number[];
  readonly moveTo: (nowMs: number) => void;
  readonly stop: () => void;
}

/** Deps that start at `startMs` and ask through `fetchToUse`. */
export function driveDeps(startMs: number, fetchToUse: typeof fetch = fetch): DrivenDeps {
  const waits: number[] = [];
  const ending = new AbortController();
  let nowMs = startMs;

  return {
    fetch: fetchToUse,
    nowMs: () => nowMs,
    sleep(milliseconds, signal) {
      signal.throwIfAborted();
      waits.push(milliseconds);
      nowMs += milliseconds;

      return Promise.resolve();
    },
    signal: ending.signal,
    waits,
    moveTo(ms) {
      nowMs = ms;
    },
    stop() {
      ending.abort(new Error('the test stops it'));
    },
  };
}
