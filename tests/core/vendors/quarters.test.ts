import { describe, expect, it } from 'vitest';
import { countQuarterDays, mainQuarterOf } from '#lib/core/calendar/proration.ts';
import { parseQuarterLabel, quarterLabel } from '#lib/core/calendar/quarter.ts';
import { toCalendarQuarters } from '#lib/core/vendors/calendar-figures.ts';
import { chooseFigure } from '#lib/core/vendors/choose-figure.ts';
import { COMPANIES } from '#lib/core/vendors/company.ts';
import { isAbsent } from '#lib/core/vendors/figure.ts';
import { isOutturn, listQuarters } from '#lib/core/vendors/quarter-figures.ts';
import { toUsdBn } from '#lib/core/vendors/to-usd.ts';
import { listRowUses } from '#lib/core/vendors/used-rows.ts';
import type { VendorMetric } from '#lib/core/vendors/vendor-facts.ts';
import { readFxRates, readVendorMetrics } from '#tests/support/vendors.ts';

const metrics = readVendorMetrics();
const rates = readFxRates();
const of = (ticker: string): VendorMetric[] => metrics.filter((row) => row.ticker === ticker);
const MICRON = { segment: 'total', metric: 'revenue', unit: 'USD_bn' };
const calendarOf = (label: string): number => parseQuarterLabel(label) ?? NaN;

const ROW: VendorMetric = {
  key: 'a',
  vendor: 'Maker',
  ticker: 'M',
  fiscalQuarter: 'FQ1-26',
  periodStartOn: '2026-01-01',
  periodEndOn: '2026-03-31',
  calendarQuarter: '2026Q1',
  segment: 'total',
  metric: 'revenue',
  value: 10,
  unit: 'USD_bn',
  reportedOrEstimate: 'reported',
  notes: null,
  sourceTitle: 'Report',
  publisher: 'Maker',
  url: 'https://maker.example/',
  publishedOn: '2026-04-20',
  grade: 'primary',
  visibleFrom: '2026-04-20',
  recordedInBatch: 1,
};

describe('days of a fiscal quarter', () => {
  it('fall into calendar quarters: Micron’s FQ4-26 has 33 in Q2 and 65 in Q3', () => {
    const days = countQuarterDays('2026-05-29', '2026-09-03');
    expect(days.map(({ calendar, days: count }) => [quarterLabel(calendar), count])).toEqual([
      ['2026Q2', 33],
      ['2026Q3', 65],
    ]);
  });

  it('say the calendar quarter that the table of facts gives to each of its rows', () => {
    const quarters = metrics.filter(({ calendarQuarter }) => calendarQuarter !== null);
    expect(quarters.length).toBeGreaterThan(500);
    for (const { periodStartOn, periodEndOn, calendarQuarter, key } of quarters) {
      expect(quarterLabel(mainQuarterOf(periodStartOn, periodEndOn)), key).toBe(calendarQuarter);
    }
  });

  it('belong to the earlier quarter where two hold as many', () => {
    expect(quarterLabel(mainQuarterOf('2026-03-31', '2026-04-01'))).toBe('2026Q1');
  });
});

describe('a missing quarter is its year minus the others', () => {
  it('gives Micron’s FQ1-23: 15.54 − 3.693 − 3.752 − 4.01 = 4.085', () => {
    const [first] = listQuarters(of('MU'), MICRON);
    expect(first).toMatchObject({ label: 'FQ1-23', startOn: '2022-09-02', endOn: '2022-12-01' });
    expect(first?.figure.value).toBeCloseTo(4.085, 9);
    expect(first?.figure).toMatchObject({
      kind: 'derived',
      derivation: 'FY2023 15.54 minus FQ2-23 3.693, FQ3-23 3.752, FQ4-23 4.01',
    });
  });

  it('gives Sandisk’s FQ1-25: revenue 1.883 and operating income 0.291', () => {
    const [revenue] = listQuarters(of('SNDK'), MICRON);
    const [income] = listQuarters(of('SNDK'), { ...MICRON, metric: 'operating_income' });
    expect([revenue?.label, income?.label]).toEqual(['FQ1-25', 'FQ1-25']);
    // 7.355 − 1.876 − 1.695 − 1.901, and −1.377 − 0.195 + 1.881 − 0.018.
    expect(revenue?.figure.value).toBeCloseTo(1.883, 9);
    expect(income?.figure.value).toBeCloseTo(0.291, 9);
  });

  it('gives nothing where two quarters are missing', () => {
    const year = { ...ROW, fiscalQuarter: 'FY2026', periodEndOn: '2026-12-31', calendarQuarter: null };
    expect(listQuarters([year, ROW], MICRON).map(({ label }) => label)).toEqual(['FQ1-26']);
  });
});

describe('quarters are outturns', () => {
  it('leave out the guide and what was worked out from it', () => {
    const labels = listQuarters(of('MU'), { ...MICRON, metric: 'operating_income' }).map(
      ({ label }) => label,
    );
    expect(labels.at(-1)).toBe('FQ4-26');
    const guided = of('MU').find(
      (row) => row.fiscalQuarter === 'FQ1-27' && row.metric === 'operating_income',
    );
    expect(guided?.reportedOrEstimate).toBe('derived');
    expect(guided === undefined ? null : isOutturn(guided)).toBe(false);
  });

  it('have no zero in place of a missing figure', () => {
    for (const { revenue, unit, ticker } of COMPANIES) {
      for (const { figure } of listQuarters(of(ticker), { ...MICRON, segment: revenue.segment, unit })) {
        expect(figure.value, ticker).toBeGreaterThan(0);
      }
    }
  });
});

describe('the choice among sources', () => {
  const with_ = (more: Partial<VendorMetric>): VendorMetric => ({ ...ROW, ...more });

  it('takes what was reported before an outlook, a primary document before the press', () => {
    const guide = with_({ key: 'g', reportedOrEstimate: 'guidance', value: 9, publishedOn: '2026-05-01' });
    const press = with_({ key: 'p', grade: 'press', value: 10.1, publishedOn: '2026-05-01' });
    expect(chooseFigure([guide, press, ROW])).toMatchObject({
      row: { key: 'a' },
      rivals: [{ key: 'p' }, { key: 'g' }],
      reason: 'a primary document is used before the press',
    });
    expect(chooseFigure([guide, press]).reason).toBe(
      'what the company reported is used before the company’s own outlook',
    );
  });

  it('takes a restatement and keeps what it replaces', () => {
    const later = with_({ key: 'r', value: 9.8, publishedOn: '2027-04-20' });
    const choice = chooseFigure([ROW, later]);
    expect(choice.row.value).toBe(9.8);
    expect(choice.rivals.map(({ value }) => value)).toEqual([10]);
    expect(choice.reason).toContain('restatement');
  });

  it('has no reason where there was no choice', () => {
    expect(chooseFigure([ROW])).toEqual({ row: ROW, rivals: [], reason: null });
  });

  it('marks every row of the shipped table as used or not, one used a quantity', () => {
    const uses = listRowUses(of('005930.KS'));
    const contested = uses.filter(({ reason }) => reason !== null);
    // Operating income of 2Q26 and of 3Q26: outturn and consensus.
    expect(contested.map(({ row, isUsed }) => [row.fiscalQuarter, row.value, isUsed])).toEqual([
      ['2Q26', 87.7, false],
      ['2Q26', 89.49, true],
      ['3Q26', 107.4, true],
      ['3Q26', 108.1, false],
    ]);
  });
});

describe('calendar quarters', () => {
  const calendar = toCalendarQuarters(listQuarters(of('MU'), MICRON));
  const at = (label: string) => calendar.find((each) => each.calendar === calendarOf(label))?.figure;

  it('share fiscal ones out by days: Micron 2026Q2', () => {
    const figure = at('2026Q2');
    // 58 of the 91 days of FQ3-26 (41.456), 33 of the 98 of FQ4-26 (54.229).
    const byHand = (41.456 * 58) / 91 + (54.229 * 33) / 98;
    expect(byHand).toBeCloseTo(44.6833, 4);
    expect(figure).toMatchObject({
      kind: 'prorated',
      derivation: '58 of the 91 days of FQ3-26 + 33 of the 98 days of FQ4-26',
    });
    expect(figure === undefined || isAbsent(figure) ? NaN : figure.value).toBeCloseTo(byHand, 9);
  });

  it('are absent where days are missing, with the count', () => {
    expect(at('2026Q3')).toEqual({ absence: 'only 65 of its 92 days are reported (FQ4-26)' });
  });

  it('keep what was reported: whole fiscal quarters inside sum to the same', () => {
    const hynix = { segment: 'total', metric: 'revenue', unit: 'KRW_tn' };
    const quarters = listQuarters(of('000660.KS'), hynix);
    expect(toCalendarQuarters(quarters).map(({ figure }) => figure)).toEqual(
      quarters.map(({ figure }) => figure),
    );
  });

  it('lose nothing of the days that they cover: Micron’s fiscal 2024 and 2025', () => {
    const fiscal = listQuarters(of('MU'), MICRON).filter(({ startOn }) => startOn >= '2023-09-01');
    const whole = toCalendarQuarters(fiscal).flatMap(({ figure }) =>
      isAbsent(figure) ? [] : [figure.value],
    );
    const total = fiscal.reduce((sum, { figure }) => sum + figure.value, 0);
    // The first 30 days of FQ1-24 and the last 65 of FQ4-26 lie in quarters that are not whole.
    const edges = (4.726 * 30) / 91 + (54.229 * 65) / 98;
    expect(whole.reduce((sum, value) => sum + value, 0)).toBeCloseTo(total - edges, 9);
  });

  it('are none without fiscal ones', () => {
    expect(toCalendarQuarters([])).toEqual([]);
  });
});

describe('dollars', () => {
  it('come at the mean rate of the quarter: SK hynix 2Q26, README 56.98 tn = 37.975 bn', () => {
    const usd = toUsdBn(56.982743, 'KRW_tn', calendarOf('2026Q2'), rates);
    expect(isAbsent(usd) ? NaN : usd.usdBn).toBeCloseTo(37.975, 3);
    expect(isAbsent(usd) ? null : usd.rate?.rateQuotePerUsd).toBe(1500.5519);
  });

  it('agree with the crosscheck of the facts: 6.209 tn in 1Q25 are 4.28', () => {
    const usd = toUsdBn(6.209, 'KRW_tn', calendarOf('2025Q1'), rates);
    expect(isAbsent(usd) ? NaN : usd.usdBn).toBeCloseTo(4.28, 2);
  });

  it('take yen in billions: 448.3 at 147.5143', () => {
    const usd = toUsdBn(448.3, 'JPY_bn', calendarOf('2025Q3'), rates);
    expect(isAbsent(usd) ? NaN : usd.usdBn).toBeCloseTo(3.039, 3);
  });

  it('are absent without the rate of that quarter, and themselves for accounts in dollars', () => {
    expect(toUsdBn(1, 'KRW_tn', calendarOf('2026Q4'), rates)).toEqual({
      absence: 'no KRW rate of 2026Q4 on file',
    });
    expect(toUsdBn(54.229, 'USD_bn', calendarOf('2026Q4'), [])).toEqual({ usdBn: 54.229, rate: null });
  });
});
