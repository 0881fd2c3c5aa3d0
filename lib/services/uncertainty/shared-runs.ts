/** One computation for all who ask the same at the same time, and for those who ask again soon after. */

export interface Watcher {
  readonly onProgress?: (share: number) => void;
  /** Leaves the computation; the last one to leave ends it. */
  readonly signal?: AbortSignal;
}

interface Underway<Answer> {
  readonly promise: Promise<Answer>;
  readonly controller: AbortController;
  readonly listeners: Set<(share: number) => void>;
  watchers: number;
}

export interface SharedRuns<Answer> {
  readonly get: (
    key: string,
    start: (options: { onProgress: (share: number) => void; signal: AbortSignal }) => Promise<Answer>,
    watcher: Watcher,
  ) => Promise<Answer>;
}

/** @param maxKept finished answers kept; the least recently used leaves first */
export function createSharedRuns<Answer>(maxKept: number): SharedRuns<Answer> {
  const underway = new Map<string, Underway<Answer>>();
  const finished = new Map<string, Answer>();

  const keep = (key: string, answer: Answer): void => {
    finished.delete(key);
    finished.set(key, answer);
    const oldest = finished.keys().next();
    if (finished.size > maxKept && oldest.done !== true) finished.delete(oldest.value);
  };

  const begin = (key: string, start: Parameters<SharedRuns<Answer>['get']>[1]): Underway<Answer> => {
    const controller = new AbortController();
    const listeners = new Set<(share: number) => void>();
    const promise = start({
      signal: controller.signal,
      onProgress: (share) => {
        for (const listener of listeners) listener(share);
      },
    }).finally(() => {
      if (underway.get(key)?.promise === promise) underway.delete(key);
    });
    promise.then(
      (answer) => {
        keep(key, answer);
      },
      () => undefined,
    );
    const run = { promise, controller, listeners, watchers: 0 };
    underway.set(key, run);
    return run;
  };

  return {
    get: (key, start, watcher) => {
      const known = finished.get(key);
      if (known !== undefined) {
        keep(key, known);
        return Promise.resolve(known);
      }
      return join(underway.get(key) ?? begin(key, start), watcher, () => {
        underway.delete(key);
      });
    },
  };
}

function join<Answer>(run: Underway<Answer>, watcher: Watcher, forget: () => void): Promise<Answer> {
  const { onProgress, signal } = watcher;
  run.watchers += 1;
  if (onProgress !== undefined) run.listeners.add(onProgress);
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      signal?.removeEventListener('abort', giveUp);
      if (onProgress !== undefined) run.listeners.delete(onProgress);
      run.watchers -= 1;
    };
    const giveUp = (): void => {
      leave();
      if (run.watchers === 0) {
        // A new request for the same must not join a run that is being ended.
        forget();
        run.controller.abort();
      }
      reject(signal?.reason instanceof Error ? signal.reason : new Error('cancelled'));
    };
    signal?.addEventListener('abort', giveUp);
    run.promise.then(
      (answer) => {
        leave();
        resolve(answer);
      },
      (error: unknown) => {
        leave();
        reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
    if (signal?.aborted === true) giveUp();
  });
}
