import { describe, expect, it } from 'vitest';

import { quarterLabel } from '#lib/core/calendar/quarter.ts';
import { toCalendarQuarters, type CalendarFigure } from '#lib/core/filings/calendar-quarters.ts';
import { deriveQuarters } from '#lib/core/filings/derive-quarters.ts';
import { filedFact } from '#tests/support/filed-facts.ts';

type Quarter = readonly [startOn: string, endOn: string, value: number];

function mapped(...quarters: readonly Quarter[]): readonly CalendarFigure[] {
  const facts = quarters.map(([startOn, endOn, value]) => filedFact([startOn, endOn], value, '2026-09-30'));

  return toCalendarQuarters(deriveQuarters(facts, '2026-11-23').quarters);
}

const brief = ({ calendarQuarter, mapping, value }: CalendarFigure) => [
  quarterLabel(calendarQuarter),
  mapping,
  value,
];

describe('fiscal quarters on calendar quarters', () => {
  it('are the same where the days are the same', () => {
    expect(mapped(['2026-01-01', '2026-03-31', 90], ['2026-04-01', '2026-06-30', 91]).map(brief)).toEqual([
      ['2026Q1', 'same-days', 90],
      ['2026Q2', 'same-days', 91],
    ]);
  });

  it('are split by days where the year ends in May', () => {
    // Oracle's: 30 days of June, 62 of July and August, 30 of September.
    const [first, second, third] = mapped(
      ['2026-03-01', '2026-05-31', 92],
      ['2026-06-01', '2026-08-31', 184],
    );
    expect(brief(first ?? fail())).toEqual(['2026Q1', 'incomplete', null]);
    expect(brief(second ?? fail())).toEqual(['2026Q2', 'by-overlap', 61 + 60]);
    expect(brief(third ?? fail())).toEqual(['2026Q3', 'incomplete', null]);
    expect(second?.shares.map(({ days, fiscalDays }) => [days, fiscalDays])).toEqual([
      [61, 92],
      [30, 92],
    ]);
  });

  it('are taken whole where 52 or 53 weeks end within a week of the quarter', () => {
    // Western Digital's and Sandisk's: 14 weeks to 2025-10-03.
    expect(mapped(['2025-06-28', '2025-10-03', 98], ['2025-10-04', '2026-01-02', 91]).map(brief)).toEqual([
      ['2025Q3', 'within-a-week', 98],
      ['2025Q4', 'within-a-week', 91],
    ]);
  });

  it('have no value while a part of the calendar quarter has not been reported', () => {
    // Micron's: to the Thursday next to the end of August.
    const figures = mapped(['2026-05-29', '2026-08-27', 91], ['2026-02-27', '2026-05-28', 182]);
    expect(figures.map(brief)).toEqual([
      ['2026Q1', 'incomplete', null],
      ['2026Q2', 'by-overlap', 58 * 2 + 33],
      ['2026Q3', 'incomplete', null],
    ]);
  });

  it('are known when the last of their fiscal quarters is', () => {
    const facts = [
      filedFact(['2026-03-01', '2026-05-31'], 92, '2026-06-20'),
      filedFact(['2026-06-01', '2026-08-31'], 184, '2026-09-20'),
    ];
    const figures = toCalendarQuarters(deriveQuarters(facts, '2026-11-23').quarters);
    expect(figures[1]?.knownFrom).toBe('2026-09-20');
  });
});

function fail(): never {
  throw new Error('there is no such quarter');
}
