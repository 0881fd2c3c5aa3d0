import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toDayNumber, toIsoDate, weekdayOf } from '#lib/core/calendar/day-number.ts';
import { EXCHANGES, type Exchange } from '#lib/core/calendar/exchange.ts';
import { buildHolidayTable } from '#lib/core/calendar/holiday-table.ts';
import {
  firstTradableSession,
  isSession,
  lastClosedSession,
  nextSession,
  previousSession,
  sessionAge,
  sessionCloseAt,
  sessionsBetween,
} from '#lib/core/calendar/trading-days.ts';
import { shippedHolidayTable } from '#tests/support/exchange-holidays.ts';

const table = shippedHolidayTable();
const ms = (instant: string): number => Date.parse(instant);

const exchanges = fc.constantFrom(...EXCHANGES);
/** Also before and after the years of the table. */
const days = fc
  .integer({ min: toDayNumber('2022-11-01'), max: toDayNumber('2028-03-01') })
  .map((dayNumber) => toIsoDate(dayNumber));
const instants = fc.integer({ min: ms('2022-11-01T00:00:00Z'), max: ms('2028-03-01T00:00:00Z') });
const closeOf = (exchange: Exchange, day: string): number =>
  sessionCloseAt(table, exchange, day)?.closesAtMs ?? Number.NaN;

describe('sessions', () => {
  it('are weekdays that are not closed', () => {
    expect(isSession(table, 'US', '2026-11-26')).toEqual({ isSession: false, isBeyondTable: false });
    expect(isSession(table, 'KRX', '2026-11-26')).toEqual({ isSession: true, isBeyondTable: false });
    expect(isSession(table, 'US', '2026-11-27').isSession).toBe(true);
    expect(isSession(table, 'US', '2026-11-28').isSession).toBe(false);
  });

  it('are never on a weekend', () => {
    fc.assert(
      fc.property(exchanges, days, (exchange, day) => {
        fc.pre(weekdayOf(toDayNumber(day)) >= 5);
        expect(isSession(table, exchange, day).isSession).toBe(false);
        expect(sessionCloseAt(table, exchange, day)).toBeNull();
      }),
    );
  });

  it('follow one another: Seoul over Chuseok 2025, Tokyo over the turn of the year, New York over Thanksgiving', () => {
    expect(nextSession(table, 'KRX', '2025-10-02').sessionOn).toBe('2025-10-10');
    expect(previousSession(table, 'KRX', '2025-10-10').sessionOn).toBe('2025-10-02');
    expect(nextSession(table, 'TSE', '2025-12-30').sessionOn).toBe('2026-01-05');
    expect(nextSession(table, 'US', '2026-11-25').sessionOn).toBe('2026-11-27');
  });

  it('are reached from both sides: back from the next one is the day itself if it was a session', () => {
    fc.assert(
      fc.property(exchanges, days, (exchange, day) => {
        const next = nextSession(table, exchange, day).sessionOn;
        expect(next > day).toBe(true);
        expect(isSession(table, exchange, next).isSession).toBe(true);
        const back = previousSession(table, exchange, next).sessionOn;
        if (isSession(table, exchange, day).isSession) expect(back).toBe(day);
        else expect(back).toBe(previousSession(table, exchange, day).sessionOn);
      }),
    );
  });

  it('are counted as walking from one to the next counts them', () => {
    fc.assert(
      fc.property(exchanges, days, fc.integer({ min: 0, max: 400 }), (exchange, after, length) => {
        const through = toIsoDate(toDayNumber(after) + length);
        let walked = 0;
        for (let day = nextSession(table, exchange, after).sessionOn; day <= through; walked += 1) {
          day = nextSession(table, exchange, day).sessionOn;
        }
        expect(sessionsBetween(table, exchange, { after, through }).sessions).toBe(walked);
      }),
    );
  });

  it('of no time are none', () => {
    expect(sessionsBetween(table, 'US', { after: '2026-11-27', through: '2026-11-27' }).sessions).toBe(0);
    expect(sessionsBetween(table, 'US', { after: '2026-11-27', through: '2026-01-01' }).sessions).toBe(0);
  });
});

describe('the close of a session', () => {
  it.each([
    ['KRX', '2026-11-26', '2026-11-26T06:30:00Z'],
    ['TSE', '2024-11-01', '2024-11-01T06:00:00Z'],
    ['TSE', '2024-11-05', '2024-11-05T06:30:00Z'],
    ['US', '2026-07-02', '2026-07-02T20:00:00Z'],
    ['US', '2026-11-25', '2026-11-25T21:00:00Z'],
  ] as const)('%s on %s is %s', (exchange, day, instant) => {
    expect(closeOf(exchange, day)).toBe(ms(instant));
  });

  it('is early on the day after Thanksgiving and an hour late in Seoul on the day of the university test', () => {
    expect(closeOf('US', '2026-11-27')).toBe(ms('2026-11-27T18:00:00Z'));
    expect(closeOf('US', '2025-07-03')).toBe(ms('2025-07-03T17:00:00Z'));
    expect(closeOf('KRX', '2025-11-13')).toBe(ms('2025-11-13T07:30:00Z'));
  });

  it('comes later for a later session, and on the day of the session at the exchange', () => {
    fc.assert(
      fc.property(exchanges, days, (exchange, day) => {
        const first = nextSession(table, exchange, day).sessionOn;
        const second = nextSession(table, exchange, first).sessionOn;
        expect(closeOf(exchange, second)).toBeGreaterThan(closeOf(exchange, first));
        expect(lastClosedSession(table, exchange, closeOf(exchange, first)).sessionOn).toBe(first);
        expect(lastClosedSession(table, exchange, closeOf(exchange, first) - 1).sessionOn < first).toBe(true);
      }),
    );
  });
});

describe('the first session in which news can trade', () => {
  it.each([
    ['before the session: the session of the day', 'KRX', '2026-11-25T23:00:00Z', '2026-11-26'],
    ['during the session: that session', 'KRX', '2026-11-26T03:00:00Z', '2026-11-26'],
    ['at the close: the next one', 'KRX', '2026-11-26T06:30:00Z', '2026-11-27'],
    ['a millisecond before the close: still that one', 'KRX', '2026-11-26T06:29:59.999Z', '2026-11-26'],
    ['New York after hours: Friday after Thanksgiving', 'US', '2026-11-25T21:00:01Z', '2026-11-27'],
    ['after an early close: Monday', 'US', '2026-11-27T18:00:00Z', '2026-11-30'],
    ['DeepSeek-R1, 20 January 2025, in New York: 21st', 'US', '2025-01-20T14:00:00Z', '2025-01-21'],
    ['the sell-off of 27 January 2025 in Seoul: 31st', 'KRX', '2025-01-27T15:00:00Z', '2025-01-31'],
    ['the late session of the university test', 'KRX', '2025-11-13T07:00:00Z', '2025-11-13'],
  ] as const)('%s', (_case, exchange, news, sessionOn) => {
    expect(firstTradableSession(table, exchange, ms(news))).toEqual({ sessionOn, isBeyondTable: false });
  });

  it('is the one after the last that closed, and never earlier for later news', () => {
    fc.assert(
      fc.property(
        exchanges,
        instants,
        fc.integer({ min: 0, max: 10 * 86_400_000 }),
        (exchange, atMs, later) => {
          const first = firstTradableSession(table, exchange, atMs).sessionOn;
          expect(first).toBe(
            nextSession(table, exchange, lastClosedSession(table, exchange, atMs).sessionOn).sessionOn,
          );
          expect(closeOf(exchange, first)).toBeGreaterThan(atMs);
          expect(firstTradableSession(table, exchange, atMs + later).sessionOn >= first).toBe(true);
        },
      ),
    );
  });
});

describe('the age of a figure in sessions', () => {
  it('is 0 until the next session has ended, however long that takes', () => {
    const age = (figureOn: string, at: string): number =>
      sessionAge(table, 'US', { figureOn, atMs: ms(at) }).sessions;
    expect(age('2026-11-25', '2026-11-27T17:59:59Z')).toBe(0);
    expect(age('2026-11-25', '2026-11-27T18:00:00Z')).toBe(1);
    expect(age('2026-11-20', '2026-11-26T12:00:00Z')).toBe(3);
    expect(age('2026-12-31', '2026-11-26T12:00:00Z')).toBe(0);
  });

  it('grows by one with each close', () => {
    fc.assert(
      fc.property(exchanges, days, fc.integer({ min: 1, max: 30 }), (exchange, figureOn, count) => {
        let session = figureOn;
        for (let i = 0; i < count; i += 1) session = nextSession(table, exchange, session).sessionOn;
        const closedAtMs = closeOf(exchange, session);
        expect(sessionAge(table, exchange, { figureOn, atMs: closedAtMs }).sessions).toBe(count);
        expect(sessionAge(table, exchange, { figureOn, atMs: closedAtMs - 1 }).sessions).toBe(count - 1);
      }),
    );
  });
});

describe('beyond the table', () => {
  it('only weekends are taken out, and every answer says so', () => {
    expect(isSession(table, 'US', '2028-12-25')).toEqual({ isSession: true, isBeyondTable: true });
    expect(isSession(table, 'KRX', '2022-12-30')).toEqual({ isSession: true, isBeyondTable: true });
    expect(nextSession(table, 'KRX', '2027-12-30')).toEqual({ sessionOn: '2028-01-03', isBeyondTable: true });
    expect(nextSession(table, 'US', '2027-12-30')).toEqual({ sessionOn: '2027-12-31', isBeyondTable: false });
    expect(sessionsBetween(table, 'TSE', { after: '2027-12-30', through: '2028-01-04' })).toEqual({
      sessions: 2,
      isBeyondTable: true,
    });
    expect(sessionCloseAt(table, 'TSE', '2028-01-04')?.isBeyondTable).toBe(true);
    expect(firstTradableSession(table, 'TSE', ms('2028-01-04T00:00:00Z')).isBeyondTable).toBe(true);
    expect(sessionAge(table, 'US', { figureOn: '2027-12-30', atMs: ms('2028-01-05T00:00:00Z') })).toEqual({
      sessions: 3,
      isBeyondTable: true,
    });
  });

  it('is every day when there are no rows', () => {
    const empty = buildHolidayTable([]);
    expect(isSession(empty, 'US', '2026-11-26')).toEqual({ isSession: true, isBeyondTable: true });
  });

  it.each([
    [{ holidayOn: '2026-11-28', kind: 'full', closesAtLocal: null }],
    [{ holidayOn: '2026-02-30', kind: 'full', closesAtLocal: null }],
    [{ holidayOn: '2026-11-27', kind: 'early_close', closesAtLocal: null }],
    [{ holidayOn: '2026-11-27', kind: 'early_close', closesAtLocal: '24:00' }],
  ] as const)('a row that cannot be is refused: %o', (row) => {
    expect(() => buildHolidayTable([{ exchange: 'US', ...row }])).toThrow(RangeError);
  });
});
