/** The days on which an exchange was open. */
import { toDayNumber, toIsoDate } from '../calendar/day-number.ts';
import type { Exchange } from '../calendar/exchange.ts';
import type { HolidayTable } from '../calendar/holiday-table.ts';
import { nextSession, previousSession } from '../calendar/trading-days.ts';
import type { IsoDate } from '../facts/types.ts';

/** Sessions from `fromOn` through `toOn`, ascending. */
export function listSessions(
  table: HolidayTable,
  exchange: Exchange,
  { fromOn, toOn }: { readonly fromOn: IsoDate; readonly toOn: IsoDate },
): IsoDate[] {
  const sessions: IsoDate[] = [];
  let day = toIsoDate(toDayNumber(fromOn) - 1);
  for (;;) {
    day = nextSession(table, exchange, day).sessionOn;
    if (day > toOn) return sessions;
    sessions.push(day);
  }
}

/** The session `count` sessions after one, or before it for a negative count. */
export function shiftSession(
  table: HolidayTable,
  exchange: Exchange,
  fromOn: IsoDate,
  count: number,
): IsoDate {
  let day = fromOn;
  for (let i = 0; i < Math.abs(count); i += 1) {
    day = (count < 0 ? previousSession : nextSession)(table, exchange, day).sessionOn;
  }
  return day;
}
