/** The page's drawing worker: runs requests in one world, step by step, and drops a run when a newer one comes in. */
import type { ExposureWorld } from '../../core/exposure/types.ts';
import { prepareRun } from '../../core/uncertainty/prepare-run.ts';
import { runInSteps } from '../../core/uncertainty/staged-run.ts';
import type { PageOrder, PageReport } from './worker-messages.ts';

let world: ExposureWorld | null = null;
let current = 0;

/** A turn of the event loop without the delay that timers have, so that newer orders are heard. */
const turn = new MessageChannel();
let wake: (() => void) | null = null;
turn.port1.onmessage = () => {
  wake?.();
};

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    wake = resolve;
    turn.port2.postMessage(null);
  });
}

function report(message: PageReport): void {
  postMessage(message);
}

async function run(id: number, order: Extract<PageOrder, { kind: 'run' }>): Promise<void> {
  if (world === null) throw new Error('the worker has no world yet');
  const prepared = prepareRun(world, order.request);
  if (!prepared.ok) {
    report({ kind: 'faults', id, faults: prepared.error });
    return;
  }
  for (const step of runInSteps(prepared.value)) {
    report({ kind: 'step', id, step });
    await nextTurn();
    if (current !== id) return;
  }
}

addEventListener('message', ({ data }: MessageEvent<PageOrder>) => {
  if (data.kind === 'world') {
    world = data.world;
    return;
  }
  current = data.kind === 'run' ? data.id : 0;
  if (data.kind !== 'run') return;
  run(data.id, data).catch((error: unknown) => {
    report({ kind: 'failure', id: data.id, message: error instanceof Error ? error.message : String(error) });
  });
});
