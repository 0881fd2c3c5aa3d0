/**
 * Element `index` of `values`. Throws `RangeError` outside: an index beyond the array is a bug, and a default would
 * turn it into a plausible number.
 */
export function valueAt(values: Float64Array | Int32Array, index: number): number {
  const value = values[index];
  if (value === undefined)
    throw new RangeError(`index ${String(index)} lies outside ${String(values.length)} values`);
  return value;
}
