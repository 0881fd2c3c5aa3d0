/**
 * Filed periods as a network: first days are points, a fact leads from its first day to the day after its last, and
 * back with the opposite sign. What lies between two points is then the signed sum along any way between them:
 * half-year less first quarter, year less nine months, year less three quarters.
 */
import { toDayNumber } from '../calendar/day-number.ts';
import type { StandingFact } from './standing-facts.ts';
import type { FiledFact } from './types.ts';

/** One fact of a way, with the sign it is walked in. */
export interface Step {
  readonly to: number;
  readonly sign: 1 | -1;
  readonly standing: StandingFact;
}

/** Steps from each point (day number), nearest target day first, so that ways do not depend on the order of facts. */
export type PeriodNetwork = ReadonlyMap<number, readonly Step[]>;

/** The longest way worth walking: a year less its three other quarters. */
const MAX_STEPS = 4;

/** Day number after the last day of a period: where the next one starts. */
export function dayAfter(fact: FiledFact): number {
  return toDayNumber(fact.periodEndOn) + 1;
}

export function buildPeriodNetwork(standing: readonly StandingFact[]): PeriodNetwork {
  const network = new Map<number, Step[]>();
  const add = (from: number, step: Step): void => {
    network.set(from, [...(network.get(from) ?? []), step]);
  };
  for (const entry of standing) {
    const [start, end] = [toDayNumber(entry.fact.periodStartOn), dayAfter(entry.fact)];
    add(start, { to: end, sign: 1, standing: entry });
    add(end, { to: start, sign: -1, standing: entry });
  }
  for (const steps of network.values()) steps.sort((a, b) => a.to - b.to);

  return network;
}

/**
 * Shortest way between two points that avoids the facts in `without`; of equally short ones the one over earlier
 * days, so a difference of two figures since the year's start goes before others. Null when there is none of at
 * most four facts.
 */
export function findWay(
  network: PeriodNetwork,
  [from, to]: readonly [number, number],
  without: ReadonlySet<FiledFact> = new Set(),
): readonly Step[] | null {
  const reached = new Map<number, readonly Step[]>([[from, []]]);
  let edge = [from];
  for (let length = 0; length < MAX_STEPS; length += 1) {
    const next: number[] = [];
    for (const point of edge) {
      for (const step of network.get(point) ?? []) {
        if (reached.has(step.to) || without.has(step.standing.fact)) continue;
        reached.set(step.to, [...(reached.get(point) ?? []), step]);
        next.push(step.to);
      }
    }
    const way = reached.get(to);
    if (way !== undefined) return way;
    edge = next;
  }

  return null;
}

/** What lies between the ends of a way. Amounts in whole units of currency are exact up to 2^53. */
export function sumOfWay(way: readonly Step[]): number {
  return way.reduce((sum, { sign, standing }) => sum + sign * standing.fact.value, 0);
}
