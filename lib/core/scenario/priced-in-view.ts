/** What the Priced in page adds to the address of a scenario. */
import { parseDayNumber } from '../calendar/day-number.ts';
import type { IsoDate } from '../facts/types.ts';
import type { LinkFault } from '../link/link-fault.ts';
import type { ViewCodec } from './live-link.ts';

export interface PricedInView {
  /** Day that listings are followed from; null: before the event, or the newest efficiency paper where that is null too. */
  readonly since: IsoDate | null;
  readonly event: string | null;
  /** Listing that the sentence and the history speak of. */
  readonly ticker: string;
}

const DEFAULT_TICKER = 'MU';
const EVENT = /^[\w-]{1,40}$/;
const TICKER = /^[A-Z0-9][A-Z0-9.]{0,15}$/;

/** `since`: a day; `event`: an id of the ledger, not both; `t`: a ticker, MU when left out. */
export const PRICED_IN_CODEC: ViewCodec<PricedInView> = {
  params: ['since', 'event', 't'],
  read: (values) => {
    const given = (param: string): string | null => {
      const raw = values.get(param);
      return raw === undefined || raw === '' ? null : raw;
    };
    const [since, event, ticker] = [given('since'), given('event'), given('t')];
    const isDay = since === null || parseDayNumber(since) !== null;
    const isEvent = event === null || EVENT.test(event);
    const isTicker = ticker === null || TICKER.test(ticker);
    const isBoth = since !== null && isDay && event !== null;
    const faults: LinkFault[] = [
      ...(isDay ? [] : [fault('since', since, 'must be a day written YYYY-MM-DD')]),
      ...(isEvent ? [] : [fault('event', event, 'must be the id of an event')]),
      ...(isTicker ? [] : [fault('t', ticker, 'must be a ticker such as MU or 000660.KS')]),
      ...(isBoth ? [fault('event', event, 'is left out: since gives the day')] : []),
    ];
    return {
      view: {
        since: isDay ? since : null,
        event: isEvent && !isBoth ? event : null,
        ticker: isTicker ? (ticker ?? DEFAULT_TICKER) : DEFAULT_TICKER,
      },
      faults,
    };
  },
  write: ({ since, event, ticker }) => [
    ...(since === null ? [] : [['since', since] as const]),
    ...(event === null ? [] : [['event', event] as const]),
    ...(ticker === DEFAULT_TICKER ? [] : [['t', ticker] as const]),
  ],
};

function fault(param: string, raw: string | null, message: string): LinkFault {
  return { param, raw: raw ?? '', message };
}
