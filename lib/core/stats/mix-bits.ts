/** Random-looking bits as a pure function of a number: what a seed is turned into. 32-bit integers throughout. */

/** Scatters the bits of `value`; a bijection, so no two inputs meet. Constants: Wellons' `lowbias32` search (2018). */
export function mixBits(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x7feb352d);
  bits = Math.imul(bits ^ (bits >>> 15), 0x846ca68b);
  return bits ^ (bits >>> 16);
}

/** Two words that stand for a seed, a whole number from 0 to 2^53 - 1. */
export function hashSeed(seed: number): readonly [number, number] {
  const low = mixBits((seed % 2 ** 32) | 0);
  return [mixBits(low ^ Math.floor(seed / 2 ** 32)), low];
}

/** Seed of the `stream`-th independent run under `seed`. */
export function deriveSeed(seed: number, stream: number): number {
  if (stream === 0) return seed;
  const [high, low] = hashSeed(seed);
  const word = mixBits(high ^ mixBits(low + Math.imul(stream, 0x9e3779b9)));
  return (mixBits(word ^ stream) & 0x1fffff) * 2 ** 32 + (word >>> 0);
}
