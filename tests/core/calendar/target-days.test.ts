import { describe, expect, it } from 'vitest';
import { easterSundayOf, isTargetDay, listTargetDays } from '#lib/core/calendar/target-days.ts';

describe('Easter Sunday', () => {
  // Dates as printed in almanacs; 2038 and 1943 are the latest that there can be, 2285 the earliest.
  it.each([
    [1943, '1943-04-25'],
    [2000, '2000-04-23'],
    [2008, '2008-03-23'],
    [2019, '2019-04-21'],
    [2024, '2024-03-31'],
    [2025, '2025-04-20'],
    [2026, '2026-04-05'],
    [2027, '2027-03-28'],
    [2038, '2038-04-25'],
    [2285, '2285-03-22'],
  ])('of %d is %s', (year, sunday) => {
    expect(easterSundayOf(year)).toBe(sunday);
  });
});

describe('days of TARGET', () => {
  it('leaves out weekends, both days of Easter, New Year, 1 May and both days of Christmas', () => {
    const closed = ['2026-01-01', '2026-04-03', '2026-04-06', '2026-05-01', '2026-12-25', '2026-12-26'];
    expect(closed.map(isTargetDay)).toEqual(closed.map(() => false));
    expect(['2026-11-28', '2026-11-29'].map(isTargetDay)).toEqual([false, false]);
  });

  it('is open on days that banks of one country keep: Ascension, Whit Monday, 3 October, New Year’s Eve', () => {
    const open = ['2025-05-29', '2025-06-09', '2025-10-03', '2025-12-31', '2026-04-02', '2026-04-07'];
    expect(open.map(isTargetDay)).toEqual(open.map(() => true));
  });

  it('counts 255 days in 2026 and 256 in 2024', () => {
    // Weekdays of the year less the closing days that fall on weekdays, counted by hand.
    expect(listTargetDays('2026-01-01', '2026-12-31')).toHaveLength(261 - 5);
    expect(listTargetDays('2024-01-01', '2024-12-31')).toHaveLength(262 - 6);
  });
});
