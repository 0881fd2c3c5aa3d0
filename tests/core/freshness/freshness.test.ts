import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toDayNumber, toIsoDate } from '#lib/core/calendar/day-number.ts';
import { isTargetDay } from '#lib/core/calendar/target-days.ts';
import {
  freshnessWords,
  judgeFreshness,
  lastDayOf,
  stalest,
  type DatedSeries,
  type FreshnessState,
} from '#lib/core/freshness/freshness.ts';
import { judgedAtMs, judgePriceFreshness } from '#lib/core/freshness/price-freshness.ts';
import { FRESHNESS_RULES, SERIES_KINDS } from '#lib/core/freshness/rules.ts';
import { shippedHolidayTable } from '#tests/support/exchange-holidays.ts';

const holidays = shippedHolidayTable();
const ORDER: readonly FreshnessState[] = ['fresh', 'due', 'stale'];
const DAILY = SERIES_KINDS.filter((kind): kind is DatedSeries['kind'] => kind !== 'daily-price');

const kinds = fc.constantFrom(...DAILY);
const days = fc
  .integer({ min: toDayNumber('2020-01-01'), max: toDayNumber('2030-12-31') })
  .map((dayNumber) => toIsoDate(dayNumber));

function judge(kind: DatedSeries['kind'], newestOn: string, asOf: string): string {
  return freshnessWords(judgeFreshness({ kind, newestOn }, asOf));
}

describe('daily prices', () => {
  const at = (newestOn: string, exchange: 'KRX' | 'TSE' | 'US', instant: string): string =>
    freshnessWords(judgePriceFreshness({ newestOn, exchange }, { holidays, atMs: Date.parse(instant) }));

  // 26 November 2026 is Thanksgiving in New York and a session in Seoul; on the 27th New York closes at 13:00.
  it.each([
    ['2026-11-25', 'US', '2026-11-27T17:59:00Z', 'last session'],
    ['2026-11-25', 'US', '2026-11-27T18:00:00Z', 'due, 1 session old'],
    ['2026-11-25', 'KRX', '2026-11-26T06:29:00Z', 'last session'],
    ['2026-11-25', 'KRX', '2026-11-26T06:30:00Z', 'due, 1 session old'],
    ['2026-11-25', 'KRX', '2026-11-27T06:30:00Z', 'stale, 2 sessions old'],
    ['2026-11-20', 'US', '2026-11-23T12:00:00Z', 'last session'],
    ['2026-11-20', 'US', '2026-11-27T12:00:00Z', 'stale, 3 sessions old'],
  ] as const)('of %s on %s at %s: %s', (newestOn, exchange, instant, words) => {
    expect(at(newestOn, exchange, instant)).toBe(words);
  });

  it('are judged at the end of a past day, and now for today', () => {
    const now = Date.parse('2026-11-27T10:00:00Z');
    expect(judgedAtMs('2026-11-27', now)).toBe(now);
    expect(judgedAtMs('2026-11-20', now)).toBe(Date.parse('2026-11-21T00:00:00Z'));
    const past = judgePriceFreshness(
      { newestOn: '2026-11-20', exchange: 'US' },
      { holidays, atMs: judgedAtMs('2026-11-20', now) },
    );
    expect(past.state).toBe('fresh');
  });
});

describe('quarterly accounts', () => {
  it.each([
    // 91 days after 30 June is 29 September: 45 and 60 days later are 13 and 28 November.
    ['2026-06-30', '2026-06-30', 'newest quarter'],
    ['2026-06-30', '2026-11-13', 'newest quarter'],
    ['2026-06-30', '2026-11-14', 'next quarter due'],
    ['2026-06-30', '2026-11-28', 'next quarter due'],
    ['2026-06-30', '2026-11-29', 'stale, one quarter overdue'],
    ['2026-06-30', '2027-02-27', 'stale, one quarter overdue'],
    ['2026-06-30', '2027-02-28', 'stale, two quarters overdue'],
    ['2026-06-30', '2029-12-31', 'stale, 13 quarters overdue'],
  ])('of the quarter to %s on %s: %s', (newestOn, asOf, words) => {
    expect(judge('quarterly-filing', newestOn, asOf)).toBe(words);
  });

  it('of a company that reports every quarter within 45 days are always fresh', () => {
    const ends = ['2025-09-30', '2025-12-31', '2026-03-31', '2026-06-30', '2026-09-30', '2026-12-31'];
    for (const [index, end] of ends.slice(0, -1).entries()) {
      const nextReport = toIsoDate(toDayNumber(ends[index + 1] ?? '') + 44);
      expect(judgeFreshness({ kind: 'quarterly-filing', newestOn: end }, nextReport).state).toBe('fresh');
    }
  });
});

describe('other series', () => {
  it.each([
    ['guide', '2026-07-29', '2026-11-06', '3 months old'],
    ['guide', '2026-07-29', '2026-11-07', 'due, 3 months old'],
    ['guide', '2026-07-29', '2026-12-12', 'stale, 4 months old'],
    ['market-value', '2026-10-30', '2026-11-27', '28 days old'],
    ['market-value', '2026-10-30', '2026-12-01', 'due, 32 days old'],
    ['token-price', '2026-11-27', '2026-11-27', 'of the day'],
    ['token-price', '2026-11-26', '2026-11-27', '1 day old'],
    // Friday's rate on Monday morning and on Tuesday.
    ['reference-rate', '2026-11-27', '2026-11-29', 'last working day'],
    ['reference-rate', '2026-11-27', '2026-11-30', '1 working day old'],
    ['reference-rate', '2026-11-27', '2026-12-01', 'due, 2 working days old'],
    ['reference-rate', '2026-11-27', '2026-12-02', 'stale, 3 working days old'],
    // Nothing is published from Good Friday to Easter Monday, 26 to 29 March 2027.
    ['reference-rate', '2027-03-25', '2027-03-29', 'last working day'],
    ['assumption', '2024-11-01', '2026-11-27', 'stale, 2 years old'],
  ] as const)('%s of %s on %s: %s', (kind, newestOn, asOf, words) => {
    expect(judge(kind, newestOn, asOf)).toBe(words);
  });

  it('are fresh at most as long as their table says, whatever the day', () => {
    fc.assert(
      fc.property(kinds, days, fc.nat(1500), (kind, newestOn, age) => {
        const asOf = toIsoDate(toDayNumber(newestOn) + age);
        const { state } = judgeFreshness({ kind, newestOn }, asOf);
        const { unit, freshUpTo, dueUpTo } = FRESHNESS_RULES[kind];
        const after = Array.from({ length: age }, (_, day) => toIsoDate(toDayNumber(newestOn) + day + 1));
        const count =
          unit === 'working-day' ? after.filter(isTargetDay).length : age - (unit === 'report-day' ? 91 : 0);
        expect(state).toBe(count <= freshUpTo ? 'fresh' : count <= dueUpTo ? 'due' : 'stale');
      }),
    );
  });

  it('never get fresher by waiting, and are fresh when dated later than the day', () => {
    fc.assert(
      fc.property(kinds, days, days, fc.nat(400), (kind, newestOn, asOf, more) => {
        const state = (day: string) => ORDER.indexOf(judgeFreshness({ kind, newestOn }, day).state);
        expect(state(toIsoDate(toDayNumber(asOf) + more))).toBeGreaterThanOrEqual(state(asOf));
        if (newestOn >= asOf) expect(state(asOf)).toBe(0);
      }),
    );
  });
});

describe('several series', () => {
  it('are as stale as the stalest of them', () => {
    const of = (newestOn: string) => judgeFreshness({ kind: 'guide', newestOn }, '2026-11-27');
    expect(stalest([of('2026-11-20'), null, of('2026-01-20'), of('2026-08-01')])?.age).toBe('10 months old');
    expect(stalest([of('2026-11-20'), of('2026-11-01'), of('2026-11-10')])?.age).toBe('26 days old');
    expect(stalest([null])).toBeNull();
    expect(stalest([])).toBeNull();
  });

  it('take a month or a year at its last day', () => {
    expect(['2026', '2026-02', '2028-02', '2026-12', '2026-11-05'].map(lastDayOf)).toEqual([
      '2026-12-31',
      '2026-02-28',
      '2028-02-29',
      '2026-12-31',
      '2026-11-05',
    ]);
  });
});
