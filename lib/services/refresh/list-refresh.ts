import 'server-only';

import type { z } from 'zod';

import type { refreshQuerySchema, RefreshSourceItem, RefreshState } from '#lib/contracts/refresh.ts';
import type { HolidayTable } from '#lib/core/calendar/holiday-table.ts';
import { admitCall } from '#lib/core/schedule/circuit-breaker.ts';
import { nextSlot } from '#lib/core/schedule/slots.ts';
import { sumPayloads } from '#lib/db/payload-clearing.ts';
import { listRuns } from '#lib/db/refresh-runs.ts';
import { sumSubjects } from '#lib/db/refresh-subjects.ts';
import { listSourceStates, type SourceRecord } from '#lib/db/source-states.ts';
import { env } from '#lib/platform/env.ts';
import type { SourceDescription, SourceId } from '#lib/sources/source.ts';

import { listStaleSources } from './list-stale-sources.ts';
import { liveRefresh } from './live-deps.ts';
import { readHolidays } from './plan-slots.ts';
import { REFRESH_POLICY } from './refresh-deps.ts';
import { REFRESH_SCHEDULE, type RefreshJob } from './refresh-schedule.ts';
import { toRunItem } from './to-run-item.ts';

const NONE: readonly SourceId[] = [];

/** What the refresh has done, how each source is, and what runs next. */
export async function listRefresh({
  source,
  limit,
}: z.output<typeof refreshQuerySchema>): Promise<RefreshState> {
  const { deps, descriptions } = liveRefresh();
  const nowMs = deps.nowMs();
  const mode = env().refresh;
  const [runs, states, holidays, stale, totals] = await Promise.all([
    listRuns({ source, limit }),
    listSourceStates(),
    readHolidays(nowMs),
    mode === 'off' ? NONE : listStaleSources(REFRESH_SCHEDULE, nowMs),
    sumPayloads(),
  ]);
  const counts = await sumSubjects(runs.map(({ id }) => id));
  const isWanted = (each: { readonly source: string }) => source === undefined || each.source === source;

  return {
    mode,
    sources: descriptions
      .map((description) =>
        toSourceItem(description, states, { nowMs, isStale: stale.includes(description.id) }),
      )
      .filter(isWanted),
    jobs: REFRESH_SCHEDULE.filter(isWanted).map((job) => toJobItem(job, { nowMs, holidays, mode })),
    items: runs.map((run) => toRunItem(run, counts.get(run.id))),
    answers: {
      ...totals,
      keepDays: deps.policy.answers.keepDays,
      oldestReceivedAt: totals.oldestReceivedAt?.toISOString() ?? null,
      lastClearedAt: totals.lastClearedAt?.toISOString() ?? null,
    },
  };
}

function toSourceItem(
  description: SourceDescription,
  states: readonly SourceRecord[],
  { nowMs, isStale }: { readonly nowMs: number; readonly isStale: boolean },
): RefreshSourceItem {
  const state = states.find(({ source }) => source === description.id);
  const isOff = description.requiredSetting === 'SEC_CONTACT' && env().secContact === null;
  const admission = state === undefined ? null : admitCall(state.breaker, REFRESH_POLICY.breaker, nowMs);
  const restsUntilMs = admission === null || admission.isAdmitted ? null : admission.retryAtMs;

  return {
    source: description.id,
    name: description.name,
    terms: description.terms,
    requiredSetting: description.requiredSetting,
    state: isOff ? 'off' : restsUntilMs === null ? 'ready' : 'resting',
    restsUntil: restsUntilMs === null ? null : new Date(restsUntilMs).toISOString(),
    lastSuccessAt: state?.lastSuccessAt?.toISOString() ?? null,
    lastFailureAt: state?.lastFailureAt?.toISOString() ?? null,
    lastFailure: state?.lastFailure ?? null,
    isStale: isStale && !isOff,
  };
}

function toJobItem(
  job: RefreshJob,
  { nowMs, holidays, mode }: { nowMs: number; holidays: HolidayTable; mode: RefreshState['mode'] },
) {
  const { jobId, source, title } = job;
  const slot = nextSlot(job, { afterMs: nowMs, holidays });

  return {
    jobId,
    source,
    title,
    nextRunAt: mode === 'off' ? null : new Date(slot.startAtMs).toISOString(),
    isBeyondCalendar: slot.isBeyondTable,
  };
}
