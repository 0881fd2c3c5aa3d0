import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { exchangeHolidayFile } from '#lib/contracts/facts/exchange-holidays.ts';
import { EXCHANGES, exchangeOfSymbol, type Exchange } from '#lib/core/calendar/exchange.ts';
import { isSession, nextSession, sessionsBetween } from '#lib/core/calendar/trading-days.ts';
import { readHolidayRows, shippedHolidayTable } from '#tests/support/exchange-holidays.ts';

const rows = readHolidayRows();
const table = shippedHolidayTable();

/** The desk's own bars, which are not shipped; where they are present they are the check by a third party. */
const PRICES = new URL('../../../../shared/facts/prices_daily.csv', import.meta.url);

describe('the shipped holidays', () => {
  it('give the years the number of sessions that they had or will have', () => {
    const count = (exchange: Exchange, year: number): number => {
      const years = { after: `${String(year - 1)}-12-31`, through: `${String(year)}-12-31` };
      return sessionsBetween(table, exchange, years).sessions;
    };
    const byYear = EXCHANGES.map((exchange) =>
      [2023, 2024, 2025, 2026, 2027].map((year) => count(exchange, year)),
    );
    expect(byYear).toEqual([
      [245, 244, 242, 244, 245],
      [246, 245, 243, 242, 244],
      [250, 252, 250, 251, 251],
    ]);
  });

  it('have no weekend, no day twice, and a time exactly where there is a session', () => {
    expect(new Set(rows.map((row) => `${row['exchange'] ?? ''} ${row['holiday_on'] ?? ''}`)).size).toBe(237);
    for (const row of rows) {
      expect(['Saturday', 'Sunday']).not.toContain(
        new Date(`${row['holiday_on'] ?? ''}T12:00:00Z`).toLocaleDateString('en-US', {
          weekday: 'long',
          timeZone: 'UTC',
        }),
      );
      expect(row['closes_at_local'] === '').toBe(row['kind'] === 'full');
    }
  });

  it('say of each day that is not announced yet by which rule it follows', () => {
    const derived = rows.filter((row) => row['confidence'] === 'derived');
    expect(derived.length).toBeGreaterThan(0);
    expect(derived.every((row) => (row['note'] ?? '') !== '')).toBe(true);
    const korea2027 = rows.filter(
      (row) => row['exchange'] === 'KRX' && row['holiday_on']?.startsWith('2027'),
    );
    expect(korea2027.every((row) => row['confidence'] === 'derived')).toBe(true);
  });

  it.runIf(existsSync(PRICES))('agree with the daily bars of the desk', () => {
    const bars = parse<Record<string, string>>(readFileSync(PRICES, 'utf8'), { columns: true });
    for (const exchange of ['KRX', 'US'] as const) {
      const own = bars.filter((bar) => exchangeOfSymbol(bar['symbol'] ?? '') === exchange);
      const traded = [...new Set(own.map((bar) => bar['date'] ?? ''))].toSorted();
      expect(traded.length).toBeGreaterThan(600);
      expect(traded.filter((day) => !isSession(table, exchange, day).isSession)).toEqual([]);
      const [first = '', last = ''] = [traded[0], traded.at(-1)];
      const silent: string[] = [];
      for (let day = first; day < last; day = nextSession(table, exchange, day).sessionOn) {
        if (!traded.includes(day)) silent.push(day);
      }
      expect(silent).toEqual([]);
    }
  });
});

describe('a row of holidays', () => {
  const good = {
    exchange: 'US',
    holidayOn: '2026-11-27',
    name: 'Day after Thanksgiving',
    kind: 'early_close',
    closesAtLocal: '13:00',
    sourceTitle: 'Calendar',
    sourcePublisher: 'NYSE Group',
    sourceUrl: 'https://example.org',
    sourcePublishedOn: '2025-12-23',
    confidence: 'primary',
    note: '',
  };
  const faultsOf = (change: Partial<typeof good>): string[] =>
    (exchangeHolidayFile.row.safeParse({ ...good, ...change }).error?.issues ?? []).map(({ path }) =>
      path.join('.'),
    );

  it('is accepted as the file writes it', () => {
    expect(faultsOf({})).toEqual([]);
    expect(faultsOf({ kind: 'full', closesAtLocal: '' })).toEqual([]);
  });

  it.each([
    [{ exchange: 'LSE' }, 'exchange'],
    [{ holidayOn: '2026-11-28' }, 'holidayOn'],
    [{ holidayOn: '2026-02-30' }, 'holidayOn'],
    [{ closesAtLocal: '' }, 'closesAtLocal'],
    [{ kind: 'full' }, 'closesAtLocal'],
    [{ closesAtLocal: '1 pm' }, 'closesAtLocal'],
    [{ confidence: 'derived' }, 'note'],
  ])('is refused with %o', (change, field) => {
    expect(faultsOf(change)).toContain(field);
  });
});
