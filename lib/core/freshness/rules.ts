/**
 * How old is too old, by kind of series. No source states these bounds: they are ours, and every screen that judges by
 * them says so. What is counted is what the publisher's own rhythm counts: sessions, working days, quarters, else days.
 */

export const SERIES_KINDS = [
  'daily-price',
  'reference-rate',
  'market-value',
  'quarterly-filing',
  'guide',
  'token-price',
  'assumption',
] as const;

export type SeriesKind = (typeof SERIES_KINDS)[number];

export interface FreshnessRule {
  /** What is judged, as it begins a sentence. */
  readonly what: string;
  /** `report-day`: days after the end of the quarter that comes next. */
  readonly unit: 'session' | 'working-day' | 'day' | 'report-day';
  /** Highest count that is fresh, and the highest that is only due; above it the series is stale. */
  readonly freshUpTo: number;
  readonly dueUpTo: number;
  /** Why these bounds, as a sentence. */
  readonly reason: string;
}

export const FRESHNESS_RULES: Readonly<Record<SeriesKind, FreshnessRule>> = {
  'daily-price': {
    what: 'Daily prices',
    unit: 'session',
    freshUpTo: 0,
    dueUpTo: 1,
    reason:
      'A close exists once its session has ended; one that is missing may be on its way with the refresh.',
  },
  'reference-rate': {
    what: 'Reference rates',
    unit: 'working-day',
    freshUpTo: 1,
    dueUpTo: 2,
    reason:
      'The rate of a working day of the ECB comes in its afternoon; one more day may be a refresh under way.',
  },
  'market-value': {
    what: 'Market values',
    unit: 'day',
    freshUpTo: 31,
    dueUpTo: 62,
    reason: 'They move with every session but are set down by hand; one a month is meant.',
  },
  'quarterly-filing': {
    what: 'Quarterly accounts',
    unit: 'report-day',
    freshUpTo: 45,
    dueUpTo: 60,
    reason: 'Companies report within 45 days after a quarter, the year’s last one within 60.',
  },
  guide: {
    what: 'Guides of capex',
    unit: 'day',
    freshUpTo: 100,
    dueUpTo: 135,
    reason: 'A guide is said anew with each quarterly report, every 91 days; past 135 a round is missing.',
  },
  'token-price': {
    what: 'List prices of tokens',
    unit: 'day',
    freshUpTo: 60,
    dueUpTo: 120,
    reason:
      'A list holds until it is changed, so its age counts from the day it was last seen; lists change a few times a year.',
  },
  assumption: {
    what: 'Assumptions',
    unit: 'day',
    freshUpTo: 365,
    dueUpTo: 730,
    reason: 'Nothing observes them; a range that nobody has looked at for a year asks for another look.',
  },
};
