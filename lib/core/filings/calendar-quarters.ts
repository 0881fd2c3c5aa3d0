/** Fiscal quarters on calendar quarters, by days. */
import { countQuarterDays, type QuarterDays } from '../calendar/proration.ts';
import type { IsoDate } from '../facts/types.ts';
import type { QuarterFigure } from './types.ts';

/** `days` of a fiscal quarter's `fiscalDays` count towards a calendar quarter. */
export interface CalendarShare {
  readonly figure: QuarterFigure;
  readonly days: number;
  readonly fiscalDays: number;
}

/**
 * A calendar quarter made of fiscal ones.
 * `same-days`: the company's quarter is the calendar's; `within-a-week`: its ends lie at most a week off (years of 52
 * and 53 weeks) and it is taken whole; `by-overlap`: parts of several, by days; `incomplete`: some of its days
 * belong to no known fiscal quarter, so there is no value.
 */
export interface CalendarFigure {
  /** Running number, see quarter.ts. */
  readonly calendarQuarter: number;
  readonly mapping: 'same-days' | 'within-a-week' | 'by-overlap' | 'incomplete';
  /** In the unit of the figures; null when `incomplete`. */
  readonly value: number | null;
  readonly shares: readonly CalendarShare[];
  /** Last of the days on which its fiscal quarters became known. */
  readonly knownFrom: IsoDate;
}

const ALIGNED_WITHIN_DAYS = 7;

/**
 * Spreads fiscal quarters evenly over their days and gathers them by calendar quarter, in order of time. Quarters
 * that lie within a week of a calendar quarter are not spread. Calendar quarters that no figure touches are not there.
 */
export function toCalendarQuarters(figures: readonly QuarterFigure[]): readonly CalendarFigure[] {
  const gathered = new Map<number, { share: CalendarShare; place: QuarterDays; isAligned: boolean }[]>();
  for (const figure of figures) {
    const places = countQuarterDays(figure.periodStartOn, figure.periodEndOn);
    const fiscalDays = places.reduce((sum, { days }) => sum + days, 0);
    const aligned = places.find((place) => isAligned(place, fiscalDays));
    for (const place of aligned === undefined ? places : [aligned]) {
      const days = aligned === undefined ? place.days : fiscalDays;
      const entry = { share: { figure, days, fiscalDays }, place, isAligned: aligned !== undefined };
      gathered.set(place.calendar, [...(gathered.get(place.calendar) ?? []), entry]);
    }
  }

  return [...gathered]
    .toSorted(([a], [b]) => a - b)
    .map(([calendarQuarter, entries]) => {
      const mapping = mappingOf(entries);
      const shares = entries.map(({ share }) => share);
      const knownFrom = shares.map(({ figure }) => figure.knownFrom).reduce((a, b) => (a > b ? a : b));
      return {
        calendarQuarter,
        mapping,
        value: mapping === 'incomplete' ? null : sumOf(shares),
        shares,
        knownFrom,
      };
    });
}

/** At most a week of either lies outside the other. */
function isAligned(place: QuarterDays, fiscalDays: number): boolean {
  return (
    fiscalDays - place.days <= ALIGNED_WITHIN_DAYS && place.quarterDays - place.days <= ALIGNED_WITHIN_DAYS
  );
}

function mappingOf(
  entries: readonly {
    readonly share: CalendarShare;
    readonly place: QuarterDays;
    readonly isAligned: boolean;
  }[],
): CalendarFigure['mapping'] {
  const [first, ...others] = entries;
  if (first?.isAligned === true && others.length === 0) {
    return first.share.fiscalDays === first.place.days && first.place.days === first.place.quarterDays
      ? 'same-days'
      : 'within-a-week';
  }
  const covered = entries.reduce((sum, { place }) => sum + place.days, 0);

  return covered === first?.place.quarterDays ? 'by-overlap' : 'incomplete';
}

function sumOf(shares: readonly CalendarShare[]): number {
  return shares.reduce((sum, { figure, days, fiscalDays }) => sum + (figure.value * days) / fiscalDays, 0);
}
