/** Exact fractions of whole numbers, for tests that must not share the engine's rounding. */
export class Rational {
  readonly top: bigint;
  readonly bottom: bigint;

  constructor(top: bigint, bottom = 1n) {
    if (bottom === 0n) throw new RangeError('a fraction over 0');
    const sign = bottom < 0n ? -1n : 1n;
    const divisor = greatestCommonDivisor(top < 0n ? -top : top, bottom < 0n ? -bottom : bottom);
    this.top = (sign * top) / divisor;
    this.bottom = (sign * bottom) / divisor;
  }

  /** A whole number, or the exact value of a decimal such as "0.0125". */
  static of(value: number | string): Rational {
    const [whole = '0', decimals = ''] = String(value).split('.');
    return new Rational(BigInt(whole + decimals), 10n ** BigInt(decimals.length));
  }

  plus(other: Rational): Rational {
    return new Rational(this.top * other.bottom + other.top * this.bottom, this.bottom * other.bottom);
  }

  minus(other: Rational): Rational {
    return new Rational(this.top * other.bottom - other.top * this.bottom, this.bottom * other.bottom);
  }

  times(other: Rational): Rational {
    return new Rational(this.top * other.top, this.bottom * other.bottom);
  }

  over(other: Rational): Rational {
    return new Rational(this.top * other.bottom, this.bottom * other.top);
  }

  /** To the nearest double or its neighbour. */
  toNumber(): number {
    const scale = 10n ** 40n;
    return Number((this.top * scale) / this.bottom) / 1e40;
  }
}

export function sumOf(values: readonly Rational[]): Rational {
  return values.reduce((sum, value) => sum.plus(value), Rational.of(0));
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a === 0n ? 1n : a;
}
