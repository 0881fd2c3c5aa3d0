import { describe, expect, it } from 'vitest';

import { parseQuotes } from '#lib/sources/yahoo/parse-quotes.ts';

const NOW_MS = Date.parse('2026-11-20T22:00:00Z');
const MU = { symbol: 'MU', currency: 'USD' };
const GOOD = {
  symbol: 'MU',
  quoteType: 'EQUITY',
  currency: 'USD',
  regularMarketPrice: 230.5,
  regularMarketPreviousClose: 228,
  regularMarketTime: NOW_MS / 1000 - 7200,
  exchangeTimezoneName: 'America/New_York',
};

function parse(result: readonly unknown[], listings: Parameters<typeof parseQuotes>[1] = [MU]) {
  const text = JSON.stringify({ quoteResponse: { result, error: null } });
  const payload = {
    url: 'https://query2.finance.yahoo.com/',
    status: 200,
    receivedAt: '',
    mediaType: '',
    text,
  };
  const answer = parseQuotes(payload, listings, NOW_MS);
  if (!answer.ok) throw new Error(answer.error.detail);

  return answer.value;
}

describe('quotes', () => {
  it('carry price, instant, close before, currency and time zone', () => {
    expect(parse([GOOD]).observations).toEqual([
      {
        kind: 'quote',
        symbol: 'MU',
        price: 230.5,
        pricedAt: '2026-11-20T20:00:00.000Z',
        previousClose: 228,
        currency: 'USD',
        minorUnitFactor: 1,
        exchangeTimeZone: 'America/New_York',
      },
    ]);
  });

  it('without a close before have none, not zero', () => {
    expect(parse([{ ...GOOD, regularMarketPreviousClose: null }]).observations[0]?.previousClose).toBeNull();
  });

  it('in pence are given in pounds', () => {
    const pence = {
      ...GOOD,
      symbol: 'VOD.L',
      currency: 'GBp',
      regularMarketPrice: 88,
      regularMarketPreviousClose: 87,
    };
    expect(parse([pence], [{ symbol: 'VOD.L', currency: 'GBP' }]).observations).toMatchObject([
      { price: 0.88, previousClose: 0.87, currency: 'GBP', minorUnitFactor: 100 },
    ]);
  });

  it.each([
    ['currency', { currency: 'KRW' }, /another currency/],
    ['currency', { currency: undefined }, /another currency or none/],
    ['regularMarketPrice', { regularMarketPrice: 'Infinity' }, /infinite/],
    ['regularMarketPrice', { regularMarketPrice: {} }, /object/],
    ['regularMarketPrice', { regularMarketPrice: 0 }, /above zero/],
    ['regularMarketPrice', { regularMarketPrice: undefined }, /missing or was renamed/],
    ['regularMarketPrice', { regularMarketPrice: 23_050 }, /hundredfold/],
    ['regularMarketPrice', { regularMarketPrice: 2.305 }, /hundredfold/],
    ['regularMarketPreviousClose', { regularMarketPreviousClose: '228' }, /text/],
    ['regularMarketTime', { regularMarketTime: null }, /missing/],
    ['regularMarketTime', { regularMarketTime: 1e300 }, /no point in time/],
    ['regularMarketTime', { regularMarketTime: NOW_MS / 1000 + 3600 }, /future/],
    ['exchangeTimezoneName', { exchangeTimezoneName: 'Nowhere' }, /time zone/],
  ])('with a doubtful %s are kept apart: %o', (field, change, reason) => {
    const answer = parse([{ ...GOOD, ...change }]);
    expect(answer.observations).toEqual([]);
    expect(answer.missing).toEqual([]);
    expect(answer.quarantined).toMatchObject([{ subject: 'MU', field }]);
    expect(answer.quarantined[0]?.reason).toMatch(reason);
  });

  it('a rate upside down is kept apart', () => {
    const rate = {
      ...GOOD,
      symbol: 'KRW=X',
      currency: 'KRW',
      regularMarketPrice: 0.0007,
      regularMarketPreviousClose: 0.0007,
    };
    expect(parse([rate], [{ symbol: 'KRW=X', currency: 'KRW' }]).quarantined).toMatchObject([
      { field: 'regularMarketPrice', reason: expect.stringContaining('upside down') as string },
    ]);
  });

  it('one bad quote does not cost the good one beside it', () => {
    const other = { symbol: 'WDC', currency: 'USD' };
    const answer = parse(
      [
        { ...GOOD, regularMarketPrice: {} },
        { ...GOOD, symbol: 'WDC' },
      ],
      [MU, other],
    );
    expect(answer.observations.map(({ symbol }) => symbol)).toEqual(['WDC']);
    expect(answer.quarantined.map(({ subject }) => subject)).toEqual(['MU']);
  });

  it('left out or delisted are missing; another symbol than asked for is kept apart', () => {
    const answer = parse(
      [
        { symbol: 'OLD', quoteType: 'NONE' },
        { ...GOOD, symbol: 'GBP=X' },
      ],
      [MU, { symbol: 'OLD', currency: 'USD' }],
    );
    expect(answer.observations).toEqual([]);
    expect(answer.missing.map(({ subject }) => subject)).toEqual(['MU', 'OLD']);
    expect(answer.quarantined).toMatchObject([{ subject: 'GBP=X', field: 'symbol' }]);
  });
});
