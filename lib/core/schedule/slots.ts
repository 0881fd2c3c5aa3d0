/** Which slots are due, and which come next. The clock is an argument; instants are milliseconds since 1970 UTC. */
import type { HolidayTable } from '../calendar/holiday-table.ts';
import { jitterMs } from './jitter.ts';
import type { ScheduleEntry } from './schedule.ts';
import { seriesOf, type SlotPoint } from './slot-series.ts';

/** One planned run. */
export interface Slot {
  /**
   * `prices-us@2026-11-27` (the session) or `catalogue@2026-11-27T06:00:00.000Z`: the same in every process and after
   * every restart, so that a unique key on it admits one run. A session keeps its id when its closing time is corrected.
   */
  readonly slotId: string;
  readonly jobId: string;
  readonly slotAtMs: number;
  /** The slot and its jitter: when to begin. */
  readonly startAtMs: number;
  /** True when the table of holidays ends before the slot, so that it may stand for a day without a session. */
  readonly isBeyondTable: boolean;
}

/** A slot whose time has come. */
export interface DueSlot extends Slot {
  /** `first`: the job has no slot yet; `catch-up`: older slots were missed and are folded into this one. */
  readonly reason: 'first' | 'regular' | 'catch-up';
  /** How many missed slots are folded into this one, itself not counted. */
  readonly foldedCount: number;
  /** The oldest slot that this run stands for: its own unless some are folded into it. */
  readonly oldestSlotAtMs: number;
}

/** What {@link slotsDue} goes by. */
export interface DueQuery {
  /** `slotAtMs` of the newest slot that each job was given; a job that is missing was never given one. */
  readonly lastSlotAtMs: ReadonlyMap<string, number>;
  readonly nowMs: number;
  readonly holidays: HolidayTable;
}

/**
 * At most one slot for each job: its newest at or before now, when that is newer than the last one given. Missed slots
 * are folded into it and counted, so that a desk that was off for a week catches up once. A job that never had a slot
 * is given its newest at once. A clock that was put back makes nothing due. Ascending in time, then by job.
 */
export function slotsDue(schedule: readonly ScheduleEntry[], query: DueQuery): DueSlot[] {
  return schedule
    .flatMap((entry) => dueSlotOf(entry, query) ?? [])
    .toSorted((a, b) => a.slotAtMs - b.slotAtMs || (a.jobId < b.jobId ? -1 : 1));
}

/** First slot of a job after an instant. */
export function nextSlot(
  entry: ScheduleEntry,
  { afterMs, holidays }: { readonly afterMs: number; readonly holidays: HolidayTable },
): Slot {
  return toSlot(entry, seriesOf(entry.timing, holidays).firstAfter(afterMs));
}

function dueSlotOf(entry: ScheduleEntry, { lastSlotAtMs, nowMs, holidays }: DueQuery): DueSlot | null {
  const series = seriesOf(entry.timing, holidays);
  const slot = toSlot(entry, series.newestAt(nowMs));
  const lastMs = lastSlotAtMs.get(entry.jobId);
  if (lastMs === undefined) {
    return { ...slot, reason: 'first', foldedCount: 0, oldestSlotAtMs: slot.slotAtMs };
  }
  if (slot.slotAtMs <= lastMs) return null;
  // A closing time that was corrected since can leave a newer slot although no further session has passed.
  const foldedCount = Math.max(0, series.count(lastMs, nowMs) - 1);
  return {
    ...slot,
    reason: foldedCount === 0 ? 'regular' : 'catch-up',
    foldedCount,
    oldestSlotAtMs: foldedCount === 0 ? slot.slotAtMs : series.firstAfter(lastMs).atMs,
  };
}

function toSlot({ jobId, maxJitterSeconds }: ScheduleEntry, point: SlotPoint): Slot {
  const slotId = `${jobId}@${point.label}`;
  return {
    slotId,
    jobId,
    slotAtMs: point.atMs,
    startAtMs: point.atMs + jitterMs(slotId, maxJitterSeconds * 1000),
    isBeyondTable: point.isBeyondTable,
  };
}
