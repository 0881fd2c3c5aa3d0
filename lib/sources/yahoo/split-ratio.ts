/** Whole numbers without a common divisor. */
export interface SplitRatio {
  readonly numerator: number;
  readonly denominator: number;
}

/** A spin-off comes as a split such as 1.023:1; no exchange writes more decimals than this. */
const MOST_DECIMALS = 6;

/** The same ratio in whole numbers; null unless both are finite, above zero and have at most six decimals. */
export function toSplitRatio(numerator: unknown, denominator: unknown): SplitRatio | null {
  if (typeof numerator !== 'number' || typeof denominator !== 'number') return null;
  if (!(numerator > 0 && denominator > 0)) return null;
  const scale = findScale(numerator, denominator);
  if (scale === null) return null;
  const whole = [Math.round(numerator * scale), Math.round(denominator * scale)] as const;
  const divisor = greatestCommonDivisor(...whole);

  return { numerator: whole[0] / divisor, denominator: whole[1] / divisor };
}

/** The power of ten that makes both whole, to within the error of writing a decimal fraction in binary. */
function findScale(a: number, b: number): number | null {
  for (let decimals = 0; decimals <= MOST_DECIMALS; decimals += 1) {
    const scale = 10 ** decimals;
    if ([a, b].every((value) => isAlmostWhole(value * scale))) return scale;
  }

  return null;
}

function isAlmostWhole(value: number): boolean {
  const whole = Math.round(value);

  return whole > 0 && Number.isSafeInteger(whole) && Math.abs(value - whole) < 1e-9 * whole;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
