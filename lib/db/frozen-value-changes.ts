import type { IsoDate } from '#lib/core/facts/types.ts';
import { now } from '#lib/platform/clock.ts';

import { db } from './client.ts';

/** One frozen computation: a listing after an event. Arrays have one element a session. */
export interface FrozenValueChange {
  readonly eventId: string;
  readonly ticker: string;
  readonly computedOn: IsoDate;
  readonly modelVersion: string;
  readonly d0On: IsoDate;
  readonly benchmark: string;
  readonly alpha: number;
  readonly beta: number;
  readonly residualStdDev: number;
  readonly estimationFromOn: IsoDate;
  readonly estimationToOn: IsoDate;
  readonly estimationSessions: number;
  readonly sessions: readonly IsoDate[];
  /** Percent of the market value on file. */
  readonly changePct: readonly number[];
  readonly stdErrorPct: readonly number[];
  /** `verdict:low:mid:high` a session, savings as fractions; empty where none was solved. */
  readonly implied: readonly string[];
}

/** Records that are not yet kept are added; those that are stay as they are. Returns how many were added. */
export async function insertFrozenValueChanges(records: readonly FrozenValueChange[]): Promise<number> {
  const recordedAt = now();
  const { count } = await db().frozenValueChange.createMany({
    data: records.map((record) => ({
      ...record,
      computedOn: toDate(record.computedOn),
      d0On: toDate(record.d0On),
      estimationFromOn: toDate(record.estimationFromOn),
      estimationToOn: toDate(record.estimationToOn),
      sessions: record.sessions.map(toDate),
      changePct: [...record.changePct],
      stdErrorPct: [...record.stdErrorPct],
      implied: [...record.implied],
      recordedAt,
    })),
    skipDuplicates: true,
  });

  return count;
}

/** The newest computation of each event and listing, by event and ticker; of one event only when it is named. */
export async function listFrozenValueChanges(eventId?: string): Promise<readonly FrozenValueChange[]> {
  return db().$queryRaw<FrozenValueChange[]>`
    SELECT DISTINCT ON (event_id, ticker)
           event_id AS "eventId", ticker, computed_on::text AS "computedOn", model_version AS "modelVersion",
           d0_on::text AS "d0On", benchmark, alpha, beta, residual_std_dev AS "residualStdDev",
           estimation_from_on::text AS "estimationFromOn", estimation_to_on::text AS "estimationToOn",
           estimation_sessions AS "estimationSessions", sessions::text[] AS sessions,
           change_pct AS "changePct", std_error_pct AS "stdErrorPct", implied
      FROM frozen_value_change
     WHERE ${eventId ?? null}::text IS NULL OR event_id = ${eventId ?? null}
     ORDER BY event_id, ticker, computed_on DESC, recorded_at DESC`;
}

function toDate(day: IsoDate): Date {
  return new Date(`${day}T00:00:00Z`);
}
