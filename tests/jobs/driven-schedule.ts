import type { RefreshJob } from '#lib/services/refresh/refresh-schedule.ts';

/** What a worker of the test is told. */
export interface WorkerSettings {
  readonly name: string;
  readonly clockFile: string;
  readonly yahooOrigin: string;
  readonly edgarUrl: string;
  readonly ecbUrl: string;
  readonly openrouterUrl: string;
}

export const DRIVEN_SYMBOLS = ['AAA', 'BBB', 'CCC'] as const;

export const SLOT_MINUTES = 10;

/** A job for each source, all due at every tenth minute. */
export const DRIVEN_SCHEDULE: readonly RefreshJob[] = (['yahoo', 'edgar', 'ecb', 'openrouter'] as const).map(
  (source) => ({
    jobId: `driven-${source}`,
    source,
    title: source,
    timing: { kind: 'every', minutes: SLOT_MINUTES },
    maxJitterSeconds: 0,
  }),
);
