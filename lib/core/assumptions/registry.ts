/**
 * The assumption registry as the engine reads it. Every value that a calculation draws on has one index, so that a
 * run can be repeated with other values by filling one array.
 */
import type { InputFault } from '../input-fault.ts';
import type { Assumption } from '../facts/types.ts';
import { err, ok, type Result } from '../result.ts';

export interface Registry {
  readonly assumptions: readonly Assumption[];
  readonly indexById: ReadonlyMap<string, number>;
}

/**
 * Registry of `assumptions`. Every duplicate id and every low, point or high that is not a finite number in order
 * is one fault that names it.
 */
export function createRegistry(assumptions: readonly Assumption[]): Result<Registry, InputFault[]> {
  const faults: InputFault[] = [];
  const indexById = new Map<string, number>();
  assumptions.forEach((assumption, index) => {
    const { id, low, point, high } = assumption;
    if (indexById.has(id)) faults.push(faultOf(id, 'is there twice; keep one row'));
    indexById.set(id, index);
    if (![low, point, high].every(Number.isFinite)) {
      faults.push(faultOf(id, 'has a low, point or high that is not a finite number; correct the row'));
    } else if (low > point || point > high) {
      faults.push(faultOf(id, 'must have low <= point <= high; correct the row'));
    }
  });
  return faults.length > 0 ? err(faults) : ok({ assumptions, indexById });
}

/** Ids of `ids` that the registry lacks, each as a fault that names it. */
export function findMissingInputs(registry: Registry, ids: Iterable<string>): InputFault[] {
  return [...ids]
    .filter((id) => !registry.indexById.has(id))
    .map((id) =>
      faultOf(id, 'is missing from the assumption registry; add the row to assumptions.csv and import it'),
    );
}

/** Index of an id that {@link findMissingInputs} has vouched for. Throws `RangeError` on an unknown id: a bug. */
export function indexOfInput(registry: Registry, id: string): number {
  const index = registry.indexById.get(id);
  if (index === undefined) throw new RangeError(`assumption ${id} was not checked before use`);
  return index;
}

/** The points of all assumptions, by index. A fresh array: the caller may overwrite it. */
export function pointValues(registry: Registry): Float64Array {
  return Float64Array.from(registry.assumptions, (assumption) => assumption.point);
}

function faultOf(id: string, message: string): InputFault {
  return { pointer: `/assumptions/${id}`, message: `assumption ${id} ${message}` };
}
