import type { SourceAnswer } from '#lib/sources/source.ts';
import type { DailyBar, PriceObservation } from '#lib/sources/yahoo/observations.ts';
import { YAHOO_POLICY } from '#lib/sources/yahoo/yahoo-policy.ts';
import type { FakeListing } from '#tests/support/yahoo-payloads.ts';

/** A Friday, half an hour after the close of New York. */
export const NOW_MS = Date.parse('2026-11-20T21:30:00Z');
const NEW_YORK = { currency: 'USD', timeZone: 'America/New_York', hours: [9.5, 16] } as const;
/** One listing of every kind that differs: dividends, won, pence, a currency pair. */
export const LISTINGS: readonly FakeListing[] = [
  { symbol: 'MU', ...NEW_YORK, price: 230, dividends: [{ exOn: '2026-11-12', amount: 0.115 }] },
  { symbol: 'SNDK', ...NEW_YORK, price: 210 },
  { symbol: '000660.KS', currency: 'KRW', timeZone: 'Asia/Seoul', hours: [9, 15.5], price: 560_000 },
  { symbol: 'VOD.L', currency: 'GBp', timeZone: 'Europe/London', hours: [8, 16.5], price: 88 },
  {
    symbol: 'KRW=X',
    currency: 'KRW',
    timeZone: 'Europe/London',
    hours: [0, 23.9],
    price: 1400,
    instrumentType: 'CURRENCY',
  },
];
/** No pauses, and a name that yahoo-finance2 does not bear. */
export const POLICY = { ...YAHOO_POLICY, minIntervalMs: 0, userAgent: 'Waterline tests' };
/** Two weeks of ten sessions. */
export const RANGE = { fromOn: '2026-11-09', toOn: '2026-11-20', knownClose: null };
/** What most tests ask for. */
export const MU = { symbol: 'MU', currency: 'USD' };

/** The bars among what a chart brought. */
export function barsOf({ observations }: SourceAnswer<PriceObservation>): readonly DailyBar[] {
  return observations.flatMap((each) => (each.kind === 'bar' ? [each] : []));
}
