/**
 * The first session in which news could trade, for each exchange. The ledger of events knows the part of the day in
 * which news came out, not the minute; each part stands for an instant inside it, and the calendar of each exchange
 * does the rest, with its zone, its daylight saving and its holidays.
 */
import { toDayNumber } from '../calendar/day-number.ts';
import { EXCHANGE_TIME_ZONES, type Exchange } from '../calendar/exchange.ts';
import type { HolidayTable } from '../calendar/holiday-table.ts';
import { firstTradableSession, isSession } from '../calendar/trading-days.ts';
import { toInstantMs } from '../calendar/zone-time.ts';
import type { IsoDate } from '../facts/types.ts';

/**
 * `us`: before or during the New York session of its date. `usclose`: after it. `asia`: before Seoul's close.
 * `asiaeve`: after it.
 */
export const NEWS_TIMINGS = ['us', 'usclose', 'asia', 'asiaeve'] as const;
export type NewsTiming = (typeof NEWS_TIMINGS)[number];

const NOON = 12 * 60;
/** Later than the latest close that any of the exchanges has had, early and late closes counted. */
const EVENING = 18 * 60;

const PARTS: Readonly<Record<NewsTiming, { readonly exchange: Exchange; readonly minute: number }>> = {
  us: { exchange: 'US', minute: NOON },
  usclose: { exchange: 'US', minute: EVENING },
  asia: { exchange: 'KRX', minute: NOON },
  asiaeve: { exchange: 'KRX', minute: EVENING },
};

/** Day 0 of an event at an exchange. */
export interface FirstSession {
  readonly sessionOn: IsoDate;
  /** The exchange had no session on the day of the news, so that it waited: holiday or weekend. */
  readonly hadNoSessionOnTheDay: boolean;
  /** Nothing but weekends is known of a day on which this rests. */
  readonly isBeyondTable: boolean;
}

/** First session in which news of a day and part of the day could trade. */
export function firstSessionOf(
  table: HolidayTable,
  exchange: Exchange,
  { occurredOn, timing }: { readonly occurredOn: IsoDate; readonly timing: NewsTiming },
): FirstSession {
  const part = PARTS[timing];
  const atMs = toInstantMs(EXCHANGE_TIME_ZONES[part.exchange], {
    dayNumber: toDayNumber(occurredOn),
    minute: part.minute,
  });

  return {
    ...firstTradableSession(table, exchange, atMs),
    hadNoSessionOnTheDay: !isSession(table, exchange, occurredOn).isSession,
  };
}
