import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isVisible, reportedVisibleFrom } from '#lib/core/calendar/as-of.ts';
import { parseDayNumber, toDayNumber, toIsoDate } from '#lib/core/calendar/day-number.ts';
import { prorateQuartersByDays } from '#lib/core/calendar/proration.ts';
import {
  firstDayOfQuarter,
  midDayOfQuarter,
  midYearOfQuarter,
  monthIndexOf,
  parseQuarterLabel,
  quarterIndexOf,
  quarterLabel,
  yearOfQuarter,
} from '#lib/core/calendar/quarter.ts';
import { linearAt, stepAt } from '#lib/core/calendar/year-path.ts';

const Q4_2026 = 2026 * 4 + 3;

describe('day numbers', () => {
  it('count whole days and come back as the same date', () => {
    expect(toDayNumber('1970-01-01')).toBe(0);
    expect(toDayNumber('2028-12-31') - toDayNumber('2026-11-23')).toBe(769);
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 100_000 }), (day) => {
        expect(toDayNumber(toIsoDate(day))).toBe(day);
      }),
    );
  });

  it('exist only for real calendar dates', () => {
    for (const text of [
      '2026-02-29',
      '2026-13-01',
      '2026-00-10',
      '2026-1-1',
      '26-01-01',
      '2026-01-01T00',
      '',
    ]) {
      expect(parseDayNumber(text)).toBeNull();
    }
    expect(parseDayNumber('2028-02-29')).not.toBeNull();
    expect(() => toDayNumber('2026-02-29')).toThrow(RangeError);
  });
});

describe('quarters', () => {
  it('have a label that reads back as the same quarter', () => {
    expect(quarterIndexOf('2026-11-23')).toBe(Q4_2026);
    expect(quarterLabel(Q4_2026)).toBe('2026Q4');
    expect(parseQuarterLabel('2026q4')).toBe(Q4_2026);
    expect(parseQuarterLabel('2026Q5')).toBeNull();
    expect(yearOfQuarter(Q4_2026)).toBe(2026);
  });

  it('have their middle at the first day plus half their days, so it may end in .5', () => {
    expect(midDayOfQuarter(Q4_2026) - toDayNumber('2026-10-01')).toBe(46);
    expect(midDayOfQuarter(2026 * 4 + 1) - toDayNumber('2026-04-01')).toBe(45.5);
    expect(midYearOfQuarter(2025 * 4 + 1)).toBe(2025.375);
  });
});

describe('proration of fiscal quarters', () => {
  it('splits Oracle’s winter quarter by days, 31 in December and 59 or 60 after', () => {
    const [december, winter] = prorateQuartersByDays(monthIndexOf('2024-12-01'), 1);
    expect(december).toEqual({ fiscal: 0, calendar: 2024 * 4 + 3, weight: 31 / 90 });
    expect(winter).toEqual({ fiscal: 0, calendar: 2025 * 4, weight: 59 / 90 });
    const [leapDecember] = prorateQuartersByDays(monthIndexOf('2023-12-01'), 1);
    expect(leapDecember?.weight).toBe(31 / 91);
  });

  it('keeps every quarter’s total, and calendar quarters as they are', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2000 * 12, max: 2060 * 12 }),
        fc.integer({ min: 1, max: 30 }),
        (month, count) => {
          const shares = prorateQuartersByDays(month, count);
          for (let fiscal = 0; fiscal < count; fiscal += 1) {
            const own = shares.filter((share) => share.fiscal === fiscal);
            expect(own.reduce((sum, share) => sum + share.weight, 0)).toBeCloseTo(1, 14);
            if (month % 3 === 0) expect(own.map((share) => share.weight)).toEqual([1]);
          }
        },
      ),
    );
  });

  it('never gives a calendar quarter more days than it has', () => {
    const shares = prorateQuartersByDays(monthIndexOf('2020-06-01'), 24);
    const daysOf = (index: number): number => firstDayOfQuarter(index + 1) - firstDayOfQuarter(index);
    for (const share of shares) expect(share.weight * 92).toBeLessThanOrEqual(daysOf(share.calendar) + 2);
  });
});

describe('paths by year', () => {
  const nodes = Float64Array.of(1, 3, 2);

  it('as steps take the year’s own value and stay flat outside', () => {
    expect([2020, 2025, 2026, 2027, 2040].map((year) => stepAt(nodes, 2025, year))).toEqual([1, 1, 3, 2, 2]);
  });

  it('as lines pass through mid-years and stay flat outside', () => {
    const times = [2020, 2025.5, 2026, 2026.5, 2027, 2027.5, 2040];
    expect(times.map((time) => linearAt(nodes, 2025, time))).toEqual([1, 1, 2, 3, 2.5, 2, 2]);
  });
});

describe('first day on which a reported quarter was known', () => {
  it('is its publication when that came within 60 days of the period’s end', () => {
    expect(reportedVisibleFrom('2026-06-30', '2026-07-29')).toBe('2026-07-29');
    expect(reportedVisibleFrom('2026-06-30', '2026-08-29')).toBe('2026-08-29');
  });

  it('is 45 days after the end when blank, undated or extracted again later', () => {
    for (const published of [null, '2026-08-30', '2027-01-13', '2026-07', '2026-06-01']) {
      expect(reportedVisibleFrom('2026-06-30', published)).toBe('2026-08-14');
    }
  });

  it('counts as visible from that very day', () => {
    expect(isVisible('2026-08-14', '2026-08-13')).toBe(false);
    expect(isVisible('2026-08-14', '2026-08-14')).toBe(true);
  });
});
