import { describe, expect, it } from 'vitest';
import { toDayNumber, weekdayOf } from '#lib/core/calendar/day-number.ts';
import { parseQuarterLabel, quarterLabel } from '#lib/core/calendar/quarter.ts';
import {
  calendarQuarter,
  openQuarters,
  reportingQuarter,
  weightsOf,
} from '#lib/core/track-record/reporting-quarters.ts';
import { readMarketFacts } from '#tests/support/market-facts.ts';

const quarterOf = (label: string): number => parseQuarterLabel(label) ?? NaN;

describe('own quarters of Micron', () => {
  it('are those of every figure on file', () => {
    const filed = readMarketFacts().vendorFigures.filter(
      ({ vendor, fiscalQuarter, calendarQuarter: label }) =>
        vendor === 'Micron' && fiscalQuarter.startsWith('FQ') && label !== null,
    );
    expect(new Set(filed.map(({ fiscalQuarter }) => fiscalQuarter)).size).toBeGreaterThan(12);
    for (const { periodStartOn, periodEndOn, calendarQuarter: label } of filed) {
      const quarter = quarterOf(label ?? '');
      expect(reportingQuarter('MU', quarter)).toEqual({ quarter, periodStartOn, periodEndOn });
    }
  });

  it('follow each other without a gap, have thirteen weeks, and a fourteenth every fifth or sixth year', () => {
    let longer: number[] = [];
    for (let quarter = quarterOf('2000Q4'); quarter < quarterOf('2060Q4'); quarter += 1) {
      const { periodStartOn, periodEndOn } = reportingQuarter('MU', quarter);
      const [start, end] = [toDayNumber(periodStartOn), toDayNumber(periodEndOn)];
      expect(start).toBe(toDayNumber(reportingQuarter('MU', quarter - 1).periodEndOn) + 1);
      expect(weekdayOf(end)).toBe(3);
      expect([91, 98]).toContain(end - start + 1);
      if (end - start + 1 === 98) longer = [...longer, Math.floor(quarter / 4)];
    }
    const gaps = longer.slice(1).map((year, i) => year - (longer[i] ?? 0));
    expect(longer).toContain(2026);
    expect(new Set(gaps)).toEqual(new Set([5, 6]));
  });
});

describe('quarters that are open', () => {
  it('are those whose last day is to come, of the vendor itself', () => {
    const labels = (ticker: string | null, asOf: string) =>
      openQuarters(ticker, asOf, 3).map(({ quarter }) => quarterLabel(quarter));
    expect(labels(null, '2026-12-31')).toEqual(['2027Q1', '2027Q2'].slice(0, 2));
    expect(labels(null, '2026-12-30')).toEqual(['2026Q4', '2027Q1', '2027Q2']);
    expect(labels('MU', '2026-12-02')).toEqual(['2026Q4', '2027Q1', '2027Q2']);
    expect(labels('MU', '2026-12-03')).toEqual(['2027Q1', '2027Q2']);
  });

  it('weigh calendar quarters by days', () => {
    expect(weightsOf(calendarQuarter(quarterOf('2026Q4')))).toEqual(new Map([[quarterOf('2026Q4'), 1]]));
    // 4 September to 3 December 2026: 27 of the 92 days of the third quarter, 64 of the 92 of the fourth.
    expect(weightsOf(reportingQuarter('MU', quarterOf('2026Q4')))).toEqual(
      new Map([
        [quarterOf('2026Q3'), 27 / 92],
        [quarterOf('2026Q4'), 64 / 92],
      ]),
    );
  });
});
