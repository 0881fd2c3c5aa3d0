/** What is wrong with a number that must be whole and within limits (both inclusive), in words; null when nothing is. */
export function checkWhole(
  name: string,
  value: number,
  { min, max }: { readonly min: number; readonly max: number },
): string | null {
  if (Number.isInteger(value) && value >= min && value <= max) return null;
  return `${name} is ${String(value)}; give a whole number from ${String(min)} to ${String(max)}`;
}
