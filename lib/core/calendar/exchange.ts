/**
 * The exchanges on which the desk's shares trade, with the hours of their regular session.
 *
 * Sources, read November 2026: KRX 09:00-15:30 since 2016-08-01 (https://m.khan.co.kr/article/202410311029001 names
 * the regular hours); Tokyo 09:00-15:30 since 2024-11-05 and to 15:00 before
 * (https://www.nippon.com/en/news/yjj2024110500956/tse-extends-stock-trading-hours-by-30-minutes.html); NYSE and Nasdaq
 * 09:30-16:00 (https://investinganswers.com/dictionary/n/nyse-holidays). Pre-market, after-hours and the alternative
 * venues do not count: a bar is a bar of the regular session.
 */
import type { IsoDate } from '../facts/types.ts';

/** Korea Exchange, Tokyo Stock Exchange, and NYSE and Nasdaq, which keep one calendar. */
export const EXCHANGES = ['KRX', 'TSE', 'US'] as const;

export type Exchange = (typeof EXCHANGES)[number];

/** IANA names, so that daylight saving (only in New York) is right on every date. */
export const EXCHANGE_TIME_ZONES: Readonly<Record<Exchange, string>> = {
  KRX: 'Asia/Seoul',
  TSE: 'Asia/Tokyo',
  US: 'America/New_York',
};

/** Minutes after local midnight. */
export interface SessionHours {
  readonly opensAtMinute: number;
  readonly closesAtMinute: number;
}

const TOKYO_EXTENDED_ON: IsoDate = '2024-11-05';

/** Hours of a session without any exception. Days before the hours of today began are answered with these. */
export function regularHours(exchange: Exchange, day: IsoDate): SessionHours {
  switch (exchange) {
    case 'KRX':
      return { opensAtMinute: 9 * 60, closesAtMinute: 15 * 60 + 30 };
    case 'TSE':
      return { opensAtMinute: 9 * 60, closesAtMinute: day < TOKYO_EXTENDED_ON ? 15 * 60 : 15 * 60 + 30 };
    case 'US':
      return { opensAtMinute: 9 * 60 + 30, closesAtMinute: 16 * 60 };
  }
}

const EXCHANGE_OF_SUFFIX: ReadonlyMap<string, Exchange> = new Map([
  ['KS', 'KRX'],
  ['KQ', 'KRX'],
  ['T', 'TSE'],
]);

/** Index symbols have no suffix that would say where they are from. */
const EXCHANGE_OF_INDEX: ReadonlyMap<string, Exchange> = new Map([
  ['^KS11', 'KRX'],
  ['^KQ11', 'KRX'],
  ['^N225', 'TSE'],
  ['^GSPC', 'US'],
  ['^IXIC', 'US'],
  ['^NDX', 'US'],
  ['^SOX', 'US'],
]);

const US_TICKER = /^[A-Z][A-Z0-9]*(-[A-Z0-9]+)?$/;

/**
 * Exchange whose calendar a symbol follows, by Yahoo's way of writing: `000660.KS`, `285A.T`, `MU`, `BRK-B`, `^KS11`.
 * Null for what follows none of these calendars (`2408.TW`, `KRW=X`, an index that is not listed above).
 */
export function exchangeOfSymbol(symbol: string): Exchange | null {
  if (symbol.startsWith('^')) return EXCHANGE_OF_INDEX.get(symbol) ?? null;
  const dot = symbol.lastIndexOf('.');
  if (dot > 0) return EXCHANGE_OF_SUFFIX.get(symbol.slice(dot + 1)) ?? null;
  return US_TICKER.test(symbol) ? 'US' : null;
}
