/** A technique as the model applies it: one row of `techniques.csv`, and how it acts on a serving plan (model.md 2). */
import { NO_LEVERS, type ServingLevers } from './serving.ts';

export type ActsOn =
  'kv_capacity' | 'kv_bandwidth' | 'weight_capacity' | 'weight_bandwidth' | 'compute' | 'utilisation';

export interface Technique {
  readonly id: string;
  readonly name: string;
  readonly family: string;
  readonly actsOn: readonly ActsOn[];
  /** Fraction saved against `baseline`; negative = a cost, null = nobody published one. */
  readonly savingLow: number | null;
  readonly savingPoint: number | null;
  readonly savingHigh: number | null;
  /** Ids or families, `*` = every other technique. */
  readonly conflictsWith: readonly string[];
  /** Where the bytes go instead, in the source's words. */
  readonly shiftsDemandTo: string | null;
  readonly baseline: string;
}

const SPECULATION = 'speculative-decoding';
const PROMPT_CACHING = 'prompt-caching';

const LEVER_OF: Readonly<Record<ActsOn, keyof ServingLevers>> = {
  kv_capacity: 'kvStored',
  kv_bandwidth: 'kvRead',
  weight_capacity: 'weightStored',
  weight_bandwidth: 'weightRead',
  compute: 'flops',
  utilisation: 'acceleratorSeconds',
};

/** Levers that a technique moves; a fact about it, whatever its size. */
export function leversOf(technique: Pick<Technique, 'family' | 'actsOn'>): readonly (keyof ServingLevers)[] {
  if (technique.family === SPECULATION) return ['tokensPerStep'];
  return technique.actsOn.map((part) =>
    part === 'compute' && technique.family === PROMPT_CACHING ? 'prefilledShare' : LEVER_OF[part],
  );
}

/**
 * `levers` after a technique of saving x: what it acts on is multiplied by 1 - x, so that each acts on what the
 * earlier ones left. Speculation divides the tokens per step by 1 - x; prompt caching acts on the prefilled share.
 */
export function applyTechnique(
  levers: ServingLevers,
  technique: Pick<Technique, 'family' | 'actsOn'>,
  saving: number,
): ServingLevers {
  const changed = { ...levers };
  for (const lever of leversOf(technique)) {
    if (lever === 'tokensPerStep') changed.tokensPerStep /= 1 - saving;
    else changed[lever] *= 1 - saving;
  }
  return changed;
}

/** Levers of several techniques together; the order does not matter, products commute. */
export function leversOfStack(
  stack: readonly { readonly technique: Technique; readonly saving: number }[],
): ServingLevers {
  return stack.reduce<ServingLevers>(
    (levers, { technique, saving }) => applyTechnique(levers, technique, saving),
    NO_LEVERS,
  );
}

function names(list: readonly string[], other: Technique): boolean {
  return list.some((word) => word === '*' || word === other.id || word === other.family);
}

/** Whether two techniques exclude each other, whichever of the two says so. */
export function areInConflict(a: Technique, b: Technique): boolean {
  return a.id !== b.id && (names(a.conflictsWith, b) || names(b.conflictsWith, a));
}

export type MemoryTier = 'dram' | 'nand' | 'hdd';

const TIER_WORDS: readonly (readonly [MemoryTier, RegExp])[] = [
  ['dram', /\bDRAM\b/i],
  ['nand', /\bNAND\b|\bSSD\b|flash/i],
  ['hdd', /\bHDD\b|hard disk/i],
];

/** Memory tiers that a technique moves bytes to, read from the source's words; empty when it moves none. */
export function tiersShiftedTo(technique: Pick<Technique, 'shiftsDemandTo'>): readonly MemoryTier[] {
  const words = technique.shiftsDemandTo;
  if (words === null) return [];
  return TIER_WORDS.filter(([, pattern]) => pattern.test(words)).map(([tier]) => tier);
}
