/** How fresh the series of a chart are, in the words of its legend, notes, table and files. */
import { freshnessWords, type Freshness } from '../core/freshness/freshness.ts';

/** A series by its name in the legend. */
export interface SeriesAge {
  readonly label: string;
  readonly freshness: Freshness;
}

export function isStale(freshness: Freshness | null): boolean {
  return freshness?.state === 'stale';
}

/** "Microsoft: 28 days old; CoreWeave: stale, 5 months old". */
export function ageWords(ages: readonly SeriesAge[]): string {
  return ages.map(({ label, freshness }) => `${label}: ${freshnessWords(freshness)}`).join('; ');
}

/** A sentence about the series of one state; none while all are fresh, so that nothing more is read then. */
export interface AgeNote {
  readonly state: 'stale' | 'due';
  readonly text: string;
}

const OPENINGS = { stale: 'Stale, so drawn dashed', due: 'Due for a newer figure' } as const;

/** Notes under a chart about its series that are not fresh, the stale ones first. */
export function ageNotes(ages: readonly SeriesAge[]): readonly AgeNote[] {
  return (['stale', 'due'] as const).flatMap((state) => {
    const named = ages.flatMap(({ label, freshness }) =>
      freshness.state === state ? [`${label} (${freshness.age})`] : [],
    );
    return named.length === 0 ? [] : [{ state, text: `${OPENINGS[state]}: ${named.join(', ')}.` }];
  });
}

/** Name of a series in a legend: with its age once it is stale and dashed. */
export function agedLabel(label: string, ages: readonly SeriesAge[]): string {
  const age = ages.find((each) => each.label === label);
  return age === undefined || !isStale(age.freshness) ? label : `${label} (${freshnessWords(age.freshness)})`;
}
