/** Families, parts and grades of techniques in words, and the colours of the families. */
import type { ActsOn, Technique } from '../../core/efficiency/technique.ts';
import type { BindingLimit } from '../../core/efficiency/serving.ts';
import type { CataloguedTechnique } from '../../core/efficiency/efficiency-world.ts';
import type { ColourToken } from '../chart-model.ts';
import { formatFraction, formatFractionRange } from '../format.ts';
import type { MarkForm } from '../xy-plot-model.ts';

interface FamilyWords {
  readonly label: string;
  readonly colour: ColourToken;
}

const FAMILIES: Readonly<Record<string, FamilyWords>> = {
  'attention-architecture': { label: 'Attention', colour: 'f-architecture' },
  'linear-attention': { label: 'Linear attention', colour: 'f-linear' },
  'kv-sharing': { label: 'Sharing between layers', colour: 'f-other' },
  'kv-quantisation': { label: 'Cache precision', colour: 'f-quantisation' },
  'kv-eviction': { label: 'Eviction', colour: 'f-eviction' },
  'prompt-caching': { label: 'Prompt caching', colour: 'f-caching' },
  'kv-offload': { label: 'Offload', colour: 'f-offload' },
  'speculative-decoding': { label: 'Speculation', colour: 'f-speculation' },
  disaggregation: { label: 'Disaggregation', colour: 'f-disaggregation' },
  'weight-quantisation': { label: 'Weight precision', colour: 'f-weights' },
  'moe-sparsity': { label: 'Sparse experts', colour: 'f-other' },
  distillation: { label: 'Distillation', colour: 'f-other' },
  batching: { label: 'Batching', colour: 'f-other' },
};

export const FAMILY_FACET_WORDS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(FAMILIES).map(([family, { label }]) => [family, label]),
);

/** Words and colour of a family; one not known here stays itself. */
export function familyWords(family: string): FamilyWords {
  return FAMILIES[family] ?? { label: family, colour: 'f-other' };
}

/** Name by which charts group a family: those without a colour of their own go together. */
export function familyGroup(family: string): FamilyWords {
  const words = familyWords(family);
  return words.colour === 'f-other' ? { label: 'Other', colour: 'f-other' } : words;
}

const PART_WORDS: Readonly<Record<ActsOn, string>> = {
  kv_capacity: 'cache stored',
  kv_bandwidth: 'cache read',
  weight_capacity: 'weights stored',
  weight_bandwidth: 'weights read',
  compute: 'computing',
  utilisation: 'use of accelerators',
};

/** What a technique acts on: "cache stored, cache read". */
export function partWords(actsOn: readonly ActsOn[]): string {
  return actsOn.map((part) => PART_WORDS[part]).join(', ');
}

/** The three resources under which a saving is shown. */
export type Resource = 'capacity' | 'bandwidth' | 'other';

const RESOURCE_OF: Readonly<Record<ActsOn, Resource>> = {
  kv_capacity: 'capacity',
  weight_capacity: 'capacity',
  kv_bandwidth: 'bandwidth',
  weight_bandwidth: 'bandwidth',
  compute: 'other',
  utilisation: 'other',
};

/** Whether a technique acts on a resource at all. */
export function actsOnResource(technique: Pick<Technique, 'actsOn'>, resource: Resource): boolean {
  return technique.actsOn.some((part) => RESOURCE_OF[part] === resource);
}

type Saving = Pick<Technique, 'savingLow' | 'savingPoint' | 'savingHigh'>;

/** A saving as "71.9 % (43.8–98.2 %)"; without a point what is published, in words. */
export function savingWords({ savingLow, savingPoint, savingHigh }: Saving): string {
  if (savingPoint === null) {
    return savingHigh === null
      ? 'none published'
      : `at most ${formatFraction(savingHigh)}; no point published`;
  }
  const point = formatFraction(savingPoint);
  if (savingLow === null || savingHigh === null || savingLow === savingHigh) return point;
  return `${point} (${formatFractionRange(savingLow, savingHigh)})`;
}

/** The limit that holds a deployment back. */
export const BINDING_WORDS: Readonly<Record<BindingLimit, string>> = {
  capacity: 'capacity',
  bandwidth: 'bandwidth',
  compute: 'computing',
  latency: 'latency',
};

export const MATURITY_WORDS: Readonly<Record<CataloguedTechnique['maturity'], string>> = {
  production: 'in production',
  'open-weights': 'in open weights',
  paper: 'paper only',
};

export const EVIDENCE_WORDS: Readonly<Record<CataloguedTechnique['evidence'], string>> = {
  published: 'fraction published',
  derived: 'derived from shapes or bits',
};

/** Filled: published and in use; hollow: derived; dashed: a paper only, whatever its fraction rests on. */
export function markForm({
  evidence,
  maturity,
}: Pick<CataloguedTechnique, 'evidence' | 'maturity'>): MarkForm {
  if (maturity === 'paper') return 'assumption';
  return evidence === 'published' ? 'reported' : 'derived';
}
