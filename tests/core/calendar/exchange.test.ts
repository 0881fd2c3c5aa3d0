import { describe, expect, it } from 'vitest';
import { exchangeOfSymbol, regularHours } from '#lib/core/calendar/exchange.ts';

describe('the exchange of a symbol', () => {
  it.each([
    ['000660.KS', 'KRX'],
    ['091990.KQ', 'KRX'],
    ['285A.T', 'TSE'],
    ['MU', 'US'],
    ['BRK-B', 'US'],
    ['^KS11', 'KRX'],
    ['^N225', 'TSE'],
    ['^SOX', 'US'],
  ])('of %s is %s', (symbol, exchange) => {
    expect(exchangeOfSymbol(symbol)).toBe(exchange);
  });

  it.each(['2408.TW', '688825.SS', 'KRW=X', '^UNKNOWN', '', '.KS', 'MU.', 'mu', 'A B', 'ES=F'])(
    'is not guessed for "%s"',
    (symbol) => {
      expect(exchangeOfSymbol(symbol)).toBeNull();
    },
  );
});

describe('regular hours', () => {
  it('end at 15:00 in Tokyo until 2024-11-04 and at 15:30 from 2024-11-05', () => {
    expect(regularHours('TSE', '2024-11-01').closesAtMinute).toBe(15 * 60);
    expect(regularHours('TSE', '2024-11-05').closesAtMinute).toBe(15 * 60 + 30);
  });

  it('last six and a half hours in Seoul and New York', () => {
    for (const exchange of ['KRX', 'US'] as const) {
      const { opensAtMinute, closesAtMinute } = regularHours(exchange, '2026-11-27');
      expect(closesAtMinute - opensAtMinute).toBe(390);
    }
  });
});
