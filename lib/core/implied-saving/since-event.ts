/** From which close a listing's value is followed: that before an event could first trade at its exchange. */
import { toDayNumber, toIsoDate } from '../calendar/day-number.ts';
import { exchangeOfSymbol } from '../calendar/exchange.ts';
import type { IsoDate } from '../facts/types.ts';

/** What of an event says when it could trade. */
export interface DatedEvent {
  readonly id: string;
  readonly occurredOn: IsoDate;
  readonly title: string;
  readonly kind: string;
  readonly techniques: readonly string[];
  readonly firstTradingDayUsOn: IsoDate;
  readonly firstTradingDayKrOn: IsoDate;
}

/** Kind of the ledger that the default day comes from. */
const EFFICIENCY_KIND = 'efficiency-paper';
/** News of the same technique within so many days is one event: its second leg is not a new beginning. */
const SAME_NEWS_DAYS = 7;

/** Last day on which `ticker` could not yet have answered; Tokyo goes with Seoul, whose day is on file. */
export function lastQuietDay(event: DatedEvent, ticker: string): IsoDate {
  const isUs = exchangeOfSymbol(ticker) === 'US';
  const first = isUs ? event.firstTradingDayUsOn : event.firstTradingDayKrOn;
  return toIsoDate(toDayNumber(first) - 1);
}

/** Day by which no exchange had answered. */
export function quietDayOf(event: DatedEvent): IsoDate {
  const { firstTradingDayUsOn: us, firstTradingDayKrOn: kr } = event;
  return toIsoDate(toDayNumber(us < kr ? us : kr) - 1);
}

/**
 * The newest efficiency event that traded by `lastSessionOn`, taken back to the first leg where it goes on with the same
 * technique; null where there is none.
 */
export function newestEfficiencyEvent<Event extends DatedEvent>(
  events: readonly Event[],
  lastSessionOn: IsoDate,
): Event | null {
  const papers = events
    .filter(({ kind, firstTradingDayUsOn, firstTradingDayKrOn }) => {
      const isTraded = firstTradingDayUsOn <= lastSessionOn && firstTradingDayKrOn <= lastSessionOn;
      return kind === EFFICIENCY_KIND && isTraded;
    })
    .toSorted((a, b) => a.occurredOn.localeCompare(b.occurredOn) || a.id.localeCompare(b.id));
  let newest = papers.pop() ?? null;
  for (const earlier of papers.toReversed()) {
    if (newest === null || !isSameNews(earlier, newest)) break;
    newest = earlier;
  }
  return newest;
}

function isSameNews(earlier: DatedEvent, later: DatedEvent): boolean {
  const days = toDayNumber(later.occurredOn) - toDayNumber(earlier.occurredOn);
  return days <= SAME_NEWS_DAYS && earlier.techniques.some((id) => later.techniques.includes(id));
}
