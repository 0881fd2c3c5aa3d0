/** What must be recorded so that a fact says on every day what it is told to say from that day on. */
import type { IsoDate } from '../facts/types.ts';

/** A revision on record; the newest of those visible on a day is what stands on it. */
export interface HeldRevision {
  readonly visibleFrom: IsoDate;
  readonly isWithdrawn: boolean;
}

/** What a fact is to say from a day on, until the next vintage. */
export interface Vintage {
  readonly knownFrom: IsoDate;
}

/**
 * The vintages to record, in order. A later record hides every earlier one from its first day on, so from the first
 * vintage that does not stand on its own day all are recorded again. Recording them and asking again gives none.
 *
 * @param told in order of `knownFrom`
 * @param held in the order in which they were recorded
 */
export function planVintages<Told extends Vintage, Held extends HeldRevision>(
  told: readonly Told[],
  held: readonly Held[],
  isSaid: (held: Held, told: Told) => boolean,
): readonly Told[] {
  const first = told.findIndex((vintage) => {
    const standing = findStanding(held, vintage.knownFrom);
    return standing === null || !isSaid(standing, vintage);
  });

  return first === -1 ? [] : told.slice(first);
}

/** The revision that stands on a day; null before the first and after a withdrawal. */
export function findStanding<Held extends HeldRevision>(held: readonly Held[], asOf: IsoDate): Held | null {
  const newest = held.findLast(({ visibleFrom }) => visibleFrom <= asOf);
  return newest === undefined || newest.isWithdrawn ? null : newest;
}
