/** Where days stand on time axes: worked by hand, and laws. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { toIsoDate } from '#lib/core/calendar/day-number.ts';
import { dayOfDecimalYear, decimalYearOf } from '#lib/core/calendar/decimal-year.ts';
import { placeDay, placePeriod, type TimeScale } from '#lib/core/timeline/time-scale.ts';

const years: TimeScale = { kind: 'years', from: 2025, to: 2027 };
const quarters: TimeScale = {
  kind: 'periods',
  periods: [
    { from: '2026-01-01', to: '2026-03-31' },
    { from: '2026-04-01', to: '2026-06-30' },
  ],
};
const dayNumber = fc.integer({ min: 15_000, max: 25_000 });

describe('placeDay', () => {
  it('measures years in a straight line', () => {
    expect(placeDay(years, '2025-01-01')).toBe(0);
    expect(placeDay(years, '2026-01-01')).toBe(0.5);
    // 181 of 365 days of 2026.
    expect(placeDay(years, '2026-07-01')).toBeCloseTo(0.5 + 181 / 365 / 2, 12);
    expect(placeDay(years, '2024-12-31')).toBeNull();
    expect(placeDay(years, '2027-01-02')).toBeNull();
  });

  it('gives every period the same room, and each day the middle of its own', () => {
    expect(placeDay(quarters, '2026-01-01')).toBeCloseTo(0.5 / 90 / 2, 12);
    expect(placeDay(quarters, '2026-03-31')).toBeCloseTo(89.5 / 90 / 2, 12);
    expect(placeDay(quarters, '2026-04-01')).toBeCloseTo(0.5 + 0.5 / 91 / 2, 12);
    expect(placeDay(quarters, '2025-12-31')).toBeNull();
    expect(placeDay(quarters, '2026-07-01')).toBeNull();
  });

  it('keeps the order of days', () => {
    fc.assert(
      fc.property(dayNumber, fc.integer({ min: 1, max: 400 }), (day, later) => {
        for (const scale of [years, quarters]) {
          const [a, b] = [placeDay(scale, toIsoDate(day)), placeDay(scale, toIsoDate(day + later))];
          if (a !== null && b !== null) expect(a).toBeLessThan(b);
        }
      }),
    );
  });

  it('refuses what is no day', () => {
    expect(() => placeDay(years, '2026-02-30')).toThrow(RangeError);
  });
});

describe('placePeriod', () => {
  it('stands in the middle of what the axis holds, and nowhere when it holds no end', () => {
    expect(placePeriod(years, { from: '2025-01-01', to: '2026-01-01' })).toBe(0.25);
    expect(placePeriod(quarters, { from: '2026-01-01', to: '2026-03-31' })).toBeCloseTo(0.25, 12);
    expect(placePeriod(years, { from: '2024-06-01', to: '2026-01-01' })).toBe(0.5);
    expect(placePeriod(years, { from: '2023-06-01', to: '2024-01-01' })).toBeNull();
  });
});

describe('dayOfDecimalYear', () => {
  it('is the inverse of decimalYearOf on every day', () => {
    fc.assert(
      fc.property(dayNumber, (day) => {
        expect(dayOfDecimalYear(decimalYearOf(toIsoDate(day)))).toBe(toIsoDate(day));
      }),
    );
  });

  it('finds the middle of a quarter', () => {
    expect(dayOfDecimalYear(2026.375)).toBe('2026-05-17');
  });
});
