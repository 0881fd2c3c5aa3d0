/** What is refreshed when, as data. */
import type { ScheduleEntry } from '#lib/core/schedule/schedule.ts';
import type { SourceId } from '#lib/sources/source.ts';

/** One job of the schedule. */
export interface RefreshJob extends ScheduleEntry {
  readonly source: SourceId;
  /** As a page calls it. */
  readonly title: string;
}

/** Job id of the runs that somebody asks for; they ask for all that a source has. */
export const MANUAL_JOB_ID = 'manual';

const MINUTES_PER_HOUR = 60;
const utc = (hour: number, minute: number) =>
  ({ kind: 'daily', atUtcMinute: hour * MINUTES_PER_HOUR + minute }) as const;

/**
 * Yahoo has a session's final bar within half an hour of the close. The ECB publishes around 16:00 CET, which is 15:00
 * UTC in winter and 14:00 in summer. The SEC's facts of a day are complete in the early morning of New York.
 */
export const REFRESH_SCHEDULE: readonly RefreshJob[] = [
  {
    jobId: 'prices-krx',
    source: 'yahoo',
    title: 'Prices after the close of Seoul',
    timing: { kind: 'after-close', exchange: 'KRX', delayMinutes: 40 },
    maxJitterSeconds: 600,
  },
  {
    jobId: 'prices-tse',
    source: 'yahoo',
    title: 'Prices after the close of Tokyo',
    timing: { kind: 'after-close', exchange: 'TSE', delayMinutes: 40 },
    maxJitterSeconds: 600,
  },
  {
    jobId: 'prices-us',
    source: 'yahoo',
    title: 'Prices after the close of New York',
    timing: { kind: 'after-close', exchange: 'US', delayMinutes: 40 },
    maxJitterSeconds: 600,
  },
  {
    jobId: 'prices-other',
    source: 'yahoo',
    title: 'Prices of Taipei and Shanghai, and currency pairs',
    timing: utc(9, 0),
    maxJitterSeconds: 600,
  },
  {
    jobId: 'statements',
    source: 'yahoo',
    title: 'Quarterly statements',
    timing: utc(23, 0),
    maxJitterSeconds: 1_800,
  },
  {
    jobId: 'quotes',
    source: 'yahoo',
    title: 'Latest quotes',
    timing: { kind: 'every', minutes: MINUTES_PER_HOUR },
    maxJitterSeconds: 300,
  },
  {
    jobId: 'reference-rates',
    source: 'ecb',
    title: 'Euro reference rates',
    timing: utc(15, 20),
    maxJitterSeconds: 900,
  },
  {
    jobId: 'filings',
    source: 'edgar',
    title: 'Filed facts',
    timing: utc(11, 0),
    maxJitterSeconds: 1_800,
  },
  {
    jobId: 'model-prices',
    source: 'openrouter',
    title: 'Token prices',
    timing: utc(6, 0),
    maxJitterSeconds: 1_800,
  },
];
