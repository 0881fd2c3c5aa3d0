/** A close and the day it belongs to. */
export interface DatedClose {
  readonly sessionOn: string;
  readonly close: number;
}

/** From this ratio on a step counts as hundredfold: no session of a listed share or currency has moved so far. */
const HUNDREDFOLD_FROM = 50;

/**
 * Sessions whose close stands a hundredfold above or below the others with no split in between to explain it: pence
 * among pounds, a missing decimal point. With a known close (the last one stored before these) those count that are at
 * its level; without one those at the level that most sessions have. When two levels have equally many, nobody can
 * tell which is wrong, and all are named.
 *
 * A close that somebody has accepted explains the step to it, as a split does, and the step from it back to where the
 * closes were: those after it are held against the accepted level, or the one before.
 *
 * @param closes in order of time
 * @param splitDates days on which a split took effect
 * @param known not itself accepted
 */
export function findStraySessions(
  closes: readonly DatedClose[],
  splitDates: readonly string[],
  known: DatedClose | null,
  accepted: readonly DatedClose[] = [],
): ReadonlySet<string> {
  const before = known === null ? [] : [known, ...listBetween(accepted, known, closes[0])];
  const levels = assignLevels([...before, ...closes], splitDates, accepted).slice(before.length);
  const trusted = known === null ? findMostCommon(levels) : 0;

  return new Set(closes.filter((_, index) => levels[index] !== trusted).map(({ sessionOn }) => sessionOn));
}

/** Accepted closes after the known one and before the first of the series, in order of time. */
function listBetween(
  accepted: readonly DatedClose[],
  known: DatedClose,
  first: DatedClose | undefined,
): readonly DatedClose[] {
  return accepted
    .filter(
      ({ sessionOn }) => sessionOn > known.sessionOn && first !== undefined && sessionOn < first.sessionOn,
    )
    .toSorted((a, b) => (a.sessionOn < b.sessionOn ? -1 : 1));
}

/** How many hundredfolds each close stands above the first. */
function assignLevels(
  closes: readonly DatedClose[],
  splitDates: readonly string[],
  accepted: readonly DatedClose[],
): readonly number[] {
  let level = 0;
  /** The last close that stood on its own. */
  let base: DatedClose | null = null;

  return closes.map((current, index) => {
    const before = closes[index - 1];
    const isTaken = isAccepted(current, accepted);
    if (before !== undefined && !isTaken) {
      const isSplit = splitDates.some((exOn) => exOn > before.sessionOn && exOn <= current.sessionOn);
      const isBack =
        isAccepted(before, accepted) && base !== null && countHundredfolds(current.close / base.close) === 0;
      if (!isSplit && !isBack) level += countHundredfolds(current.close / before.close);
    }
    if (!isTaken) base = current;

    return level;
  });
}

/** Whether a close is at the level that was accepted for its session; a split may have restated it since. */
export function isAccepted(current: DatedClose, accepted: readonly DatedClose[]): boolean {
  return accepted.some(
    ({ sessionOn, close }) =>
      sessionOn === current.sessionOn && countHundredfolds(current.close / close) === 0,
  );
}

function countHundredfolds(ratio: number): number {
  if (ratio < HUNDREDFOLD_FROM && ratio > 1 / HUNDREDFOLD_FROM) return 0;

  return Math.round(Math.log10(ratio) / 2);
}

/** Null when two levels are equally common, or there is none. */
function findMostCommon(levels: readonly number[]): number | null {
  const counts = new Map<number, number>();
  for (const level of levels) counts.set(level, (counts.get(level) ?? 0) + 1);
  const [first, second] = [...counts].toSorted(([, a], [, b]) => b - a);

  return first === undefined || first[1] === second?.[1] ? null : first[0];
}
