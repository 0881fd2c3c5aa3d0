/**
 * A run in steps short enough to listen in between: the first draws at once for a first picture, then the rest, then the
 * Sobol design. Each draw is made once, and the last answer is that of one run in one piece.
 */
import { createColumns } from './columns.ts';
import { finishRun } from './finish-run.ts';
import type { PreparedRun } from './prepare-run.ts';
import { collect, createCollected, executeTask, planTasks, sizeOf, type CollectedRun } from './tasks.ts';
import type { UncertaintyAnswer } from './types.ts';

/** Draws of the first picture: bands that look right, made within a frame. */
const FIRST_DRAWS = 512;
/** Paths between two looks at what else has come in. */
const PATHS_PER_STEP = 512;

/** Why a partial answer has no Sobol indices yet. */
export const STILL_DRAWN = 'still being drawn';

export type RunStep =
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'partial'; readonly answer: UncertaintyAnswer }
  | { readonly kind: 'final'; readonly answer: UncertaintyAnswer };

/** Steps of `run`; the last one is `final`. A caller that stops asking ends the run. */
export function* runInSteps(run: PreparedRun): Generator<RunStep, void, undefined> {
  const size = sizeOf(run);
  const { quarterCount } = run.chain.kernel;
  const collected = createCollected(size, quarterCount);
  const tasks = planTasks(size, PATHS_PER_STEP);
  let drawn = 0;
  for (const [i, task] of tasks.entries()) {
    collect(collected, executeTask(run, task));
    if (task.kind === 'draws') drawn += task.count;
    const isPicture = task.kind === 'draws' && (drawn === FIRST_DRAWS || drawn === run.draws);
    if (isPicture && i < tasks.length - 1) {
      yield { kind: 'partial', answer: finishRun(shortened(run, drawn), firstDraws(collected, drawn)) };
    } else {
      yield { kind: 'progress', share: (i + 1) / tasks.length };
    }
  }
  yield { kind: 'final', answer: finishRun(run, collected) };
}

function shortened(run: PreparedRun, draws: number): PreparedRun {
  return { ...run, draws, sobolDraws: 0, sobolAbsence: STILL_DRAWN };
}

/** Copy of the first `draws` draws. */
function firstDraws({ columns }: CollectedRun, draws: number): CollectedRun {
  const cut = createColumns(0, draws, { quarterCount: columns.quarterCount, draws: columns.count });
  const cutRows = (from: Float64Array | Float32Array, into: Float64Array | Float32Array): void => {
    for (let row = 0; row * draws < into.length; row += 1) {
      into.set(from.subarray(row * columns.count, row * columns.count + draws), row * draws);
    }
  };
  cut.output.set(columns.output.subarray(0, draws));
  cut.totalChange.set(columns.totalChange.subarray(0, draws));
  cut.offsetQuarter.set(columns.offsetQuarter.subarray(0, draws));
  cut.isAboveBreakEven.set(columns.isAboveBreakEven.subarray(0, draws));
  cut.breakEven.set(columns.breakEven.subarray(0, draws));
  cutRows(columns.quarterHbm, cut.quarterHbm);
  cutRows(columns.cumulativeChange, cut.cumulativeChange);
  cutRows(columns.quarterRatio, cut.quarterRatio);
  cutRows(columns.vendorChange, cut.vendorChange);
  cutRows(columns.vendorEbit, cut.vendorEbit);
  return { columns: cut, saltelli: null };
}
