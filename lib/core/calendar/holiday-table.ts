/** Closed weekdays and unusual closing times of the exchanges, brought into the shape in which they are asked for. */
import type { IsoDate } from '../facts/types.ts';
import { toDayNumber, toIsoDate, weekdayOf } from './day-number.ts';
import { EXCHANGES, type Exchange } from './exchange.ts';

/** `full`: no session. `early_close`, `late_close`: a session that ends at another time than usual. */
export const HOLIDAY_KINDS = ['full', 'early_close', 'late_close'] as const;

/** One row of `exchange_holidays.csv` as far as the calendar needs it. */
export interface ExchangeHoliday {
  readonly exchange: Exchange;
  readonly holidayOn: IsoDate;
  readonly kind: (typeof HOLIDAY_KINDS)[number];
  /** HH:MM at the exchange; null when there is no session. */
  readonly closesAtLocal: string | null;
}

/** What is known of one exchange. Days are day numbers. */
export interface ExchangeCalendar {
  /** Weekdays without a session, ascending. */
  readonly closedDays: readonly number[];
  /** Minutes after local midnight at which the session of a day ends, where that is not the usual time. */
  readonly closingMinutes: ReadonlyMap<number, number>;
  /** First and last day that the table speaks for: whole years, from the first row's to the last row's. */
  readonly firstDay: number;
  readonly lastDay: number;
}

/** One calendar for each exchange; an exchange without rows is known on no day. */
export type HolidayTable = Readonly<Record<Exchange, ExchangeCalendar>>;

/**
 * Sorts rows into a table. Throws `RangeError` on a row that the contract of the file refuses too: a date or time that
 * is none, a weekend, an unusual close without its time.
 */
export function buildHolidayTable(rows: readonly ExchangeHoliday[]): HolidayTable {
  const calendars = EXCHANGES.map((exchange) => {
    const own = rows.filter((row) => row.exchange === exchange);
    return [exchange, buildCalendar(own)] as const;
  });
  return Object.fromEntries(calendars) as HolidayTable;
}

/** Whether the table says nothing about a day, so that only weekends are taken out. */
export function isBeyondTable(calendar: ExchangeCalendar, dayNumber: number): boolean {
  return dayNumber < calendar.firstDay || dayNumber > calendar.lastDay;
}

function buildCalendar(rows: readonly ExchangeHoliday[]): ExchangeCalendar {
  const closed = rows.filter(({ kind }) => kind === 'full').map(({ holidayOn }) => toWeekday(holidayOn));
  const days = rows.map(({ holidayOn }) => toWeekday(holidayOn));
  return {
    closedDays: [...new Set(closed)].toSorted((a, b) => a - b),
    closingMinutes: new Map(
      rows
        .filter(({ kind }) => kind !== 'full')
        .map((row) => [toDayNumber(row.holidayOn), minuteOf(row.closesAtLocal)]),
    ),
    firstDay: days.length === 0 ? Infinity : toDayNumber(`${yearOf(Math.min(...days))}-01-01`),
    lastDay: days.length === 0 ? -Infinity : toDayNumber(`${yearOf(Math.max(...days))}-12-31`),
  };
}

function toWeekday(date: IsoDate): number {
  const dayNumber = toDayNumber(date);
  if (weekdayOf(dayNumber) >= 5) throw new RangeError(`${date} is a weekend day, which needs no row`);
  return dayNumber;
}

function yearOf(dayNumber: number): string {
  return toIsoDate(dayNumber).slice(0, 4);
}

function minuteOf(time: string | null): number {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time ?? '');
  if (match === null) throw new RangeError(`"${String(time)}" is not a closing time (HH:MM)`);
  return Number(match[1]) * 60 + Number(match[2]);
}
