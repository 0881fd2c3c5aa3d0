import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatDate,
  formatFraction,
  formatFractionRange,
  formatPct,
  formatQuarter,
  formatRange,
  formatSigned,
  formatSignificant,
  formatUsdBn,
  formatUsdBnRange,
} from '#lib/charts/format.ts';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('figures', () => {
  it('carry three significant digits, a true minus and thousands', () => {
    expect([548.448, 44.4163, 0.1026, 1363.1, -44.4163, 0].map((value) => formatSignificant(value))).toEqual([
      '548',
      '44.4',
      '0.103',
      '1,360',
      '−44.4',
      '0',
    ]);
    expect(plain(formatUsdBn(-44.4163))).toBe('−$44.4 bn');
    expect(formatSigned(2.1)).toBe('+2.10');
  });

  it('carry one decimal in percent and never a minus before nothing', () => {
    expect(plain(formatPct(-8.0986))).toBe('−8.1 %');
    expect(plain(formatPct(-0.04))).toBe('0.0 %');
    expect(plain(formatFraction(0.28))).toBe('28.0 %');
  });

  it('say a range once with its unit, and with "to" when an end is negative', () => {
    expect(plain(formatUsdBnRange(21.3, 68.9))).toBe('$21.3–68.9 bn');
    expect(plain(formatFractionRange(0.12, 0.48))).toBe('12.0–48.0 %');
    expect(formatRange(-79.9, -12.6)).toBe('−79.9 to −12.6');
    expect(formatRange(5, 5)).toBe('5.00');
  });

  it('are refused when they are none: absence is a reason, not NaN', () => {
    for (const value of [NaN, Infinity, -Infinity]) expect(() => formatUsdBn(value)).toThrow(/absence/);
  });

  it('read back to within their rounding', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 1e6, noNaN: true }), (value) => {
        const read = Number(formatSignificant(value).replaceAll(',', ''));
        // Rounded twice: to three digits (0.5 % is half a unit of the third digit of 100), then to three decimals.
        expect(Math.abs(read - value)).toBeLessThanOrEqual(0.005 * value + 0.0005);
      }),
    );
  });
});

describe('dates and quarters', () => {
  it('stay as coarse as their source states them', () => {
    expect(['2026-11-23', '2026-11', '2026'].map(formatDate).map(plain)).toEqual([
      '23 Nov 2026',
      'Nov 2026',
      '2026',
    ]);
    expect(plain(formatQuarter('2027Q1'))).toBe('Q1 27');
  });

  it('are refused when malformed', () => {
    expect(() => formatQuarter('2027Q5')).toThrow(/2027Q1/);
    expect(() => formatDate('23.11.2026')).toThrow(/2026-11-23/);
  });
});
