import type { ExposureWorld } from '#lib/core/exposure/types.ts';
import type { CollectedRun, RunTask, TaskResult } from '#lib/core/uncertainty/tasks.ts';
import type { UncertaintyAnswer, UncertaintyRequest } from '#lib/core/uncertainty/types.ts';

/** What the pool asks of a thread. A run is opened once in each thread that works on it. */
export type DrawOrder =
  | {
      readonly kind: 'open';
      readonly run: number;
      readonly world: ExposureWorld;
      readonly request: UncertaintyRequest;
    }
  | { readonly kind: 'task'; readonly run: number; readonly task: RunTask }
  | { readonly kind: 'finish'; readonly run: number; readonly collected: CollectedRun }
  | { readonly kind: 'close'; readonly run: number };

/** What a thread answers to a task or a finish; to the others it is silent. */
export type DrawReport =
  | { readonly kind: 'result'; readonly run: number; readonly result: TaskResult }
  | { readonly kind: 'answer'; readonly run: number; readonly answer: UncertaintyAnswer }
  | { readonly kind: 'failure'; readonly run: number; readonly message: string };
