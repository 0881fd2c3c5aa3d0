/** Filed quarters that are none: the figure of a longer period given as a quarter's. */
import { toDayNumber } from '../calendar/day-number.ts';
import { buildPeriodNetwork, dayAfter, findWay, sumOfWay } from './period-network.ts';
import type { StandingFact } from './standing-facts.ts';
import type { DoubtfulFigure, FiledFact } from './types.ts';

/** Lengths of a quarter: 12 to 14 weeks and a little; 13 weeks or three months are 89 to 92 days. */
const SHORTEST_QUARTER_DAYS = 80;
const LONGEST_QUARTER_DAYS = 100;

/** Whether a number of days can be one of four quarters of a year, in years of 52 and 53 weeks too. */
export function isQuarterLong(days: number): boolean {
  return days >= SHORTEST_QUARTER_DAYS && days <= LONGEST_QUARTER_DAYS;
}

/** Facts that may be reckoned with, and those that may not, each with its reason. */
export interface SortedFacts {
  readonly believed: readonly StandingFact[];
  readonly doubtful: readonly DoubtfulFigure[];
}

/**
 * Sets aside filed quarters that repeat a longer period: a quarter with the figure of the half-year (nine months,
 * year) that ends with it although the time before was not nothing, and two neighbouring quarters that are equal to
 * the last unit without a longer period that confirms their sum. Zeros may repeat.
 */
export function setRepeatsAside(standing: readonly StandingFact[]): SortedFacts {
  const quarters = standing.filter(({ fact }) => isQuarterLong(daysOf(fact)) && fact.value !== 0);
  const reasons = new Map<FiledFact, string>();
  for (const { fact } of quarters) {
    const longer = standing.find((other) => isRepeatOf(fact, other.fact, standing));
    if (longer !== undefined) reasons.set(fact, repeatReason(longer.fact));
  }
  for (const { fact } of quarters) {
    const next = quarters.find((other) => toDayNumber(other.fact.periodStartOn) === dayAfter(fact));
    if (next?.fact.value !== fact.value || isSumConfirmed([fact, next.fact], standing)) continue;
    for (const twin of [fact, next.fact]) if (!reasons.has(twin)) reasons.set(twin, TWIN_REASON);
  }

  return {
    believed: standing.filter(({ fact }) => !reasons.has(fact)),
    doubtful: [...reasons].map(([fact, reason]) => ({
      periodStartOn: fact.periodStartOn,
      periodEndOn: fact.periodEndOn,
      value: fact.value,
      accessions: [fact.accession],
      reason,
    })),
  };
}

const TWIN_REASON =
  'Two neighbouring quarters state the same figure and no longer period on file confirms it: ' +
  'probably the figure of a half-year given twice.';

function repeatReason(longer: FiledFact): string {
  return (
    `The filing states for this quarter the figure of the longer period ` +
    `${longer.periodStartOn} to ${longer.periodEndOn}.`
  );
}

function daysOf(fact: FiledFact): number {
  return dayAfter(fact) - toDayNumber(fact.periodStartOn);
}

function isRepeatOf(quarter: FiledFact, longer: FiledFact, standing: readonly StandingFact[]): boolean {
  const isLongerWithSameEnd =
    longer.periodEndOn === quarter.periodEndOn && longer.periodStartOn < quarter.periodStartOn;
  if (!isLongerWithSameEnd || longer.value !== quarter.value) return false;
  const before = findWay(
    buildPeriodNetwork(standing),
    [toDayNumber(longer.periodStartOn), toDayNumber(quarter.periodStartOn)],
    new Set([quarter]),
  );

  return before === null || sumOfWay(before) !== 0;
}

function isSumConfirmed(twins: readonly [FiledFact, FiledFact], standing: readonly StandingFact[]): boolean {
  const [first, second] = twins;
  const way = findWay(
    buildPeriodNetwork(standing),
    [toDayNumber(first.periodStartOn), dayAfter(second)],
    new Set(twins),
  );

  return way !== null && sumOfWay(way) === first.value + second.value;
}
