/**
 * Scrambled Sobol points: Joe-Kuo direction numbers, random linear scramble of the digits (Matousek 1998) and a random
 * digital shift, both from the seed. Each coordinate is uniform on (0, 1) over seeds and the points of one seed keep the
 * evenness of the net. The same seed gives the same points bit for bit on every machine; the first N of 2N points are
 * the N points.
 */
import { hashSeed, mixBits } from './mix-bits.ts';
import { JOE_KUO_DIRECTIONS } from './sobol-directions.ts';

/** A sequence has 2^32 points before it repeats. */
const BITS = 32;
/** Half a step off zero, so that no coordinate is 0 or 1. */
const HALF_STEP = 0.5;
const STEP = 2 ** -BITS;

const TABLE = JOE_KUO_DIRECTIONS.trim().split(/\s+/);

/** Most dimensions a sequence can have. */
export const MOST_SOBOL_DIMENSIONS = TABLE.length + 1;

export interface SobolSequence {
  readonly dimensions: number;
  /** Scrambled direction numbers, by bit * dimensions + dimension. */
  readonly directions: Int32Array;
  readonly shift: Int32Array;
  /** Digits of the current point, by dimension. */
  readonly state: Int32Array;
  /** Index of the point that `state` holds. */
  index: number;
}

/**
 * Sequence of `dimensions` coordinates whose current point is number `start` (0 = first). Throws `RangeError` for more
 * than {@link MOST_SOBOL_DIMENSIONS} dimensions: who draws that many must say so before.
 */
export function createSobolSequence(dimensions: number, seed: number, start = 0): SobolSequence {
  if (dimensions > MOST_SOBOL_DIMENSIONS) {
    throw new RangeError(`a Sobol sequence has at most ${String(MOST_SOBOL_DIMENSIONS)} dimensions`);
  }
  const directions = new Int32Array(BITS * dimensions);
  const shift = new Int32Array(dimensions);
  const [high, low] = hashSeed(seed);
  for (let dimension = 0; dimension < dimensions; dimension += 1) {
    const key = mixBits(high ^ mixBits(low ^ mixBits(dimension + 1)));
    const rows = scrambleRows(key);
    const plain = plainDirections(dimension);
    for (let bit = 0; bit < BITS; bit += 1) {
      directions[bit * dimensions + dimension] = multiply(rows, plain[bit] ?? 0);
    }
    shift[dimension] = mixBits(key ^ 0x5bd1e995);
  }
  const sequence = { dimensions, directions, shift, state: new Int32Array(dimensions), index: 0 };
  moveTo(sequence, start);
  return sequence;
}

/** Makes point number `index` the current one. */
export function moveTo(sequence: SobolSequence, index: number): void {
  const { dimensions, directions, shift, state } = sequence;
  state.set(shift);
  // Gray code of the index, without 32-bit overflow of the shift below.
  const gray = (index ^ Math.floor(index / 2)) >>> 0;
  for (let bit = 0; bit < BITS; bit += 1) {
    if (((gray >>> bit) & 1) === 0) continue;
    for (let d = 0; d < dimensions; d += 1) {
      state[d] = (state[d] ?? 0) ^ (directions[bit * dimensions + d] ?? 0);
    }
  }
  sequence.index = index;
}

/** Advances to the next point. Allocates nothing. */
export function nextPoint(sequence: SobolSequence): void {
  const { dimensions, directions, state } = sequence;
  sequence.index += 1;
  const offset = trailingZeros(sequence.index) * dimensions;
  for (let d = 0; d < dimensions; d += 1) state[d] = (state[d] ?? 0) ^ (directions[offset + d] ?? 0);
}

/** Coordinate `dimension` of the current point, in (0, 1). */
export function coordinate(sequence: SobolSequence, dimension: number): number {
  return (((sequence.state[dimension] ?? 0) >>> 0) + HALF_STEP) * STEP;
}

function trailingZeros(index: number): number {
  return BITS - 1 - Math.clz32(index & -index);
}

/** Direction numbers of one dimension, most significant digit first, by the recurrence of its polynomial. */
function plainDirections(dimension: number): Uint32Array {
  const numbers = new Uint32Array(BITS);
  if (dimension === 0) {
    for (let bit = 0; bit < BITS; bit += 1) numbers[bit] = 2 ** (BITS - 1 - bit);
    return numbers;
  }
  const [inner = '', initial = ''] = (TABLE[dimension - 1] ?? '').split(':');
  const coefficients = Number(inner);
  const start = initial.split(',').map(Number);
  const degree = start.length;
  for (let bit = 0; bit < BITS; bit += 1) {
    const given = start[bit];
    numbers[bit] =
      given === undefined ? recur(numbers, bit, degree, coefficients) : given * 2 ** (BITS - 1 - bit);
  }
  return numbers;
}

/** v_j = a_1 v_(j-1) xor ... xor a_(s-1) v_(j-s+1) xor v_(j-s) xor (v_(j-s) >> s), s the degree. */
function recur(numbers: Uint32Array, bit: number, degree: number, coefficients: number): number {
  const oldest = numbers[bit - degree] ?? 0;
  let value = oldest ^ (oldest >>> degree);
  for (let k = 1; k < degree; k += 1) {
    if (((coefficients >>> (degree - 1 - k)) & 1) === 1) value ^= numbers[bit - k] ?? 0;
  }
  return value >>> 0;
}

/** Rows of a random lower triangular matrix over the digits, ones on its diagonal; row 0 makes the first digit. */
function scrambleRows(key: number): Int32Array {
  const rows = new Int32Array(BITS);
  for (let digit = 0; digit < BITS; digit += 1) {
    const diagonal = 1 << (BITS - 1 - digit);
    const before = digit === 0 ? 0 : -1 << (BITS - digit);
    rows[digit] = (mixBits(key + Math.imul(digit + 1, 0x9e3779b9)) & before) | diagonal;
  }
  return rows;
}

function multiply(rows: Int32Array, digits: number): number {
  let product = 0;
  for (let digit = 0; digit < BITS; digit += 1) {
    product |= parity((rows[digit] ?? 0) & digits) << (BITS - 1 - digit);
  }
  return product;
}

function parity(bits: number): number {
  let folded = bits ^ (bits >>> 16);
  folded ^= folded >>> 8;
  folded ^= folded >>> 4;
  return (0x6996 >>> (folded & 15)) & 1;
}
