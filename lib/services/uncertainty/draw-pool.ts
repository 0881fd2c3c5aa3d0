/**
 * Threads that draw for the server. A run is cut into tasks; the threads take them in turn from all running runs, so that
 * two runs share the processors and no other request waits for either. Two run at once, seven wait, the tenth is refused.
 */
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';

import type { ExposureWorld } from '#lib/core/exposure/types.ts';
import {
  buffersOf,
  collect,
  createCollected,
  pathsOf,
  planTasks,
  type CollectedRun,
  type RunSize,
  type RunTask,
} from '#lib/core/uncertainty/tasks.ts';
import type { UncertaintyAnswer, UncertaintyRequest } from '#lib/core/uncertainty/types.ts';

import type { DrawOrder, DrawReport } from './draw-messages.ts';

/** Runs that draw at the same time, and that may wait for one of them to end. */
export const MOST_ACTIVE_RUNS = 2;
export const MOST_WAITING_RUNS = 7;

/** More would only take turns on the processors that also answer requests. */
const MOST_THREADS = Math.max(1, Math.min(2, availableParallelism()));

/** Live data of a thread are a world and a kernel; columns lie outside the heap. */
const THREAD_LIMITS = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16 };

export interface PoolRun {
  readonly world: ExposureWorld;
  readonly request: UncertaintyRequest;
  readonly size: RunSize;
  readonly quarterCount: number;
}

export interface RunOptions {
  /** Share of the paths done, 0 to 1. */
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

/** Two run and seven wait already. */
export class PoolBusyError extends Error {}

/** The caller gave the run up. */
export class RunCancelledError extends Error {}

interface OpenRun extends PoolRun {
  readonly id: number;
  readonly options: RunOptions;
  readonly resolve: (answer: UncertaintyAnswer) => void;
  readonly reject: (error: Error) => void;
  readonly tasks: RunTask[];
  readonly total: number;
  /** Made when the run starts to draw: a waiting run holds no memory. */
  collected: CollectedRun | null;
  done: number;
  underway: number;
  isEnded: boolean;
}

interface Thread {
  readonly worker: Worker;
  readonly opened: Set<number>;
  job: { readonly run: OpenRun; readonly task: RunTask | null } | null;
}

export class DrawPool {
  private readonly threads: Thread[] = [];
  private readonly active: OpenRun[] = [];
  private readonly waiting: OpenRun[] = [];
  private nextId = 1;
  private readonly workerFile: string;

  /** @param root the project's root, under which the worker's file lies */
  constructor(root: string) {
    this.workerFile = path.join(root, 'lib', 'services', 'uncertainty', 'draw-worker.ts');
  }

  /**
   * Answer of a run that {@link prepareRun} has accepted.
   *
   * @throws PoolBusyError when too many wait, RunCancelledError when the signal fires
   */
  run(run: PoolRun, options: RunOptions = {}): Promise<UncertaintyAnswer> {
    if (options.signal?.aborted === true) return Promise.reject(new RunCancelledError('cancelled'));
    if (this.active.length >= MOST_ACTIVE_RUNS && this.waiting.length >= MOST_WAITING_RUNS) {
      return Promise.reject(
        new PoolBusyError(
          `${String(MOST_ACTIVE_RUNS)} runs are drawing and ${String(MOST_WAITING_RUNS)} are waiting`,
        ),
      );
    }
    return new Promise((resolve, reject) => {
      const tasks = planTasks(run.size);
      const open: OpenRun = {
        ...run,
        id: this.nextId,
        options,
        resolve,
        reject,
        tasks,
        total: tasks.reduce((sum, task) => sum + pathsOf(task, run.size), 0),
        collected: null,
        done: 0,
        underway: 0,
        isEnded: false,
      };
      this.nextId += 1;
      options.signal?.addEventListener('abort', () => {
        this.end(open, new RunCancelledError('cancelled'));
      });
      this.waiting.push(open);
      this.advance();
    });
  }

  /** Ends all threads; runs under way are refused. */
  async close(): Promise<void> {
    for (const run of [...this.active, ...this.waiting]) this.end(run, new RunCancelledError('closed'));
    await Promise.all(this.threads.splice(0).map(({ worker }) => worker.terminate()));
  }

  private advance(): void {
    while (this.active.length < MOST_ACTIVE_RUNS) {
      const next = this.waiting.shift();
      if (next === undefined) break;
      next.collected = createCollected(next.size, next.quarterCount);
      this.active.push(next);
    }
    while (this.threads.length < MOST_THREADS && this.active.length > 0)
      this.threads.push(this.startThread());
    for (const thread of this.threads) if (thread.job === null) this.giveWork(thread);
  }

  /** The next task of the run that has waited longest for a turn. */
  private giveWork(thread: Thread): void {
    const run = this.active.find(({ tasks }) => tasks.length > 0);
    const task = run?.tasks.shift();
    if (run === undefined || task === undefined) return;
    this.active.splice(this.active.indexOf(run), 1);
    this.active.push(run);
    this.open(thread, run);
    run.underway += 1;
    thread.job = { run, task };
    post(thread, { kind: 'task', run: run.id, task });
  }

  private open(thread: Thread, run: OpenRun): void {
    if (thread.opened.has(run.id)) return;
    thread.opened.add(run.id);
    post(thread, { kind: 'open', run: run.id, world: run.world, request: run.request });
  }

  private startThread(): Thread {
    const worker = new Worker(/* turbopackIgnore: true */ this.workerFile, { resourceLimits: THREAD_LIMITS });
    // Threads that idle must not keep a process from ending.
    worker.unref();
    const thread: Thread = { worker, opened: new Set(), job: null };
    worker.on('message', (report: DrawReport) => {
      this.hear(thread, report);
    });
    worker.on('error', (error: unknown) => {
      this.lose(thread, error instanceof Error ? error : new Error(String(error)));
    });
    return thread;
  }

  private hear(thread: Thread, report: DrawReport): void {
    const { job } = thread;
    thread.job = null;
    if (job !== null) this.take(thread, job, report);
    this.advance();
  }

  private take(thread: Thread, job: NonNullable<Thread['job']>, report: DrawReport): void {
    const { run, task } = job;
    run.underway -= 1;
    if (run.isEnded) return;
    if (report.kind === 'failure') {
      this.end(run, new Error(report.message));
    } else if (report.kind === 'answer') {
      run.resolve(report.answer);
      this.end(run, null);
    } else if (run.collected !== null && task !== null) {
      collect(run.collected, report.result);
      run.done += pathsOf(task, run.size);
      run.options.onProgress?.(run.done / run.total);
      if (run.tasks.length === 0 && run.underway === 0) this.finish(thread, run, run.collected);
    }
  }

  /** Quantiles of a million draws would hold up every request, so a thread works them out. */
  private finish(thread: Thread, run: OpenRun, collected: CollectedRun): void {
    run.underway += 1;
    thread.job = { run, task: null };
    post(thread, { kind: 'finish', run: run.id, collected }, buffersOf(collected));
    run.collected = null;
  }

  private lose(thread: Thread, error: Error): void {
    this.threads.splice(this.threads.indexOf(thread), 1);
    if (thread.job !== null) this.end(thread.job.run, error);
    this.advance();
  }

  private end(run: OpenRun, error: Error | null): void {
    if (run.isEnded) return;
    run.isEnded = true;
    run.tasks.length = 0;
    run.collected = null;
    for (const list of [this.active, this.waiting]) {
      const position = list.indexOf(run);
      if (position >= 0) list.splice(position, 1);
    }
    for (const thread of this.threads) {
      if (thread.opened.delete(run.id)) post(thread, { kind: 'close', run: run.id });
    }
    if (error !== null) run.reject(error);
    this.advance();
  }
}

function post(thread: Thread, order: DrawOrder, buffers: ArrayBuffer[] = []): void {
  thread.worker.postMessage(order, buffers);
}
