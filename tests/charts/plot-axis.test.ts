import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  axisPosition,
  closeAxis,
  dateAxis,
  decimalYearOf,
  linearAxis,
  logAxis,
  timeAxis,
  type PlotAxis,
} from '#lib/charts/plot-axis.ts';

const written = ({ ticks }: PlotAxis): string[] => ticks.map(({ label }) => label);
const tenths = (value: number): string => String(value);

/** What holds for every axis: values and ticks lie on it, and ticks ascend. */
function expectToHold(axis: PlotAxis, values: readonly number[]): void {
  const places = [...values, ...axis.ticks.map(({ value }) => value)].map((value) =>
    axisPosition(axis, value),
  );
  for (const place of places) {
    expect(place).toBeGreaterThanOrEqual(-1e-8);
    expect(place).toBeLessThanOrEqual(1 + 1e-8);
  }
  axis.ticks.slice(1).forEach(({ value }, index) => {
    expect(value).toBeGreaterThan(axis.ticks[index]?.value ?? Infinity);
  });
}

const finite = fc
  .double({ min: -1e12, max: 1e12, noNaN: true })
  .map((value) => (Math.abs(value) < 1e-9 ? 0 : value));
const positive = fc.tuple(fc.double({ min: 1, max: 9.99, noNaN: true }), fc.integer({ min: -9, max: 15 }));

describe('linear axes', () => {
  it('hold every value and zero, with a handful of ticks', () => {
    fc.assert(
      fc.property(fc.array(finite, { maxLength: 20 }), (values) => {
        const axis = linearAxis(values, 'x');
        expectToHold(axis, [...values, 0]);
        expect(axis.ticks.length).toBeGreaterThanOrEqual(2);
        expect(axis.ticks.length).toBeLessThanOrEqual(9);
        expect(axis.ticks.some(({ value }) => value === 0)).toBe(true);
      }),
    );
  });

  it('stay close to values far from zero when asked to', () => {
    const axis = closeAxis([61.2, 64.8, 66], 'gross margin, %');
    expect(axis).toMatchObject({ min: 61, max: 66 });
    expect(written(axis)).toEqual(['61', '62', '63', '64', '65', '66']);
    fc.assert(
      fc.property(fc.array(finite, { minLength: 1, maxLength: 20 }), (values) => {
        expectToHold(closeAxis(values, 'x'), values);
      }),
    );
  });

  it('refuse what is not a number instead of drawing it', () => {
    expect(() => linearAxis([1, Number.NaN], 'GB')).toThrow('the axis "GB" cannot show NaN');
    expect(() => closeAxis([], 'GB')).toThrow('the axis "GB" has no value to show');
  });
});

describe('logarithmic axes', () => {
  it('hold every positive value between 1, 2 or 5 times powers of ten, never zero', () => {
    fc.assert(
      fc.property(fc.array(positive, { minLength: 1, maxLength: 20 }), (parts) => {
        const values = parts.map(([mantissa, exponent]) => mantissa * 10 ** exponent);
        const axis = logAxis([0, -3, ...values], 'x', tenths);
        expectToHold(axis, values);
        expect(axis.min).toBeGreaterThan(0);
        expect(axis.max).toBeGreaterThan(axis.min);
        for (const end of [axis.min, axis.max, ...axis.ticks.map(({ value }) => value)]) {
          expect(end.toExponential(3)).toMatch(/^[125]\.000e/);
        }
        expect(axis.ticks.length).toBeGreaterThanOrEqual(2);
        expect(axis.ticks.length).toBeLessThanOrEqual(9);
      }),
    );
  });

  it('write 1, 2, 5 within two decades and powers of ten alone beyond', () => {
    expect(written(logAxis([3, 40], 'x', tenths))).toEqual(['2', '5', '10', '20', '50']);
    expect(written(logAxis([0.014, 3], 'USD', tenths))).toEqual(['0.01', '0.1', '1']);
    expect(written(logAxis([1, 1e12], 'x', tenths))).toEqual([
      '1',
      '100',
      '10000',
      '1000000',
      '100000000',
      '10000000000',
      '1000000000000',
    ]);
  });

  it('put equal factors at equal distances', () => {
    const axis = logAxis([1, 1000], 'x', tenths);
    expect(axisPosition(axis, 10)).toBeCloseTo(1 / 3, 12);
    expect(axisPosition(axis, 100)).toBeCloseTo(2 / 3, 12);
  });

  it('have no place for zero alone', () => {
    expect(() => logAxis([0, -1], 'bytes', tenths)).toThrow(RangeError);
    expect(() => logAxis([], 'bytes', tenths)).toThrow('the axis "bytes" has no positive value to show');
  });
});

describe('time axes', () => {
  it('are named by quarters up to two years and by years beyond', () => {
    expect(written(timeAxis(2025.1, 2026.6))).toEqual([
      'Q2\u00a025',
      'Q3\u00a025',
      'Q4\u00a025',
      'Q1\u00a026',
      'Q2\u00a026',
      'Q3\u00a026',
    ]);
    expect(written(timeAxis(2023.4, 2026.9))).toEqual(['2024', '2025', '2026']);
    expect(written(timeAxis(2000, 2030))).toEqual([
      '2000',
      '2004',
      '2008',
      '2012',
      '2016',
      '2020',
      '2024',
      '2028',
    ]);
  });

  it('hold their ticks whatever the span, at most nine of them', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1990, max: 2060, noNaN: true }),
        fc.double({ min: 0.01, max: 60, noNaN: true }),
        (from, span) => {
          const axis = timeAxis(from, from + span);
          expectToHold(axis, [from, from + span]);
          expect(axis.ticks.length).toBeLessThanOrEqual(9);
        },
      ),
    );
  });

  it('measure dates by the length of their year', () => {
    expect(decimalYearOf('2026-01-01')).toBe(2026);
    // Day 182 of 365, and of a leap year's 366.
    expect(decimalYearOf('2026-07-02')).toBeCloseTo(2026 + 182 / 365, 12);
    expect(decimalYearOf('2024-07-01')).toBeCloseTo(2024 + 182 / 366, 12);
    expect(dateAxis('2026-01-01', '2027-01-01').max).toBe(2027);
    expect(() => decimalYearOf('2026-02-30')).toThrow(RangeError);
    expect(() => dateAxis('2026-01-01', '2026-01-01')).toThrow(RangeError);
  });
});
