/**
 * Element `index` of `values`. Throws `RangeError` outside: an index beyond the array is a bug, and a default would
 * turn it into a plausible number. As short as it can be, since a draw calls it a thousand times; numbers and indices
 * have a function each, so that the compiler sees one kind of array in each.
 */
export function valueAt(values: Float64Array, index: number): number {
  return values[index] ?? throwOutside(values, index);
}

/** The same for an array of indices. */
export function indexAt(values: Int32Array, index: number): number {
  return values[index] ?? throwOutside(values, index);
}

function throwOutside(values: Float64Array | Int32Array, index: number): never {
  throw new RangeError(`index ${String(index)} lies outside ${String(values.length)} values`);
}
