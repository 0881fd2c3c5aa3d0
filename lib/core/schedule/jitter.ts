/** Delays that look random and are the same each time: what spreads runs must not make two processes disagree. */
import { mixBits } from '../stats/mix-bits.ts';

const WORDS = 2 ** 32;

/**
 * Delay in whole milliseconds from 0 to below `maxMs` (0 when that is 0), settled by the seed alone: the id of a slot,
 * or of one try of it. Method: the UTF-16 units of the seed, each mixed into 32 bits, taken as a fraction of `maxMs`.
 */
export function jitterMs(seed: string, maxMs: number): number {
  let bits = mixBits(seed.length);
  for (let i = 0; i < seed.length; i += 1) bits = mixBits(bits ^ seed.charCodeAt(i));
  return Math.floor(((bits >>> 0) / WORDS) * maxMs);
}
