/**
 * Draws first .. first + count - 1 of a run. Draw i is point floor(i / R) of scrambling i mod R, R independent
 * scramblings of the Sobol sequence: their means give an error bar, and the first N of 2N draws are the N draws.
 */
import { deriveSeed } from '../stats/mix-bits.ts';
import { createSobolSequence, moveTo, nextPoint, type SobolSequence } from '../stats/sobol-sequence.ts';
import { runDraw, type DrawChain } from './chain.ts';
import { createColumns, recordDraw, type DrawColumns } from './columns.ts';
import { drawValues, type DrawPlan } from './draw-plan.ts';
import type { OutputSpec } from './outputs.ts';

/** Independent scramblings that a run is made of. */
export const SCRAMBLINGS = 8;

/** A run that is ready to draw: the chain, what varies and what is asked. */
export interface DrawRun {
  readonly chain: DrawChain;
  readonly plan: DrawPlan;
  readonly output: OutputSpec;
  readonly draws: number;
  readonly seed: number;
  /** By scrambling; made once, since scrambling the digits takes as long as hundreds of draws. */
  readonly sequences: readonly SobolSequence[];
}

/** Columns of `count` draws from draw `first` on. The same whether made in one block or in many. */
export function runBlock(run: DrawRun, first: number, count: number): DrawColumns {
  const { chain, output } = run;
  const columns = createColumns(first, count, {
    quarterCount: chain.kernel.quarterCount,
    draws: run.draws,
  });
  startAt(run, first);
  for (let row = 0; row < count; row += 1) {
    drawNext(run, first + row);
    recordDraw(columns, row, chain, runDraw(chain), output);
  }
  return columns;
}

/** What `read` gives for each of the first `count` draws once their inputs are drawn; no path is run. */
export function drawInputs<Value>(run: DrawRun, count: number, read: (row: number) => Value): Value[] {
  startAt(run, 0);
  return Array.from({ length: count }, (_, row) => {
    drawNext(run, row);
    return read(row);
  });
}

/** Draws the inputs of draw `index` into the chain's values. */
function drawNext({ chain, plan, sequences }: DrawRun, index: number): void {
  const sequence = sequences[index % SCRAMBLINGS];
  if (sequence === undefined) throw new RangeError('a draw belongs to one of the scramblings');
  drawValues(plan, sequence, plan.dimensions, chain.values);
  nextPoint(sequence);
}

/** The scramblings of a run with `seed`. */
export function createScramblings({ dimensions }: DrawPlan, seed: number): SobolSequence[] {
  const dimensionCount = dimensions.reduce((most, dimension) => Math.max(most, dimension + 1), 0);
  return Array.from({ length: SCRAMBLINGS }, (_, r) =>
    createSobolSequence(dimensionCount, deriveSeed(seed, r)),
  );
}

/** Puts each scrambling at its first point among draws from `first` on. */
function startAt({ sequences }: DrawRun, first: number): void {
  sequences.forEach((sequence, r) => {
    const firstOfR = first + ((((r - first) % SCRAMBLINGS) + SCRAMBLINGS) % SCRAMBLINGS);
    moveTo(sequence, Math.floor(firstOfR / SCRAMBLINGS));
  });
}
