/**
 * Rank correlation of inputs by a Gaussian copula (model 8): correlated standard normal deviates, each mapped through
 * its own input's distribution, so that every input keeps its range.
 */
import { sin } from '../elementary.ts';
import type { InputFault } from '../input-fault.ts';
import { err, ok, type Result } from '../result.ts';

/** Spearman's rank correlation of two inputs, -1 < rank < 1. */
export interface RankCorrelation {
  readonly a: string;
  readonly b: string;
  readonly rank: number;
}

/** Lower triangular factor over the correlated inputs only; `positions` are their places among the drawn inputs. */
export interface Copula {
  readonly positions: Int32Array;
  /** Row-major, size n x n. */
  readonly factor: Float64Array;
  readonly independent: Float64Array;
}

/**
 * Copula of `correlations` over drawn inputs `ids`. Faults: an unknown or undrawn input, an input with itself, a pair given
 * twice, a rank outside (-1, 1), or ranks that no joint distribution can have (the matrix is not positive definite).
 */
export function createCopula(
  ids: readonly string[],
  correlations: readonly RankCorrelation[],
): Result<Copula, InputFault[]> {
  const faults = correlations.flatMap((one, i) => findFault(one, i, ids, correlations));
  if (faults.length > 0) return err(faults);
  const named = new Set(correlations.flatMap(({ a, b }) => [a, b]));
  const members = ids.filter((id) => named.has(id));
  const size = members.length;
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1) matrix[i * size + i] = 1;
  for (const { a, b, rank } of correlations) {
    const normal = 2 * sin((Math.PI * rank) / 6);
    const i = members.indexOf(a);
    const j = members.indexOf(b);
    matrix[i * size + j] = normal;
    matrix[j * size + i] = normal;
  }
  const factor = cholesky(matrix, size);
  if (factor === null) {
    return err([
      {
        pointer: '/correlations',
        message:
          'correlations contradict each other: no joint distribution has all of them; weaken or remove one',
      },
    ]);
  }
  return ok({
    positions: Int32Array.from(members, (id) => ids.indexOf(id)),
    factor,
    independent: new Float64Array(size),
  });
}

function findFault(
  { a, b, rank }: RankCorrelation,
  index: number,
  ids: readonly string[],
  all: readonly RankCorrelation[],
): InputFault[] {
  const fault = (field: string, message: string): InputFault => ({
    pointer: `/correlations/${String(index)}/${field}`,
    message: `correlation ${String(index + 1)}: ${message}`,
  });
  const unknown = (
    [
      ['a', a],
      ['b', b],
    ] as const
  )
    .filter(([, id]) => !ids.includes(id))
    .map(([field, id]) => fault(field, `"${id}" is not drawn in this run; name an input that is`));
  const isTwice = all.some(
    (other, i) => i < index && ((other.a === a && other.b === b) || (other.a === b && other.b === a)),
  );
  return [
    ...unknown,
    ...(a === b ? [fault('b', 'an input goes with itself fully; name two inputs')] : []),
    ...(isTwice ? [fault('b', `${a} and ${b} are given twice; keep one`)] : []),
    ...(Number.isFinite(rank) && Math.abs(rank) < 1
      ? []
      : [fault('rank', `must lie between -1 and 1, ends excluded, not ${String(rank)}`)]),
  ];
}

/** Cholesky factor, null where the matrix is not positive definite. */
function cholesky(matrix: Float64Array, size: number): Float64Array | null {
  const factor = new Float64Array(size * size);
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let rest = matrix[i * size + j] ?? 0;
      for (let k = 0; k < j; k += 1) rest -= (factor[i * size + k] ?? 0) * (factor[j * size + k] ?? 0);
      if (i !== j) factor[i * size + j] = rest / (factor[j * size + j] ?? 1);
      else if (rest <= 1e-12) return null;
      else factor[i * size + i] = Math.sqrt(rest);
    }
  }
  return factor;
}

/** Replaces the independent deviates of the correlated inputs in `deviates` by correlated ones. */
export function correlate(copula: Copula, deviates: Float64Array): void {
  const { positions, factor, independent } = copula;
  const size = positions.length;
  for (let i = 0; i < size; i += 1) independent[i] = deviates[positions[i] ?? 0] ?? 0;
  for (let i = 0; i < size; i += 1) {
    let sum = 0;
    for (let j = 0; j <= i; j += 1) sum += (factor[i * size + j] ?? 0) * (independent[j] ?? 0);
    deviates[positions[i] ?? 0] = sum;
  }
}
