import { clearOldPayloads } from '#lib/services/refresh/clear-old-payloads.ts';
import { planSlots } from '#lib/services/refresh/plan-slots.ts';
import type { RefreshDeps } from '#lib/services/refresh/refresh-deps.ts';
import type { RefreshJob } from '#lib/services/refresh/refresh-schedule.ts';
import { takeUpRuns } from '#lib/services/refresh/take-up-runs.ts';

import { PAUSE_MS, repeat } from './repeat.ts';

/**
 * Looks at the clock again and again until the signal of `deps` ends it: plans the slots that are due, and for each
 * source takes up what waits or was left behind, and lets old answers go. The sources do not wait for each other, nor the plan for them. Any
 * number of processes may do so on one database. Resolves once nothing is under way any more.
 */
export async function runRefreshLoop(
  schedule: readonly RefreshJob[],
  deps: RefreshDeps,
  { pauseMs = PAUSE_MS } = {},
): Promise<void> {
  const sources = [...new Set(schedule.map(({ source }) => source))];
  const looks = [
    () => planSlots(schedule, deps.nowMs()),
    ...sources.map((source) => () => takeUpRuns(source, deps)),
    () => clearOldPayloads(deps),
  ];
  const rhythm = { signal: deps.signal, pauseMs, what: 'the refresh schedule' };
  await Promise.all(looks.map((look) => repeat(look, rhythm)));
}
