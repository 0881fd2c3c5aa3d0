/**
 * Sessions of an exchange, from its weekdays and its holidays. A session is named by its date at the exchange. Every
 * answer says with `isBeyondTable` when it rests on a day for which the table of holidays has nothing: there only
 * weekends are taken out, so that a holiday may pass for a session. Instants are milliseconds since 1970 UTC.
 */
import type { IsoDate } from '../facts/types.ts';
import { toDayNumber, toIsoDate, weekdayOf } from './day-number.ts';
import { EXCHANGE_TIME_ZONES, regularHours, type Exchange } from './exchange.ts';
import { isBeyondTable, type ExchangeCalendar, type HolidayTable } from './holiday-table.ts';
import { toInstantMs, toLocalTime } from './zone-time.ts';

interface Certainty {
  /** True when the answer rests on weekdays alone. */
  readonly isBeyondTable: boolean;
}

/** A session by its date at the exchange. */
export interface SessionDay extends Certainty {
  readonly sessionOn: IsoDate;
}

/** A number of sessions. */
export interface SessionCount extends Certainty {
  readonly sessions: number;
}

/** The instant at which a session ends. */
export interface SessionClose extends Certainty {
  readonly closesAtMs: number;
}

/** Whether the exchange has a session on a day. */
export function isSession(
  table: HolidayTable,
  exchange: Exchange,
  day: IsoDate,
): Certainty & { readonly isSession: boolean } {
  const calendar = table[exchange];
  const dayNumber = toDayNumber(day);
  return { isSession: hasSession(calendar, dayNumber), isBeyondTable: isBeyondTable(calendar, dayNumber) };
}

/** First session after a day, which need not be a session itself. */
export function nextSession(table: HolidayTable, exchange: Exchange, day: IsoDate): SessionDay {
  return toSessionDay(table[exchange], seekSession(table[exchange], toDayNumber(day) + 1, 1));
}

/** Last session before a day, which need not be a session itself. */
export function previousSession(table: HolidayTable, exchange: Exchange, day: IsoDate): SessionDay {
  return toSessionDay(table[exchange], seekSession(table[exchange], toDayNumber(day) - 1, -1));
}

/** Sessions after the one day up to and including the other; 0 when `through` is not later than `after`. */
export function sessionsBetween(
  table: HolidayTable,
  exchange: Exchange,
  { after, through }: { readonly after: IsoDate; readonly through: IsoDate },
): SessionCount {
  return countSessions(table[exchange], toDayNumber(after), toDayNumber(through));
}

/** Instant at which the session of a day ends; null when the day has none. */
export function sessionCloseAt(table: HolidayTable, exchange: Exchange, day: IsoDate): SessionClose | null {
  const dayNumber = toDayNumber(day);
  if (!hasSession(table[exchange], dayNumber)) return null;
  return {
    closesAtMs: closeOf(table[exchange], exchange, dayNumber),
    isBeyondTable: isBeyondTable(table[exchange], dayNumber),
  };
}

/**
 * First session in which news of an instant can move the price (model 9): news before or during a session belongs to
 * that session, news at its close or later to the next one.
 */
export function firstTradableSession(table: HolidayTable, exchange: Exchange, newsAtMs: number): SessionDay {
  const calendar = table[exchange];
  const { dayNumber } = toLocalTime(EXCHANGE_TIME_ZONES[exchange], newsAtMs);
  const candidate = seekSession(calendar, dayNumber, 1);
  const isOver = closeOf(calendar, exchange, candidate) <= newsAtMs;
  return toSessionDay(calendar, isOver ? seekSession(calendar, candidate + 1, 1) : candidate);
}

/** Newest session that has ended at an instant: the newest one of which a closing price can exist. */
export function lastClosedSession(table: HolidayTable, exchange: Exchange, atMs: number): SessionDay {
  const calendar = table[exchange];
  const { dayNumber } = toLocalTime(EXCHANGE_TIME_ZONES[exchange], atMs);
  const candidate = seekSession(calendar, dayNumber, -1);
  const isOpen = closeOf(calendar, exchange, candidate) > atMs;
  return toSessionDay(calendar, isOpen ? seekSession(calendar, candidate - 1, -1) : candidate);
}

/**
 * How many sessions old a figure of a day is at an instant: the sessions that came after the day and have ended. 0 says
 * that no newer closing price can exist.
 */
export function sessionAge(
  table: HolidayTable,
  exchange: Exchange,
  { figureOn, atMs }: { readonly figureOn: IsoDate; readonly atMs: number },
): SessionCount {
  const { sessionOn } = lastClosedSession(table, exchange, atMs);
  return countSessions(table[exchange], toDayNumber(figureOn), toDayNumber(sessionOn));
}

function hasSession(calendar: ExchangeCalendar, dayNumber: number): boolean {
  if (weekdayOf(dayNumber) >= 5) return false;
  return calendar.closedDays[countBelow(calendar.closedDays, dayNumber)] !== dayNumber;
}

/** Nearest session from a day on, the day included, forward (1) or back (-1). Ends: closures are finite in number. */
function seekSession(calendar: ExchangeCalendar, from: number, step: 1 | -1): number {
  let dayNumber = from;
  while (!hasSession(calendar, dayNumber)) dayNumber += step;
  return dayNumber;
}

function countSessions(calendar: ExchangeCalendar, after: number, through: number): SessionCount {
  if (through <= after) return { sessions: 0, isBeyondTable: isBeyondTable(calendar, through) };
  const weekdays = weekdaysThrough(through) - weekdaysThrough(after);
  const closed = countBelow(calendar.closedDays, through + 1) - countBelow(calendar.closedDays, after + 1);
  const isUnsure = isBeyondTable(calendar, after + 1) || isBeyondTable(calendar, through);
  return { sessions: weekdays - closed, isBeyondTable: isUnsure };
}

/** Weekdays up to and including a day, from an origin that differences do not feel. */
function weekdaysThrough(dayNumber: number): number {
  const week = Math.floor((dayNumber + 3) / 7);
  return week * 5 + Math.min(weekdayOf(dayNumber) + 1, 5);
}

/** How many of the ascending numbers are below a limit, by halving. */
function countBelow(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? Infinity) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function closeOf(calendar: ExchangeCalendar, exchange: Exchange, dayNumber: number): number {
  const usual = regularHours(exchange, toIsoDate(dayNumber)).closesAtMinute;
  const minute = calendar.closingMinutes.get(dayNumber) ?? usual;
  return toInstantMs(EXCHANGE_TIME_ZONES[exchange], { dayNumber, minute });
}

function toSessionDay(calendar: ExchangeCalendar, dayNumber: number): SessionDay {
  return { sessionOn: toIsoDate(dayNumber), isBeyondTable: isBeyondTable(calendar, dayNumber) };
}
