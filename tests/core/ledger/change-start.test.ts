import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeStart } from '#lib/core/ledger/change-start.ts';

/** Day of the week by the calendar of the platform, 0 = Sunday. */
const weekday = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay();
const anyDay = fc
  .integer({ min: 0, max: 40_000 })
  .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));

describe('first day of the changes that are told', () => {
  it.each([
    ['2026-11-27', 'month', '2026-10-28'],
    ['2026-11-27', 'monday', '2026-11-23'],
    ['2026-11-27', 'sunday', '2026-11-22'],
    // A Monday and a Sunday: the week that has hardly begun tells nothing.
    ['2026-11-23', 'monday', '2026-11-16'],
    ['2026-11-22', 'sunday', '2026-11-15'],
    ['2028-03-01', 'monday', '2028-02-28'],
  ] as const)('on %s by %s it is %s', (day, start, first) => {
    expect(changeStart(day, start)).toBe(first);
  });

  it('is the wanted day of the week, one to seven days back, whatever the day', () => {
    fc.assert(
      fc.property(anyDay, fc.constantFrom('monday' as const, 'sunday' as const), (day, start) => {
        const first = changeStart(day, start);
        expect(weekday(first)).toBe(start === 'monday' ? 1 : 0);
        const back = (Date.parse(day) - Date.parse(first)) / 86_400_000;
        expect(back).toBeGreaterThanOrEqual(1);
        expect(back).toBeLessThanOrEqual(7);
      }),
    );
  });
});
