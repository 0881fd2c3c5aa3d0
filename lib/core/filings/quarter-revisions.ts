/** How the quarters of a company changed with each filing. */
import type { IsoDate } from '../facts/types.ts';
import { deriveQuarters } from './derive-quarters.ts';
import type { FiledFact, QuarterFigure } from './types.ts';

/** A quarter's figure from one filing day on, until the next revision of the same quarter. */
export interface QuarterRevision {
  readonly figure: QuarterFigure;
  /** The filing day that brought it: before it the revision is not visible. */
  readonly filedOn: IsoDate;
  /** What stood before; null for the first figure of a quarter. */
  readonly previousValue: number | null;
}

/**
 * Every figure that each quarter has had, in order of filing day. A filing that repeats what stood is no revision; a
 * quarter that a filing states for the first time with the value derived before is none either.
 */
export function listQuarterRevisions(facts: readonly FiledFact[]): readonly QuarterRevision[] {
  const revisions: QuarterRevision[] = [];
  const standing = new Map<string, number>();
  for (const filedOn of new Set(facts.map((fact) => fact.filedOn).toSorted())) {
    for (const figure of deriveQuarters(facts, filedOn).quarters) {
      const period = `${figure.periodStartOn} ${figure.periodEndOn}`;
      const previousValue = standing.get(period) ?? null;
      if (previousValue === figure.value) continue;
      standing.set(period, figure.value);
      revisions.push({ figure, filedOn, previousValue });
    }
  }

  return revisions;
}
