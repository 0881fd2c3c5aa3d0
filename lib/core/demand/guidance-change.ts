/** How far the guides of a year moved since a day, what was real apart from what was a change of measure. */
import type { IsoDate } from '../facts/types.ts';
import {
  addEnds,
  type GuidanceHistory,
  type GuidanceStep,
  type StepCause,
  type SumVintage,
} from './guidance-history.ts';
import type { UsdBnEnds } from './guide-point.ts';

export interface GuidanceChange {
  readonly from: SumVintage;
  readonly to: SumVintage;
  /** From `from` to `to`, in order of time; they add up to the difference of the two. */
  readonly steps: readonly GuidanceStep[];
  /** Changes of the ends by cause; together they are the difference of the two sums. */
  readonly byCause: Readonly<Record<StepCause, UsdBnEnds>>;
}

/**
 * Change of the sum since `since` (null: since the first sum); null when there is no sum, or none yet on that day.
 * Comparable is `byCause.revision`; as printed that and `byCause.measure`.
 */
export function computeGuidanceChange(
  { sums, steps }: GuidanceHistory,
  since: IsoDate | null,
): GuidanceChange | null {
  const from = since === null ? sums[0] : sums.findLast(({ knownOn }) => knownOn <= since);
  const to = sums.at(-1);
  if (from === undefined || to === undefined) return null;
  const later = steps.filter(({ knownOn }) => knownOn > from.knownOn);
  const of = (cause: StepCause): UsdBnEnds => addEnds(later.filter((step) => step.cause === cause));
  return {
    from,
    to,
    steps: later,
    byCause: {
      revision: of('revision'),
      measure: of('measure'),
      split: of('split'),
      outcome: of('outcome'),
    },
  };
}
