import 'server-only';

import { lastDayOf } from '#lib/core/freshness/freshness.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';
import { listCapexActuals, listCapexAnnouncements } from '#lib/db/capex.ts';
import { findEarliestVisibleOn } from '#lib/db/fact-summary.ts';

import type { Scope } from '../scope/resolve-scope.ts';

/** Days of a year on which capex became known are some fifty. */
const MOST_DAYS = 60;

/** How often the model was asked about the past. */
export const SAMPLED_WORDS = `at every end of a month and on every day on which capex became known, at most ${String(MOST_DAYS)} days`;

/** Days between two days on which the model can have moved, oldest first; and why they begin later than asked. */
export async function listSampleDays(
  fromOn: IsoDate,
  scope: Scope,
): Promise<{ readonly days: readonly IsoDate[]; readonly absence: string | null }> {
  const [actuals, announcements, earliest] = await Promise.all([
    listCapexActuals(scope),
    listCapexAnnouncements(scope),
    findEarliestVisibleOn(['capex_actual']),
  ]);
  const beginsOn = earliest !== null && earliest > fromOn ? earliest : fromOn;
  const known = [...actuals, ...announcements].map(({ visibleFrom }) => visibleFrom);
  const days = [...new Set([...known, ...listMonthEnds(beginsOn, scope.asOf), scope.asOf])]
    .filter((day) => day >= beginsOn && day <= scope.asOf)
    .toSorted();

  return {
    days: days.slice(-MOST_DAYS),
    absence: beginsOn === fromOn ? null : `no capex was known before ${beginsOn}`,
  };
}

function listMonthEnds(fromOn: IsoDate, toOn: IsoDate): readonly IsoDate[] {
  const ends: IsoDate[] = [];
  let [year, month] = [Number(fromOn.slice(0, 4)), Number(fromOn.slice(5, 7))];
  for (;;) {
    const end = lastDayOf(`${String(year)}-${String(month).padStart(2, '0')}`);
    if (end > toOn) return ends;
    ends.push(end);
    [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
  }
}
