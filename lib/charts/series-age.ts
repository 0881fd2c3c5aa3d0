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

/** A sentence about the series that are not fresh; null while all are, so that nothing more is read then. */
export function agesNote(ages: readonly SeriesAge[]): string | null {
  const of = (state: Freshness['state']): string =>
    ages
      .filter(({ freshness }) => freshness.state === state)
      .map(({ label, freshness: { age } }) => `${label} (${age})`)
      .join(', ');
  const [stale, due] = [of('stale'), of('due')];
  if (stale === '' && due === '') return null;
  const parts = [
    ...(stale === '' ? [] : [`Stale, so drawn dashed: ${stale}.`]),
    ...(due === '' ? [] : [`Due for a newer figure: ${due}.`]),
  ];
  return parts.join(' ');
}

/** Name of a series in a legend: with its age once it is not fresh. */
export function agedLabel(label: string, ages: readonly SeriesAge[]): string {
  const age = ages.find((each) => each.label === label);
  return age === undefined || age.freshness.state === 'fresh'
    ? label
    : `${label} (${freshnessWords(age.freshness)})`;
}
