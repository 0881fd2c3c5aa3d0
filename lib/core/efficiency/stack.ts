/** What a stack of techniques saves on one deployment, step by step and each technique's fair share (model.md 2). */
import type { InputFault } from '../input-fault.ts';
import { err, ok, type Result } from '../result.ts';
import { evaluateServing, NO_LEVERS, type ServingPlan, type ServingPoint } from './serving.ts';
import { shapleyShares } from '../stats/shapley.ts';
import { listStackCaveats } from './stack-caveats.ts';
import { applyTechnique, areInConflict, leversOfStack, type Technique } from './technique.ts';

/** Shapley shares evaluate every subset, so their cost doubles with each technique. */
export const MAX_STACKED_TECHNIQUES = 12;

export interface StackStep {
  readonly technique: string;
  /** GB of HBM held for an hour per million tokens; null where the deployment cannot serve. */
  readonly hbmIntensityBefore: number | null;
  readonly hbmIntensityAfter: number | null;
}

/** Savings against the base as fractions; null with `absence` in words when base or result cannot serve at all. */
export interface StackAnswer {
  readonly memorySaving: number | null;
  readonly costSaving: number | null;
  /** Of resident bytes at the base's batch. */
  readonly rawByteSaving: number | null;
  /** memorySaving / rawByteSaving; above 1 when time is saved too, null when no byte is saved. */
  readonly conversion: number | null;
  readonly steps: readonly StackStep[];
  readonly shapley: readonly { readonly technique: string; readonly share: number | null }[];
  readonly base: ServingPoint;
  readonly optimised: ServingPoint;
  readonly absence: string | null;
  readonly caveats: readonly string[];
}

interface Applied {
  readonly technique: Technique;
  readonly saving: number;
}

/**
 * Faults of a stack at `/techniques/<index>`: one without a published saving, given twice, or excluded by another;
 * at `/techniques` when there are more than {@link MAX_STACKED_TECHNIQUES}.
 */
export function findStackFaults(techniques: readonly Technique[]): InputFault[] {
  const faults = techniques.flatMap((technique, index): InputFault[] => {
    const at = (message: string): InputFault => ({ pointer: `/techniques/${String(index)}`, message });
    const earlier = techniques.slice(0, index);
    const rivals = earlier.filter((other) => areInConflict(technique, other)).map(({ id }) => id);
    return [
      ...(technique.savingPoint === null
        ? [at(`technique ${technique.id} has no published saving, so it cannot be applied; remove it`)]
        : []),
      ...(earlier.some(({ id }) => id === technique.id)
        ? [at(`technique ${technique.id} is given twice; keep it once`)]
        : []),
      ...(rivals.length > 0
        ? [at(`technique ${technique.id} excludes ${rivals.join(', ')}; keep one of them`)]
        : []),
    ];
  });
  if (techniques.length <= MAX_STACKED_TECHNIQUES) return faults;
  const message = `techniques must be at most ${String(MAX_STACKED_TECHNIQUES)}, not ${String(techniques.length)}`;
  return [...faults, { pointer: '/techniques', message }];
}

/** Whichever of the three published savings of a technique to apply. */
export type SavingLevel = 'savingLow' | 'savingPoint' | 'savingHigh';

/** Effect of `techniques`, in the order given, on the deployment of `plan`. Faults of {@link findStackFaults}. */
export function evaluateStack(
  plan: ServingPlan,
  techniques: readonly Technique[],
  level: SavingLevel = 'savingPoint',
): Result<StackAnswer, InputFault[]> {
  const faults = findStackFaults(techniques);
  if (faults.length > 0) return err(faults);
  const applied = techniques.map((technique) => ({
    technique,
    saving: technique[level] ?? technique.savingPoint ?? 0,
  }));
  const base = evaluateServing(plan);
  const optimised = evaluateServing(plan, leversOfStack(applied));
  const memorySaving = savingBetween(intensity(base), intensity(optimised));
  const rawByteSaving = rawSaving(base, optimised);
  return ok({
    memorySaving,
    costSaving: savingBetween(base.usdPerMillionTokens, optimised.usdPerMillionTokens),
    rawByteSaving,
    conversion:
      memorySaving === null || rawByteSaving === null || rawByteSaving === 0
        ? null
        : memorySaving / rawByteSaving,
    steps: stepsOf(plan, applied),
    shapley: stackShares(plan, applied),
    base,
    optimised,
    absence: describeAbsence(base, optimised),
    caveats: listStackCaveats(plan, techniques),
  });
}

function intensity(point: ServingPoint): number | null {
  return point.hbmGigabyteHoursPerMillionTokens;
}

/** 1 - after / before. A price of 0 saves nothing, whatever happens. */
function savingBetween(before: number | null, after: number | null): number | null {
  if (before === null || after === null) return null;
  return before === 0 ? 0 : 1 - after / before;
}

/** 1 - (W + B KV) after / before at the base's batch; null when the base serves nothing. */
function rawSaving(base: ServingPoint, optimised: ServingPoint): number | null {
  if (!base.feasible) return null;
  const resident = (point: ServingPoint): number => point.weightBytes + base.batch * point.kvBytesPerSequence;
  return 1 - resident(optimised) / resident(base);
}

function describeAbsence(base: ServingPoint, optimised: ServingPoint): string | null {
  if (!base.feasible && optimised.feasible) {
    return `the base cannot serve one sequence (${base.binding}); with the techniques it can, so there is no saving to state`;
  }
  if (!base.feasible) return `the base cannot serve one sequence (${base.binding})`;
  if (!optimised.feasible) return `with the techniques not one sequence can be served (${optimised.binding})`;
  return null;
}

function stepsOf(plan: ServingPlan, applied: readonly Applied[]): StackStep[] {
  let levers = NO_LEVERS;
  return applied.map(({ technique, saving }) => {
    const hbmIntensityBefore = intensity(evaluateServing(plan, levers));
    levers = applyTechnique(levers, technique, saving);
    const hbmIntensityAfter = intensity(evaluateServing(plan, levers));
    return { technique: technique.id, hbmIntensityBefore, hbmIntensityAfter };
  });
}

/**
 * Shares of the stack's saving that do not depend on the order; they sum to it. Null for all when the base or some
 * subset of the stack cannot serve.
 */
function stackShares(plan: ServingPlan, applied: readonly Applied[]): StackAnswer['shapley'] {
  const base = intensity(evaluateServing(plan));
  const shares =
    base === null || base === 0
      ? null
      : shapleyShares(applied.length, (has) => {
          const chosen = applied.filter((_, index) => has(index));
          return 1 - (intensity(evaluateServing(plan, leversOfStack(chosen))) ?? NaN) / base;
        });
  // One subset that cannot serve leaves every share without a meaning.
  const isKnown = shares?.every(Number.isFinite) ?? false;
  return applied.map(({ technique }, index) => ({
    technique: technique.id,
    share: isKnown ? (shares?.[index] ?? null) : null,
  }));
}
