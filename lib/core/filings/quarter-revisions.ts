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
 * quarter that a filing states for the first time with the value derived before is none either. Nor is a difference
 * that {@link awaitsRestatement}, unless nothing stood before: it would move money between quarters for a while.
 */
export function listQuarterRevisions(facts: readonly FiledFact[]): readonly QuarterRevision[] {
  const revisions: QuarterRevision[] = [];
  const standing = new Map<string, number>();
  for (const filedOn of new Set(facts.map((fact) => fact.filedOn).toSorted())) {
    for (const figure of deriveQuarters(facts, filedOn).quarters) {
      const period = `${figure.periodStartOn} ${figure.periodEndOn}`;
      const previousValue = standing.get(period) ?? null;
      if (previousValue === figure.value || (previousValue !== null && awaitsRestatement(figure))) continue;
      standing.set(period, figure.value);
      revisions.push({ figure, filedOn, previousValue });
    }
  }

  return revisions;
}

/**
 * Whether a difference takes a restated figure from a longer one that is not restated yet. Companies restate a year
 * in the order of their reports, quarter, half-year, nine months, year, so the longer one's turn is still to come; a
 * longer one that is restated after a shorter one that stayed as it was has had its turn.
 */
export function awaitsRestatement({ isMixedBasis, parts }: QuarterFigure): boolean {
  const newestFiledOn = parts
    .map(({ fact }) => fact.filedOn)
    .toSorted()
    .at(-1);
  const lastEndOn = parts
    .map(({ fact }) => fact.periodEndOn)
    .toSorted()
    .at(-1);
  const isLastRestated = parts.some(
    ({ fact }) => fact.filedOn === newestFiledOn && fact.periodEndOn === lastEndOn,
  );

  return isMixedBasis && !isLastRestated;
}
