/** Which of several filings of the same period counts on a date. */
import type { IsoDate } from '../facts/types.ts';
import type { DoubtfulFigure, FiledFact } from './types.ts';

/** The value that stands for a period: the newest filed, and the filing that said so first. */
export interface StandingFact {
  readonly fact: FiledFact;
  /** Every value on file for the period, oldest first; more than one value means a restatement. */
  readonly vintages: readonly FiledFact[];
}

/** What stands on a date, one fact a period, in order of period. */
export interface StandingFacts {
  readonly standing: readonly StandingFact[];
  readonly doubtful: readonly DoubtfulFigure[];
}

/**
 * Facts that stand on `asOf`: of each period the value of the newest filing on or before that day. A filing that
 * only repeats the value does not make it younger: the first of an unbroken run of equal values is given, so its
 * `filedOn` is the day since which the value has been known. A filing that states two values for one period is
 * doubtful and counts as not there. The order of `facts` does not matter.
 *
 * @throws RangeError if the facts are of several concepts, units or companies: that is a bug
 */
export function findStandingFacts(facts: readonly FiledFact[], asOf: IsoDate): StandingFacts {
  assertOneSeries(facts);
  const doubtful: DoubtfulFigure[] = [];
  const standing: StandingFact[] = [];
  for (const [, ofPeriod] of sortedGroups(facts.filter(({ filedOn }) => filedOn <= asOf)).toSorted(byKey)) {
    const vintages: FiledFact[] = [];
    for (const filing of groupBy(ofPeriod, ({ accession }) => accession).values()) {
      const [first, ...others] = filing;
      if (first === undefined) continue;
      if (others.every(({ value }) => value === first.value)) vintages.push(first);
      else doubtful.push(contradiction(filing, first));
    }
    const fact = firstOfLastRun(vintages);
    if (fact !== null) standing.push({ fact, vintages });
  }

  return { standing, doubtful };
}

/** The value that a period had on an earlier day; null when nothing was on file then. */
export function valueOnFile(vintages: readonly FiledFact[], asOf: IsoDate): number | null {
  return vintages.findLast(({ filedOn }) => filedOn <= asOf)?.value ?? null;
}

function assertOneSeries(facts: readonly FiledFact[]): void {
  const series = new Set(facts.map(({ cik, concept, unit }) => `${cik} ${concept} ${unit}`));
  if (series.size > 1) throw new RangeError(`one series at a time, not ${[...series].join(', ')}`);
}

function sortedGroups(facts: readonly FiledFact[]): [string, readonly FiledFact[]][] {
  const sorted = facts.toSorted(
    (a, b) => compareText(a.filedOn, b.filedOn) || compareText(a.accession, b.accession) || a.value - b.value,
  );
  return [...groupBy(sorted, ({ periodStartOn, periodEndOn }) => `${periodStartOn} ${periodEndOn}`)];
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

function byKey(a: readonly [string, unknown], b: readonly [string, unknown]): number {
  return compareText(a[0], b[0]);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function firstOfLastRun(vintages: readonly FiledFact[]): FiledFact | null {
  const last = vintages.at(-1);
  if (last === undefined) return null;
  const before = vintages.findLastIndex(({ value }) => value !== last.value);
  return vintages[before + 1] ?? last;
}

function contradiction(filing: readonly FiledFact[], first: FiledFact): DoubtfulFigure {
  const values = [...new Set(filing.map(({ value }) => value))];
  return {
    periodStartOn: first.periodStartOn,
    periodEndOn: first.periodEndOn,
    value: first.value,
    accessions: [first.accession],
    reason: `The filing states ${values.length} values for this period: ${values.join(' and ')}.`,
  };
}
