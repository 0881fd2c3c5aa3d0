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
 * @param closes in order of time
 * @param splitDates days on which a split took effect
 */
export function findStraySessions(
  closes: readonly DatedClose[],
  splitDates: readonly string[],
  known: DatedClose | null,
): ReadonlySet<string> {
  const levels = assignLevels(known === null ? closes : [known, ...closes], splitDates).slice(
    known === null ? 0 : 1,
  );
  const trusted = known === null ? findMostCommon(levels) : 0;

  return new Set(closes.filter((_, index) => levels[index] !== trusted).map(({ sessionOn }) => sessionOn));
}

/** How many hundredfolds each close stands above the first. */
function assignLevels(closes: readonly DatedClose[], splitDates: readonly string[]): readonly number[] {
  let level = 0;

  return closes.map((current, index) => {
    const before = closes[index - 1];
    if (before === undefined) return level;
    const isSplit = splitDates.some((exOn) => exOn > before.sessionOn && exOn <= current.sessionOn);
    if (!isSplit) level += countHundredfolds(current.close / before.close);

    return level;
  });
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
