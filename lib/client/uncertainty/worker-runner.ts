import type { ExposureWorld } from '../../core/exposure/types.ts';
import { err, ok } from '../../core/result.ts';
import type { RunWatch, UncertaintyRunner } from '../../core/uncertainty/runner.ts';
import type { PageOrder, PageReport } from './worker-messages.ts';

type Outcome = Awaited<ReturnType<UncertaintyRunner['run']>>;

interface Pending {
  readonly id: number;
  readonly watch: RunWatch;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: Error) => void;
}

/** A newer request has taken the place of this one. */
export class ReplacedError extends Error {}

/**
 * Runs requests in a worker of the page, off its main thread, one at a time: a newer request ends the one under way, which
 * is then rejected with {@link ReplacedError}.
 */
export function createWorkerRunner(world: ExposureWorld): UncertaintyRunner {
  const worker = new Worker(new URL('./draw-worker.ts', import.meta.url), { type: 'module', name: 'draws' });
  let pending: Pending | null = null;
  let lastId = 0;

  const post = (order: PageOrder): void => {
    worker.postMessage(order);
  };
  const settle = (end: (run: Pending) => void): void => {
    const run = pending;
    pending = null;
    if (run !== null) end(run);
  };

  worker.addEventListener('message', ({ data }: MessageEvent<PageReport>) => {
    if (data.id !== pending?.id) return;
    if (data.kind === 'step') hear(data.step, pending.watch, settle);
    else if (data.kind === 'faults') {
      settle(({ resolve }) => {
        resolve(err(data.faults));
      });
    } else {
      settle(({ reject }) => {
        reject(new Error(data.message));
      });
    }
  });
  worker.addEventListener('error', (event) => {
    settle(({ reject }) => {
      reject(new Error(event.message === '' ? 'the drawing worker could not be started' : event.message));
    });
  });
  post({ kind: 'world', world });

  return {
    run: (request, watch = {}) => {
      settle(({ reject }) => {
        reject(new ReplacedError('replaced by a newer request'));
      });
      lastId += 1;
      const id = lastId;
      return new Promise((resolve, reject) => {
        pending = { id, watch, resolve, reject };
        watch.signal?.addEventListener('abort', () => {
          if (pending?.id !== id) return;
          post({ kind: 'cancel' });
          settle(() => {
            reject(new Error('cancelled'));
          });
        });
        post({ kind: 'run', id, request });
      });
    },
    close: () => {
      worker.terminate();
      settle(({ reject }) => {
        reject(new ReplacedError('closed'));
      });
    },
  };
}

function hear(
  step: Extract<PageReport, { kind: 'step' }>['step'],
  watch: RunWatch,
  settle: (end: (run: Pending) => void) => void,
): void {
  if (step.kind === 'progress') watch.onProgress?.(step.share);
  else if (step.kind === 'partial') watch.onPartial?.(step.answer);
  else {
    settle(({ resolve }) => {
      resolve(ok(step.answer));
    });
  }
}
