/** What a chosen set of techniques saves together on one deployment, pair by pair and as a whole. */
import type { CataloguedTechnique } from '../../core/efficiency/efficiency-world.ts';
import type { ServingPlan } from '../../core/efficiency/serving.ts';
import { evaluateStack, type StackAnswer } from '../../core/efficiency/stack.ts';
import { areInConflict, leversOf } from '../../core/efficiency/technique.ts';
import { BINDING_WORDS } from './technique-words.ts';

/** Two techniques of the set; savings are of HBM hours per token, null where the deployment cannot serve. */
export interface PairOverlap {
  readonly first: string;
  readonly second: string;
  readonly isExcluded: boolean;
  readonly together: number | null;
  /** 1 - (1 - a)(1 - b) of what each saves alone on this deployment: what no overlap would give. */
  readonly independent: number | null;
  readonly reason: string;
}

export interface SetOverlap {
  readonly chosen: readonly CataloguedTechnique[];
  /** Saving of each alone, by id. */
  readonly alone: ReadonlyMap<string, number | null>;
  readonly pairs: readonly PairOverlap[];
  /** The largest part of the set, in its order, that excludes nothing of itself; and what was left out for it. */
  readonly compatible: readonly CataloguedTechnique[];
  readonly leftOut: readonly { readonly technique: CataloguedTechnique; readonly excludedBy: string }[];
  /** 1 - product of (1 - headline fraction): what multiplying headlines promises. */
  readonly headlineProduct: number;
  readonly answer: StackAnswer | null;
}

function evaluate(plan: ServingPlan, techniques: readonly CataloguedTechnique[]): StackAnswer | null {
  const answer = evaluateStack(plan, techniques);
  return answer.ok ? answer.value : null;
}

function combine(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : 1 - (1 - a) * (1 - b);
}

/** A gap below this is next to nothing: half a percentage point. */
const SMALL_GAP = 0.005;

interface PairSavings {
  readonly a: CataloguedTechnique;
  readonly b: CataloguedTechnique;
  readonly aloneA: number | null;
  readonly aloneB: number | null;
  readonly answer: StackAnswer | null;
}

/** Why two techniques together save more or less than two that do not know of each other. */
function reasonOf({ a, b, aloneA, aloneB, answer }: PairSavings): string {
  if (areInConflict(a, b)) return 'exclude each other: a deployment has one of the two';
  const together = answer?.memorySaving ?? null;
  if (answer === null || together === null || aloneA === null || aloneB === null) {
    return 'the deployment cannot serve with one of them';
  }
  const gap = together - (1 - (1 - aloneA) * (1 - aloneB));
  const acts = sharesLever(a, b)
    ? 'act on the same part: the second saves of what the first left'
    : 'act on different parts';
  if (Math.abs(gap) < SMALL_GAP) return `${acts}; next to no overlap in HBM hours`;
  if (gap > 0 && Math.abs(together - aloneA - aloneB) < SMALL_GAP) {
    return 'act on different stretches of a request’s time, so that the savings add';
  }
  if (gap > 0) return `${acts}; the room that one frees lets the other count for more`;
  const { base, optimised } = answer;
  if (optimised.binding !== base.binding) {
    return `${acts}; then ${BINDING_WORDS[optimised.binding]} binds instead of ${BINDING_WORDS[base.binding]}, where fewer bytes save less`;
  }
  return sharesLever(a, b)
    ? acts
    : `${acts} of one step: what the first shortened is no longer there to save`;
}

function sharesLever(a: CataloguedTechnique, b: CataloguedTechnique): boolean {
  return leversOf(a).some((lever) => leversOf(b).includes(lever));
}

function compatibleOf(chosen: readonly CataloguedTechnique[]): Pick<SetOverlap, 'compatible' | 'leftOut'> {
  const compatible: CataloguedTechnique[] = [];
  const leftOut: { technique: CataloguedTechnique; excludedBy: string }[] = [];
  for (const technique of chosen) {
    const rival = compatible.find((other) => areInConflict(technique, other));
    if (rival === undefined) compatible.push(technique);
    else leftOut.push({ technique, excludedBy: rival.name });
  }
  return { compatible, leftOut };
}

/** Overlap of `chosen` on the deployment of `plan`; each must have a published saving. */
export function computeOverlap(plan: ServingPlan, chosen: readonly CataloguedTechnique[]): SetOverlap {
  const alone = new Map(
    chosen.map((technique) => [technique.id, evaluate(plan, [technique])?.memorySaving ?? null] as const),
  );
  const pairs = chosen.flatMap((second, index) =>
    chosen.slice(0, index).map((first): PairOverlap => {
      const isExcluded = areInConflict(first, second);
      const answer = isExcluded ? null : evaluate(plan, [first, second]);
      const aloneA = alone.get(first.id) ?? null;
      const aloneB = alone.get(second.id) ?? null;
      return {
        first: first.id,
        second: second.id,
        isExcluded,
        together: answer?.memorySaving ?? null,
        independent: isExcluded ? null : combine(aloneA, aloneB),
        reason: reasonOf({ a: first, b: second, aloneA, aloneB, answer }),
      };
    }),
  );
  const { compatible, leftOut } = compatibleOf(chosen);
  return {
    chosen,
    alone,
    pairs,
    compatible,
    leftOut,
    headlineProduct: 1 - compatible.reduce((left, { savingPoint }) => left * (1 - (savingPoint ?? 0)), 1),
    answer: compatible.length === 0 ? null : evaluate(plan, compatible),
  };
}
