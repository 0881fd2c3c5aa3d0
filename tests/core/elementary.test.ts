/** The elementary functions against series in whole numbers of 1,500 binary places, in units of the last place. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exp, expm1, ln, log1p, sin } from '#lib/core/elementary.ts';

const PLACES = 1500n;
const ONE = 1n << PLACES;
const BITS = new DataView(new ArrayBuffer(8));

/** A finite double as a whole number of 2^-PLACES; exact down to 2^-1448. */
function toFixed(x: number): bigint {
  BITS.setFloat64(0, x);
  const bits = BITS.getBigUint64(0);
  const biased = (bits >> 52n) & 0x7ffn;
  const fraction = bits & ((1n << 52n) - 1n);
  const mantissa = biased === 0n ? fraction : fraction | (1n << 52n);
  const size = mantissa << (PLACES + (biased === 0n ? 1n : biased) - 1075n);
  return x < 0 ? -size : size;
}

/** Sum of the series whose next term is `step(term, n)`, from `first` on. */
function sumSeries(first: bigint, step: (term: bigint, n: bigint) => bigint): bigint {
  let sum = 0n;
  let term = first;
  for (let n = 1n; term !== 0n; n += 1n) {
    sum += term;
    term = step(term, n);
  }
  return sum;
}

/** e^x: the series of a 2^-16th of the argument, squared 16 times. */
function trueExp(x: bigint): bigint {
  const part = x / (1n << 16n);
  let power = sumSeries(ONE, (term, n) => (term * part) / (n * ONE));
  for (let i = 0; i < 16; i += 1) power = (power * power) / ONE;
  return power;
}

function trueSin(x: bigint): bigint {
  return sumSeries(x, (term, n) => (-term * x * x) / (2n * n * (2n * n + 1n) * ONE * ONE));
}

/** The unit in the last place of `x`, as a fixed number. */
function lastPlace(x: number): bigint {
  BITS.setFloat64(0, Math.abs(x));
  BITS.setBigUint64(0, BITS.getBigUint64(0) + 1n);
  return toFixed(BITS.getFloat64(0)) - toFixed(Math.abs(x));
}

/** |ours - truth| in units in the last place of `ours`. */
function unitsOff(ours: number, truth: bigint): number {
  const off = toFixed(ours) - truth;
  return Number(((off < 0n ? -off : off) * 1000n) / lastPlace(ours)) / 1000;
}

/** The error of `ours` as a logarithm of `argument`: e^ours misses it by as much, relative to it. */
function unitsOffLogarithm(ours: number, argument: bigint): number {
  const off = trueExp(toFixed(ours)) - argument;
  return Number(((off < 0n ? -off : off) * ONE * 1000n) / (argument * lastPlace(ours))) / 1000;
}

const between = (min: number, max: number) =>
  fc.double({ min, max, noNaN: true }).filter((x) => x === 0 || Math.abs(x) > 1e-300);
/** Of every size alike, from 1e-60 to 1e60. */
const anySize = fc.tuple(fc.double({ min: 1, max: 2, noNaN: true }), fc.integer({ min: -200, max: 200 }));

const RUNS = { numRuns: 150 };

describe('elementary functions', () => {
  it('exp is within 1 unit in the last place from -600 to 600', () => {
    for (const range of [between(-600, 600), between(-3, 3)]) {
      fc.assert(
        fc.property(range, (x) => {
          expect(unitsOff(exp(x), trueExp(toFixed(x)))).toBeLessThanOrEqual(1);
        }),
        RUNS,
      );
    }
  });

  it('ln is within 1 unit in the last place at every size, and close to 1', () => {
    const check = (x: number) => {
      if (x !== 1) expect(unitsOffLogarithm(ln(x), toFixed(x))).toBeLessThanOrEqual(1);
    };
    fc.assert(
      fc.property(anySize, ([mantissa, exponent]) => {
        check(mantissa * 2 ** exponent);
      }),
      RUNS,
    );
    fc.assert(fc.property(between(0.5, 2), check), RUNS);
  });

  it('log1p is within 2 units, however small the argument', () => {
    fc.assert(
      fc.property(between(-0.999, 3), between(0, 1), (x, small) => {
        for (const argument of [x, x * small ** 8, x * 1e-9]) {
          if (Math.abs(argument) < 1e-150) continue;
          expect(unitsOffLogarithm(log1p(argument), ONE + toFixed(argument))).toBeLessThanOrEqual(2);
        }
      }),
      RUNS,
    );
  });

  it('expm1 is within 4 units, however small the argument', () => {
    fc.assert(
      fc.property(between(-30, 30), between(0, 1), (x, small) => {
        for (const argument of [x, x * small ** 8, x * 1e-9]) {
          if (Math.abs(argument) < 1e-150) continue;
          expect(unitsOff(expm1(argument), trueExp(toFixed(argument)) - ONE)).toBeLessThanOrEqual(4);
        }
      }),
      RUNS,
    );
  });

  it('sin is within 1 unit from -1 to 1, and says NaN beyond', () => {
    fc.assert(
      fc.property(between(-1, 1), (x) => {
        expect(unitsOff(sin(x), trueSin(toFixed(x)))).toBeLessThanOrEqual(1);
      }),
      RUNS,
    );
    expect(sin(1.001)).toBeNaN();
  });

  it('gives exactly what needs no rounding, and the constants', () => {
    expect([exp(0), ln(1), log1p(0), expm1(0), sin(0)]).toEqual([1, 0, 0, 0, 0]);
    expect([ln(2), ln(10), ln(1e100)]).toEqual([Math.LN2, Math.LN10, 230.25850929940458]);
  });

  it('keeps its word at the ends of the doubles', () => {
    expect([exp(710), exp(1e9), exp(Infinity), ln(Infinity), log1p(Infinity), expm1(Infinity)]).toEqual(
      Array.from({ length: 6 }, () => Infinity),
    );
    expect([exp(-746), exp(-Infinity), expm1(-Infinity), expm1(-50)]).toEqual([0, 0, -1, -1]);
    expect([ln(0), log1p(-1)]).toEqual([-Infinity, -Infinity]);
    for (const none of [
      exp(NaN),
      ln(NaN),
      ln(-1),
      ln(-Infinity),
      log1p(-2),
      log1p(NaN),
      expm1(NaN),
      sin(NaN),
    ]) {
      expect(none).toBeNaN();
    }
    expect(exp(709) / Math.exp(709)).toBeCloseTo(1, 14);
    expect(exp(-740) / Math.exp(-740)).toBeCloseTo(1, 1);
    expect(ln(Number.MIN_VALUE)).toBe(-744.4400719213812);
    expect(ln(Number.MAX_VALUE)).toBe(709.782712893384);
  });
});
