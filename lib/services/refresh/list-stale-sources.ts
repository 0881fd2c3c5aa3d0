import type { HolidayTable } from '#lib/core/calendar/holiday-table.ts';
import { slotsDue } from '#lib/core/schedule/slots.ts';
import { listLastGoodSlots, type GoodSlot } from '#lib/db/refresh-runs.ts';
import type { SourceId } from '#lib/sources/source.ts';

import { readHolidays } from './plan-slots.ts';
import { MANUAL_JOB_ID, type RefreshJob } from './refresh-schedule.ts';

/** A run may take its jitter and several tries before its source counts as overdue. */
const GRACE_MS = 3 * 3_600_000;

/** Sources with a job whose newest slot has passed without a run that succeeded. */
export async function listStaleSources(
  schedule: readonly RefreshJob[],
  nowMs: number,
): Promise<readonly SourceId[]> {
  const [good, holidays] = await Promise.all([listLastGoodSlots(), readHolidays(nowMs)]);

  return findStaleSources(schedule, { good, holidays, nowMs });
}

function findStaleSources(
  schedule: readonly RefreshJob[],
  { good, holidays, nowMs }: { good: readonly GoodSlot[]; holidays: HolidayTable; nowMs: number },
): readonly SourceId[] {
  // A run by hand asks for all of its source, whatever job would have.
  const lastSlotAtMs = new Map(
    schedule.flatMap(({ jobId, source }) => {
      const own = good.filter(
        (slot) => slot.source === source && (slot.jobId === jobId || slot.jobId === MANUAL_JOB_ID),
      );
      return own.length === 0 ? [] : [[jobId, Math.max(...own.map(({ slotAtMs }) => slotAtMs))]];
    }),
  );
  const overdue = new Set(
    slotsDue(schedule, { lastSlotAtMs, nowMs: nowMs - GRACE_MS, holidays }).map(({ jobId }) => jobId),
  );

  return [...new Set(schedule.flatMap(({ jobId, source }) => (overdue.has(jobId) ? [source] : [])))];
}
