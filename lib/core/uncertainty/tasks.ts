/**
 * A run cut into tasks that any thread can do in any order, and put together again. Server pool, page worker and tests
 * do the same tasks with the same functions, so their answers are the same, bit for bit.
 */
import type { SaltelliOutputs } from '../stats/sobol-indices.ts';
import { createColumns, layColumns, type DrawColumns } from './columns.ts';
import { runBlock } from './draw-block.ts';
import type { PreparedRun } from './prepare-run.ts';
import { runSaltelliRows } from './saltelli.ts';

export interface RunTask {
  readonly kind: 'draws' | 'saltelli';
  readonly first: number;
  readonly count: number;
}

export type TaskResult =
  | { readonly kind: 'draws'; readonly columns: DrawColumns }
  | { readonly kind: 'saltelli'; readonly first: number; readonly outputs: SaltelliOutputs };

/** Results of all tasks of a run, laid out in their places. */
export interface CollectedRun {
  readonly columns: DrawColumns;
  readonly saltelli: SaltelliOutputs | null;
}

/** What a plan of tasks needs to know of a run. */
export type RunSize = Pick<PreparedRun, 'draws' | 'sobolDraws'> & { readonly inputCount: number };

/** Paths that a task is to hold: long enough to be worth sending, short enough to stop soon after a cancel. */
const PATHS_PER_TASK = 2048;

export function sizeOf(run: PreparedRun): RunSize {
  return { draws: run.draws, sobolDraws: run.sobolDraws, inputCount: run.plan.inputs.length };
}

/** Tasks of a run of that size, draws first. */
export function planTasks(size: RunSize, pathsPerTask = PATHS_PER_TASK): RunTask[] {
  const rowsPerTask = Math.max(1, Math.floor(pathsPerTask / (size.inputCount + 2)));
  return [...cut('draws', size.draws, pathsPerTask), ...cut('saltelli', size.sobolDraws, rowsPerTask)];
}

/** Paths that a task runs: what progress counts. */
export function pathsOf(task: RunTask, size: RunSize): number {
  return task.kind === 'draws' ? task.count : task.count * (size.inputCount + 2);
}

function cut(kind: RunTask['kind'], total: number, step: number): RunTask[] {
  return Array.from({ length: Math.ceil(total / step) }, (_, i) => ({
    kind,
    first: i * step,
    count: Math.min(step, total - i * step),
  }));
}

export function executeTask(run: PreparedRun, task: RunTask): TaskResult {
  return task.kind === 'draws'
    ? { kind: 'draws', columns: runBlock(run, task.first, task.count) }
    : { kind: 'saltelli', first: task.first, outputs: runSaltelliRows(run, task.first, task.count) };
}

/** Empty places for the results of a run over `quarterCount` quarters. */
export function createCollected(size: RunSize, quarterCount: number): CollectedRun {
  const column = (): Float64Array => new Float64Array(size.sobolDraws);
  return {
    columns: createColumns(0, size.draws, { quarterCount, draws: size.draws }),
    saltelli:
      size.sobolDraws === 0
        ? null
        : { a: column(), b: column(), mixed: Array.from({ length: size.inputCount }, column) },
  };
}

/** Lays one result into its place. */
export function collect(collected: CollectedRun, result: TaskResult): void {
  if (result.kind === 'draws') {
    layColumns(collected.columns, result.columns);
    return;
  }
  const { saltelli } = collected;
  if (saltelli === null) throw new RangeError('the run has no Saltelli design');
  saltelli.a.set(result.outputs.a, result.first);
  saltelli.b.set(result.outputs.b, result.first);
  result.outputs.mixed.forEach((column, i) => saltelli.mixed[i]?.set(column, result.first));
}

/** Buffers of a result or of a whole run, to be handed over to another thread instead of copied. */
export function buffersOf({ columns, saltelli }: Partial<CollectedRun>): ArrayBuffer[] {
  const arrays = [
    ...(columns === undefined
      ? []
      : [
          columns.output,
          columns.totalChange,
          columns.offsetQuarter,
          columns.isAboveBreakEven,
          columns.breakEven,
          columns.quarterHbm,
          columns.cumulativeChange,
          columns.quarterRatio,
          columns.vendorChange,
          columns.vendorEbit,
        ]),
    ...(saltelli === undefined || saltelli === null ? [] : [saltelli.a, saltelli.b, ...saltelli.mixed]),
  ];
  return arrays.map(({ buffer }) => buffer).filter((buffer) => buffer instanceof ArrayBuffer);
}
