/** Entry of a drawing thread: does the tasks of opened runs. Plain Node runs this file, so it imports nothing bundled. */
import { parentPort } from 'node:worker_threads';

import { finishRun } from '#lib/core/uncertainty/finish-run.ts';
import { prepareRun, type PreparedRun } from '#lib/core/uncertainty/prepare-run.ts';
import { buffersOf, executeTask, type TaskResult } from '#lib/core/uncertainty/tasks.ts';

import type { DrawOrder, DrawReport } from './draw-messages.ts';

const runs = new Map<number, PreparedRun>();

function follow(order: DrawOrder): void {
  if (order.kind === 'close') {
    runs.delete(order.run);
    return;
  }
  try {
    if (order.kind === 'open') openRun(order);
    else if (order.kind === 'task') reportResult(order.run, executeTask(runOf(order.run), order.task));
    else {
      report({ kind: 'answer', run: order.run, answer: finishRun(runOf(order.run), order.collected) });
    }
  } catch (error) {
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    report({ kind: 'failure', run: order.run, message });
  }
}

function openRun(order: Extract<DrawOrder, { kind: 'open' }>): void {
  const prepared = prepareRun(order.world, order.request);
  // The service has prepared the same request before, so a fault here is a bug.
  if (!prepared.ok) throw new Error(prepared.error.map(({ message }) => message).join('; '));
  runs.set(order.run, prepared.value);
}

function runOf(id: number): PreparedRun {
  const run = runs.get(id);
  if (run === undefined) throw new Error(`run ${String(id)} was not opened in this thread`);
  return run;
}

function reportResult(run: number, result: TaskResult): void {
  const buffers =
    result.kind === 'draws'
      ? buffersOf({ columns: result.columns })
      : buffersOf({ saltelli: result.outputs });
  report({ kind: 'result', run, result }, buffers);
}

function report(message: DrawReport, buffers: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, buffers);
}

parentPort?.on('message', follow);
