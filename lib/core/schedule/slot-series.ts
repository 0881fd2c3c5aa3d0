/** The slots of one timing, in both directions of time. Instants are milliseconds since 1970 UTC. */
import type { HolidayTable } from '../calendar/holiday-table.ts';
import {
  firstTradableSession,
  lastClosedSession,
  sessionCloseAt,
  sessionsBetween,
  type SessionDay,
} from '../calendar/trading-days.ts';
import type { Exchange } from '../calendar/exchange.ts';
import type { Timing } from './schedule.ts';

const MS_PER_MINUTE = 60_000;
const MS_PER_DAY = 86_400_000;

/** One place in a series. */
export interface SlotPoint {
  readonly atMs: number;
  /** Names the point within its series: the date of the session, else the instant. */
  readonly label: string;
  /** True when the table of holidays has nothing for the day, so that the session may be none. */
  readonly isBeyondTable: boolean;
}

/** An endless ascending series of slots. */
export interface SlotSeries {
  /** The newest slot at or before an instant. */
  readonly newestAt: (atMs: number) => SlotPoint;
  /** The first slot after an instant. */
  readonly firstAfter: (atMs: number) => SlotPoint;
  /** Slots after the one instant, up to and including the other. */
  readonly count: (afterMs: number, throughMs: number) => number;
}

/** The series of a timing that {@link checkSchedule} accepts. */
export function seriesOf(timing: Timing, holidays: HolidayTable): SlotSeries {
  switch (timing.kind) {
    case 'after-close':
      return sessionSeries(timing.exchange, timing.delayMinutes * MS_PER_MINUTE, holidays);
    case 'daily':
      return periodicSeries(MS_PER_DAY, timing.atUtcMinute * MS_PER_MINUTE);
    case 'every':
      return periodicSeries(timing.minutes * MS_PER_MINUTE, 0);
  }
}

function periodicSeries(periodMs: number, offsetMs: number): SlotSeries {
  const indexAt = (atMs: number): number => Math.floor((atMs - offsetMs) / periodMs);
  const point = (index: number): SlotPoint => {
    const atMs = index * periodMs + offsetMs;
    return { atMs, label: new Date(atMs).toISOString(), isBeyondTable: false };
  };
  return {
    newestAt: (atMs) => point(indexAt(atMs)),
    firstAfter: (atMs) => point(indexAt(atMs) + 1),
    count: (afterMs, throughMs) => Math.max(0, indexAt(throughMs) - indexAt(afterMs)),
  };
}

/** A slot at close plus delay is past at t exactly when the session had closed at t minus delay. */
function sessionSeries(exchange: Exchange, delayMs: number, holidays: HolidayTable): SlotSeries {
  const point = ({ sessionOn, isBeyondTable }: SessionDay): SlotPoint => {
    const close = sessionCloseAt(holidays, exchange, sessionOn);
    if (close === null) throw new Error(`${exchange} has no session on ${sessionOn}, which was found as one`);
    return { atMs: close.closesAtMs + delayMs, label: sessionOn, isBeyondTable };
  };
  const newest = (atMs: number): SessionDay => lastClosedSession(holidays, exchange, atMs - delayMs);
  return {
    newestAt: (atMs) => point(newest(atMs)),
    firstAfter: (atMs) => point(firstTradableSession(holidays, exchange, atMs - delayMs)),
    count: (afterMs, throughMs) => {
      const range = { after: newest(afterMs).sessionOn, through: newest(throughMs).sessionOn };
      return sessionsBetween(holidays, exchange, range).sessions;
    },
  };
}
