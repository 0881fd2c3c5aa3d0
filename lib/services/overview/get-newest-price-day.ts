import 'server-only';

import { exchangeOfSymbol } from '#lib/core/calendar/exchange.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';
import type { Freshness } from '#lib/core/freshness/freshness.ts';
import { judgedAtMs, judgePriceFreshness } from '#lib/core/freshness/price-freshness.ts';
import { findNewestListedSession, type NewestSession } from '#lib/db/price-ages.ts';
import { now } from '#lib/platform/clock.ts';
import { log } from '#lib/platform/log.ts';

import { readHolidays } from '../refresh/plan-slots.ts';
import { rememberBriefly } from '../scope/remember-briefly.ts';

/** How far share prices go; `isKnown` is false while the database cannot say. */
export interface PriceReachDay {
  readonly isKnown: boolean;
  /** Newest session with a stored share price; null for none. */
  readonly sessionOn: IsoDate | null;
  /** By the exchange of that share; null for none, and for an exchange whose calendar is not ours. */
  readonly freshness: Freshness | null;
}

/** The table of holidays changes with an import, pages ask for it each time. */
const LIFETIME_MS = 60_000;

const holidays = rememberBriefly(() => readHolidays(now().getTime()), LIFETIME_MS);

/** Newest session until `asOf` with a stored share price, judged at the end of that day or now. */
export async function getNewestPriceDay(asOf: IsoDate): Promise<PriceReachDay> {
  try {
    const newest = await findNewestListedSession(asOf);
    return newest === null
      ? { isKnown: true, sessionOn: null, freshness: null }
      : { isKnown: true, sessionOn: newest.sessionOn, freshness: await judge(newest, asOf) };
  } catch (error) {
    log().warn({ err: error }, 'the newest price day was not read');
    return { isKnown: false, sessionOn: null, freshness: null };
  }
}

async function judge({ symbol, sessionOn }: NewestSession, asOf: IsoDate): Promise<Freshness | null> {
  const exchange = exchangeOfSymbol(symbol);
  if (exchange === null) return null;
  const atMs = judgedAtMs(asOf, now().getTime());

  return judgePriceFreshness({ newestOn: sessionOn, exchange }, { holidays: await holidays(), atMs });
}
