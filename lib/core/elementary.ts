/**
 * exp, ln, log1p, expm1 and sin from additions, multiplications and divisions alone. ECMAScript leaves the last bit
 * of `Math.exp` and its kin to the engine, and Node and a newer Chromium differ in one argument of ten; IEEE 754
 * fixes the four operations and the square root. So page, worker, server and test give the same digits. The common
 * range comes first and calls nothing: a draw asks for a few hundred of these.
 */

/** ln 2 in two parts; the first has 21 zero bits at its end, so that its product with an exponent is exact. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;
const LOG2_E = 1.4426950408889634;

const SMALLEST_EXPONENT = -1074;
const LARGEST_EXPONENT = 1023;
/** 2^k at k - SMALLEST_EXPONENT. */
const POWERS_OF_TWO = listPowersOfTwo();

/** Between these neither an argument of `exp` nor one of `ln` comes near the ends of the doubles. */
const LARGE_EXP = 700;
const LARGE_LN = 1e300;
const SMALL_LN = 1e-300;

/**
 * e^x, within 1 unit in the last place. With k = round(x / ln 2) and r = x - k ln 2: e^x = 2^k (1 + 2 r / (R - r)),
 * R = r coth(r / 2) by its series (Abramowitz and Stegun 4.5.67). Beyond 700 the square of the half's, within 3 units,
 * up to Infinity and down to 0. NaN for NaN.
 */
export function exp(x: number): number {
  if (!(x > -LARGE_EXP && x < LARGE_EXP)) return expAtTheEnds(x);
  const k = Math.floor(x * LOG2_E + 0.5);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const t = r * r;
  const t2 = t * t;
  const odd = 1 / 6 + t2 * (1 / 15_120 + t2 * (1 / 23_950_080));
  const even = 1 / 360 + t2 * (1 / 604_800 + t2 * (691 / 653_837_184_000));
  const c = r - t * (odd - t * even);
  return (1 - (low - (r * c) / (2 - c) - high)) * (POWERS_OF_TWO[k - SMALLEST_EXPONENT] ?? NaN);
}

/** Halves beyond this square to Infinity or to 0. */
const LARGE_HALF = 400;

function expAtTheEnds(x: number): number {
  if (Number.isNaN(x)) return x;
  const root = exp(Math.max(-LARGE_HALF, Math.min(LARGE_HALF, x / 2)));
  return root * root;
}

/** One double and its two halves, to read the exponent; which half holds it is the processor's matter. */
const DOUBLE = new Float64Array([1]);
const HALVES = new Int32Array(DOUBLE.buffer);
const HIGH_HALF = HALVES[1] === 0 ? 0 : 1;
/** From the high half of the root of 1/2 to that of 1: added, the exponent steps at that root, not at 1. */
const ROOT_TO_ONE = 0x3ff00000 - 0x3fe6a09e;

/**
 * ln x, within 1 unit in the last place. With x = 2^k (1 + f), 1 + f between the roots of 1/2 and 2, and
 * s = f / (2 + f): ln(1 + f) = 2 artanh(s) = f - s (f - R), R = 2 (s^2 / 3 + s^4 / 5 + ...). -Infinity for 0, NaN
 * below 0.
 */
export function ln(x: number): number {
  if (!(x > SMALL_LN && x < LARGE_LN)) return lnAtTheEnds(x);
  DOUBLE[0] = x;
  const k = (((HALVES[HIGH_HALF] ?? 0) + ROOT_TO_ONE) >> 20) - LARGEST_EXPONENT;
  const f = x * (POWERS_OF_TWO[-SMALLEST_EXPONENT - k] ?? NaN) - 1;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const odd = z * (2 / 3 + w * (2 / 7 + w * (2 / 11 + w * (2 / 15 + w * (2 / 19)))));
  const even = w * (2 / 5 + w * (2 / 9 + w * (2 / 13 + w * (2 / 17 + w * (2 / 21)))));
  return k * LN2_HIGH - (s * (f - (odd + even)) - k * LN2_LOW - f);
}

const TWO_100 = 1.2676506002282294e30;

function lnAtTheEnds(x: number): number {
  if (x === 0) return -Infinity;
  if (!(x > 0)) return NaN;
  if (x === Infinity) return x;
  const shift = 100 * (LN2_HIGH + LN2_LOW);
  return x < 1 ? ln(x * TWO_100) - shift : ln(x / TWO_100) + shift;
}

/** ln(1 + x), within 2 units in the last place: what the sum 1 + x lost is added back. -Infinity for -1. */
export function log1p(x: number): number {
  const sum = 1 + x;
  if (!(sum > SMALL_LN && sum < LARGE_LN)) return ln(sum);
  return ln(sum) + (x - (sum - 1)) / sum;
}

/**
 * e^x - 1, within 4 units in the last place: (u - 1) x / ln u with u = e^x, in which the rounding of u cancels
 * (Higham, Accuracy and Stability of Numerical Algorithms, 1.14.1).
 */
export function expm1(x: number): number {
  const u = exp(x);
  if (u === 1) return x;
  const less = u - 1;
  return less === -1 || less === Infinity ? less : (less * x) / ln(u);
}

/** sin x by its series, for the angles from -1 to 1 alone; NaN outside. */
export function sin(x: number): number {
  if (!(Math.abs(x) <= 1)) return NaN;
  const t = x * x;
  let tail = 0;
  for (let n = 18; n >= 2; n -= 2) tail = ((1 + tail) * -t) / (n * (n + 1));
  return x + x * tail;
}

function listPowersOfTwo(): Float64Array {
  const powers = new Float64Array(LARGEST_EXPONENT - SMALLEST_EXPONENT + 1);
  let power = Number.MIN_VALUE;
  for (let i = 0; i < powers.length; i += 1) {
    powers[i] = power;
    power *= 2;
  }
  return powers;
}
