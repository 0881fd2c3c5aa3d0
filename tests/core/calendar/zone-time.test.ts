import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toDayNumber } from '#lib/core/calendar/day-number.ts';
import { EXCHANGE_TIME_ZONES, EXCHANGES } from '#lib/core/calendar/exchange.ts';
import { toInstantMs, toLocalTime } from '#lib/core/calendar/zone-time.ts';

const NEW_YORK = 'America/New_York';
const at = (day: string, hour: number, minute = 0) => ({
  dayNumber: toDayNumber(day),
  minute: hour * 60 + minute,
});

describe('time at an exchange', () => {
  it('is nine hours ahead of UTC in Seoul and Tokyo all year', () => {
    for (const day of ['2026-01-15', '2026-07-15']) {
      expect(toInstantMs('Asia/Seoul', at(day, 15, 30))).toBe(Date.parse(`${day}T06:30:00Z`));
      expect(toInstantMs('Asia/Tokyo', at(day, 15, 30))).toBe(Date.parse(`${day}T06:30:00Z`));
    }
  });

  it('is five hours behind in New York, four from the second Sunday of March to the first of November', () => {
    const close = (day: string): string => new Date(toInstantMs(NEW_YORK, at(day, 16))).toISOString();
    expect(close('2026-03-06')).toBe('2026-03-06T21:00:00.000Z');
    expect(close('2026-03-09')).toBe('2026-03-09T20:00:00.000Z');
    expect(close('2026-10-30')).toBe('2026-10-30T20:00:00.000Z');
    expect(close('2026-11-02')).toBe('2026-11-02T21:00:00.000Z');
  });

  it('does not exist in the hour that New York skips, and is the first of the two in the hour that it repeats', () => {
    expect(() => toInstantMs(NEW_YORK, at('2026-03-08', 2, 30))).toThrow(RangeError);
    expect(toInstantMs(NEW_YORK, at('2026-11-01', 1, 30))).toBe(Date.parse('2026-11-01T05:30:00Z'));
  });

  it('is the day before in New York while Seoul has begun the next', () => {
    const instant = Date.parse('2026-11-26T23:30:15.250Z');
    expect(toLocalTime('Asia/Seoul', instant)).toEqual({
      dayNumber: toDayNumber('2026-11-27'),
      minute: 8 * 60 + 30 + 15.25 / 60,
    });
    expect(toLocalTime(NEW_YORK, instant).dayNumber).toBe(toDayNumber('2026-11-26'));
  });

  it('comes back as the same instant, save in the hour that is shown twice', () => {
    const instants = fc.integer({ min: Date.parse('2023-01-01'), max: Date.parse('2035-01-01') });
    fc.assert(
      fc.property(fc.constantFrom(...EXCHANGES), instants, (exchange, atMs) => {
        const timeZone = EXCHANGE_TIME_ZONES[exchange];
        const back = toInstantMs(timeZone, toLocalTime(timeZone, atMs));
        // A minute with a fraction is a double: a millionth of a millisecond is far more than its error.
        const hours = Math.round((atMs - back) / 3_600_000);
        expect(Math.abs(atMs - back - hours * 3_600_000)).toBeLessThan(1e-3);
        expect(hours === 0 || (hours === 1 && exchange === 'US')).toBe(true);
      }),
    );
  });
});
