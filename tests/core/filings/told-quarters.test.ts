import { describe, expect, it } from 'vitest';

import { listQuarterRevisions } from '#lib/core/filings/quarter-revisions.ts';
import { nearestCalendarQuarter, tellQuarters } from '#lib/core/filings/told-quarters.ts';
import { filedFact } from '#tests/support/filed-facts.ts';

const labelOf = (period: readonly [string, string], yearEndMonth: number) => {
  const told = tellQuarters(listQuarterRevisions([filedFact(period, 1e9, '2027-01-15')]), yearEndMonth);
  return told.map(({ fiscal: { year, quarter } }) => `${String(year)} Q${String(quarter)}`);
};

/** Periods and labels as the shipped rows have them. */
describe('the fiscal quarter of a filed period', () => {
  it.each([
    ['Microsoft', ['2026-04-01', '2026-06-30'], 6, '2026 Q4'],
    ['Microsoft', ['2025-07-01', '2025-09-30'], 6, '2026 Q1'],
    ['Oracle', ['2026-06-01', '2026-08-31'], 5, '2027 Q1'],
    ['Oracle', ['2025-12-01', '2026-02-28'], 5, '2026 Q3'],
    ['Meta', ['2026-10-01', '2026-12-31'], 12, '2026 Q4'],
    ['Micron', ['2026-05-29', '2026-09-03'], 8, '2026 Q4'],
    ['Micron', ['2024-08-30', '2024-11-28'], 8, '2025 Q1'],
    ['Sandisk', ['2025-06-28', '2025-10-03'], 6, '2026 Q1'],
    ['Sandisk', ['2026-04-04', '2026-07-03'], 6, '2026 Q4'],
  ] as const)('of %s, %s, is of the year that ends with month %i: %s', (_who, period, month, label) => {
    expect(labelOf(period, month)).toEqual([label]);
  });

  it.each([
    ['2026-09-03', '2026Q3'],
    ['2024-11-28', '2024Q4'],
    ['2025-02-27', '2025Q1'],
    ['2025-05-29', '2025Q2'],
    ['2025-10-03', '2025Q3'],
    ['2026-01-02', '2025Q4'],
    ['2026-06-30', '2026Q2'],
  ])('that ends on %s is set against the calendar quarter %s', (endOn, quarter) => {
    expect(nearestCalendarQuarter(endOn)).toBe(quarter);
  });
});

describe('what filings made of a quarter', () => {
  it('is one value where they differ by less than a million', () => {
    const period = ['2026-01-01', '2026-03-31'] as const;
    const facts = [
      filedFact(period, 5_000_100_000, '2026-04-20'),
      filedFact(period, 5_000_200_000, '2027-04-20'),
      filedFact(period, 5_001_000_000, '2028-04-20'),
    ];
    const [told] = tellQuarters(listQuarterRevisions(facts), 12);
    expect(told?.values.map(({ knownFrom, valueBn }) => [knownFrom, valueBn])).toEqual([
      ['2026-04-20', 5],
      ['2028-04-20', 5.001],
    ]);
  });
});
