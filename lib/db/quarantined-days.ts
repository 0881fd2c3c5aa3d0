import type { IsoDate } from '#lib/core/facts/types.ts';

import { db } from './client.ts';
import { toDate } from './standing-facts.ts';

/** Doubtful values that one source first brought of one subject on one day. */
export interface QuarantinedDay {
  readonly on: IsoDate;
  readonly source: string;
  /** Symbol, company or list; never the value itself, which others' terms may cover. */
  readonly subject: string;
  readonly count: number;
  /** Of those, how many nobody has decided about. */
  readonly openCount: number;
  /** Why the first of them is doubted. */
  readonly reason: string;
}

/** What was first kept apart from `since` to `asOf`, both included, by day, source and subject; newest first. */
export async function listQuarantinedDays(since: IsoDate, asOf: IsoDate): Promise<readonly QuarantinedDay[]> {
  return db().$queryRaw<QuarantinedDay[]>`
    SELECT (first_seen_at AT TIME ZONE 'UTC')::date::text AS on, source, subject, count(*)::int AS count,
           (count(*) FILTER (WHERE decision IS NULL))::int AS "openCount", (array_agg(reason ORDER BY id))[1] AS reason
      FROM quarantined_value
     WHERE first_seen_at >= ${toDate(since)}::timestamptz
       AND first_seen_at < ${toDate(asOf)}::timestamptz + interval '1 day'
     GROUP BY 1, source, subject ORDER BY 1 DESC, source, subject`;
}
