import { exchangeOfSymbol, type Exchange } from '#lib/core/calendar/exchange.ts';
import { sessionAge } from '#lib/core/calendar/trading-days.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';
import type { Freshness } from '#lib/core/freshness/freshness.ts';
import { judgePriceFreshness } from '#lib/core/freshness/price-freshness.ts';
import { listNewestSessions } from '#lib/db/price-ages.ts';

import { readHolidays } from '../refresh/plan-slots.ts';

/** How old the newest price of a symbol is. */
export interface PriceAge {
  readonly symbol: string;
  readonly sessionOn: IsoDate;
  /** Null for what no exchange of ours trades: a currency pair, an index abroad. */
  readonly exchange: Exchange | null;
  /** Judged by its sessions; null without an exchange. */
  readonly freshness: Freshness | null;
  /** The holidays of that time are not known, so that the count rests on weekdays. */
  readonly isBeyondTable: boolean;
}

/** Age of the newest price of every symbol, the oldest first. */
export async function listPriceAges(nowMs: number): Promise<readonly PriceAge[]> {
  const [newest, holidays] = await Promise.all([listNewestSessions(), readHolidays(nowMs)]);
  const ages = newest.map(({ symbol, sessionOn }): PriceAge => {
    const exchange = /[\^=]/.test(symbol) ? null : exchangeOfSymbol(symbol);
    if (exchange === null) return { symbol, sessionOn, exchange, freshness: null, isBeyondTable: false };
    const { isBeyondTable } = sessionAge(holidays, exchange, { figureOn: sessionOn, atMs: nowMs });
    const freshness = judgePriceFreshness({ newestOn: sessionOn, exchange }, { holidays, atMs: nowMs });

    return { symbol, sessionOn, exchange, freshness, isBeyondTable };
  });

  return ages.toSorted((a, b) => a.sessionOn.localeCompare(b.sessionOn) || a.symbol.localeCompare(b.symbol));
}
