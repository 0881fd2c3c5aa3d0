/** The Saltelli design on the chain: which inputs, and together with which others, make the output vary (model 8). */
import { indexAt, valueAt } from '../assumptions/value-at.ts';
import { createSobolSequence, MOST_SOBOL_DIMENSIONS, nextPoint } from '../stats/sobol-sequence.ts';
import type { SaltelliOutputs } from '../stats/sobol-indices.ts';
import { runDraw } from './chain.ts';
import { drawValues } from './draw-plan.ts';
import type { DrawRun } from './draw-block.ts';

/** Most inputs that a design can hold: A and B take a dimension each. */
export const MOST_SALTELLI_INPUTS = MOST_SOBOL_DIMENSIONS / 2;

/**
 * Outputs of rows first .. first + count - 1 of the design: count * (inputs + 2) paths. A and B are the two halves of one
 * scrambled point, so that each row is even in both. Draws must be independent: a copula has no such indices.
 */
export function runSaltelliRows(run: DrawRun, first: number, count: number): SaltelliOutputs {
  const { chain, plan, output, seed } = run;
  if (plan.copula !== null) throw new RangeError('Sobol indices need independent inputs');
  const inputCount = plan.inputs.length;
  // A design is not compared with another, so its dimensions are packed: A's, then B's.
  const dimensionsA = Int32Array.from(plan.inputs, (_, i) => i);
  const dimensionsB = dimensionsA.map((i) => inputCount + i);
  const sequence = createSobolSequence(2 * inputCount, seed, first);
  const a = new Float64Array(count);
  const b = new Float64Array(count);
  const mixed = plan.inputs.map(() => new Float64Array(count));
  const valuesA = Float64Array.from(chain.points);
  const valuesB = Float64Array.from(chain.points);
  const read = (): number => output.read(chain.kernel, runDraw(chain));
  for (let row = 0; row < count; row += 1) {
    drawValues(plan, sequence, dimensionsA, valuesA);
    drawValues(plan, sequence, dimensionsB, valuesB);
    chain.values.set(valuesB);
    b[row] = read();
    chain.values.set(valuesA);
    a[row] = read();
    for (let i = 0; i < inputCount; i += 1) {
      const target = indexAt(plan.targets, i);
      chain.values[target] = valueAt(valuesB, target);
      const column = mixed[i];
      if (column !== undefined) column[row] = read();
      chain.values[target] = valueAt(valuesA, target);
    }
    nextPoint(sequence);
  }
  return { a, b, mixed };
}
