/** Freshness of daily prices, which needs the calendar of their exchange. */
import { toDayNumber } from '../calendar/day-number.ts';
import type { Exchange } from '../calendar/exchange.ts';
import type { HolidayTable } from '../calendar/holiday-table.ts';
import { sessionAge } from '../calendar/trading-days.ts';
import type { IsoDate } from '../facts/types.ts';
import { countWords, stateOf, type Freshness } from './freshness.ts';

const MS_PER_DAY = 86_400_000;

/** Judges the daily prices of a share at an instant, by the sessions of its exchange that have ended since. */
export function judgePriceFreshness(
  { newestOn, exchange }: { readonly newestOn: IsoDate; readonly exchange: Exchange },
  { holidays, atMs }: { readonly holidays: HolidayTable; readonly atMs: number },
): Freshness {
  const { sessions } = sessionAge(holidays, exchange, { figureOn: newestOn, atMs });
  const kind = 'daily-price';
  const age = sessions === 0 ? 'last session' : countWords(sessions, 'session');

  return { kind, state: stateOf(kind, sessions), count: sessions, age };
}

/** The instant at which a page of a day judges: now, or the end of a day that is over. */
export function judgedAtMs(asOf: IsoDate, nowMs: number): number {
  return Math.min(nowMs, (toDayNumber(asOf) + 1) * MS_PER_DAY);
}
