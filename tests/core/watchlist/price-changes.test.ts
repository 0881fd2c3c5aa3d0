import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { computePriceChange, listTrend, type SessionClose } from '#lib/core/watchlist/price-changes.ts';

/** Sessions of a made-up exchange that never closes: every day is one. */
const dayOf = (index: number): string => new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10);
const previous = (day: string): string => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
const closeOn = (index: number, close: number, currency = 'USD'): SessionClose => ({
  sessionOn: dayOf(index),
  close,
  currency,
});

describe('change of a price', () => {
  it('is that of the newest close against the session so many before', () => {
    const closes = [closeOn(0, 80), closeOn(4, 100), closeOn(5, 110)];
    expect(computePriceChange(closes, 1, previous)).toEqual({
      changePct: expect.closeTo(10, 12) as number,
      sinceOn: dayOf(4),
    });
    expect(computePriceChange(closes, 5, previous)).toMatchObject({
      changePct: expect.closeTo(37.5, 12) as number,
    });
  });

  it('is absent, with the day, where that session has no bar; the close before is not taken', () => {
    const closes = [closeOn(0, 80), closeOn(2, 100), closeOn(5, 110)];
    expect(computePriceChange(closes, 2, previous)).toEqual({
      absence: { kind: 'no-bar', sessionOn: dayOf(3) },
    });
  });

  it('is absent without prices, without a calendar, and across currencies', () => {
    expect(computePriceChange([], 1, previous)).toEqual({ absence: { kind: 'no-prices' } });
    expect(computePriceChange([closeOn(0, 1)], 1, null)).toEqual({ absence: { kind: 'no-calendar' } });
    const moved = [closeOn(0, 1, 'KRW'), closeOn(1, 2, 'USD')];
    expect(computePriceChange(moved, 1, previous)).toEqual({
      absence: { kind: 'other-currency', sessionOn: dayOf(0) },
    });
  });
});

describe('trend', () => {
  it('holds as many sessions as asked for, in order, and only closes of their own day', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 80 }), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 60 }),
        (indices, count) => {
          const closes = indices.toSorted((a, b) => a - b).map((index) => closeOn(index, index + 1));
          const trend = listTrend(closes, { lastOn: dayOf(80), count }, previous);
          expect(trend.map(({ sessionOn }) => sessionOn)).toEqual(
            Array.from({ length: count }, (_, i) => dayOf(81 - count + i)),
          );
          for (const [i, { close }] of trend.entries()) {
            const index = 81 - count + i;
            expect(close).toBe(indices.includes(index) ? index + 1 : null);
          }
        },
      ),
    );
  });
});
