import type { HolidayTable } from '#lib/core/calendar/holiday-table.ts';
import { buildHolidayTable } from '#lib/core/calendar/holiday-table.ts';
import { slotsDue, type DueSlot } from '#lib/core/schedule/slots.ts';
import { listExchangeHolidays } from '#lib/db/exchange-holidays.ts';
import { insertRun, listLastSlots } from '#lib/db/refresh-runs.ts';
import { inTransaction } from '#lib/db/transaction.ts';

import type { RefreshJob } from './refresh-schedule.ts';

/** The sessions of the exchanges as the facts know them. */
export async function readHolidays(nowMs: number): Promise<HolidayTable> {
  return buildHolidayTable(await listExchangeHolidays({ asOf: new Date(nowMs).toISOString().slice(0, 10) }));
}

/** Makes a run of every slot whose time has come. Any number of processes may do so at once: a slot gets one run. */
export async function planSlots(schedule: readonly RefreshJob[], nowMs: number): Promise<number> {
  const due = slotsDue(schedule, {
    lastSlotAtMs: await listLastSlots(),
    nowMs,
    holidays: await readHolidays(nowMs),
  });
  const made = await Promise.all(due.map((slot) => planSlot(slot, schedule, nowMs)));

  return made.filter((id) => id !== null).length;
}

async function planSlot(
  slot: DueSlot,
  schedule: readonly RefreshJob[],
  nowMs: number,
): Promise<bigint | null> {
  const job = schedule.find(({ jobId }) => jobId === slot.jobId);
  if (job === undefined) throw new Error(`slot ${slot.slotId} is of no job of the schedule`);

  return inTransaction((tx) =>
    insertRun(tx, {
      jobId: slot.jobId,
      slotId: slot.slotId,
      slotAt: new Date(slot.slotAtMs),
      source: job.source,
      reason: slot.reason,
      foldedCount: slot.foldedCount,
      startAt: new Date(slot.startAtMs),
      createdAt: new Date(nowMs),
      requestedBy: null,
    }),
  );
}
