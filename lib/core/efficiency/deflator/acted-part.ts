/** Which part of the fleet's footprint or time a technique acts on. */
import type { Technique } from '../technique.ts';

export type ActedPart = 'kv' | 'weights' | 'prefill time' | 'decode time' | 'cache reads';

/** Techniques that act on memory outside the accelerator, though their rows say `kv_capacity`. */
const OUTSIDE_HBM: readonly string[] = ['cachegen', 'pegaflow-dedupe', 'shared-host-pool'];

/**
 * Part that `technique` acts on: bytes of cache or weights first, since they are what HBM holds; else time. Null where it
 * saves computing that does not free memory, or memory outside HBM.
 */
export function actedPart(technique: Pick<Technique, 'id' | 'family' | 'actsOn'>): ActedPart | null {
  const { id, family, actsOn } = technique;
  if (OUTSIDE_HBM.includes(id)) return null;
  if (family === 'speculative-decoding') return 'decode time';
  if (family === 'prompt-caching') return 'prefill time';
  if (actsOn.includes('kv_capacity')) return 'kv';
  if (actsOn.includes('weight_capacity')) return 'weights';
  return actsOn.includes('kv_bandwidth') ? 'cache reads' : null;
}
