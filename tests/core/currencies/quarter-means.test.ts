import { describe, expect, it } from 'vitest';
import type { EuroReferenceRate } from '#lib/core/currencies/euro-rates.ts';
import {
  chooseQuarterRates,
  ecbPairOf,
  type RivalQuarterRate,
} from '#lib/core/currencies/quarter-rate-choice.ts';
import { quarterMeansPerUsd } from '#lib/core/currencies/quarter-means.ts';
import { listTargetDays } from '#lib/core/calendar/target-days.ts';

const SECOND_QUARTER = listTargetDays('2026-04-01', '2026-06-30');

/** Rates of a day: won and dollars for one euro. */
function day(ratedOn: string, won: number, dollars = 1.25): EuroReferenceRate[] {
  return [
    { currency: 'KRW', ratedOn, unitsPerEur: won },
    { currency: 'USD', ratedOn, unitsPerEur: dollars },
  ];
}

/** All days of the first half of 2026, won rising by one a day from 1500 for one euro. */
function firstHalf(): EuroReferenceRate[] {
  return listTargetDays('2026-01-01', '2026-06-30').flatMap((ratedOn, index) => day(ratedOn, 1500 + index));
}

describe('means of quarters', () => {
  it('are the plain mean of the daily cross rates, from the first day to the last', () => {
    const { means, incomplete } = quarterMeansPerUsd(firstHalf(), ['KRW'], '2026-07-01');
    const firstDays = listTargetDays('2026-01-01', '2026-03-31').length;
    // An arithmetic series: its mean is that of its ends.
    const ends = [1500 + firstDays, 1500 + firstDays + SECOND_QUARTER.length - 1];
    expect(incomplete).toEqual([]);
    expect(means.map(({ calendarQuarter }) => calendarQuarter)).toEqual(['2026Q1', '2026Q2']);
    expect(means[1]).toEqual({
      currency: 'KRW',
      calendarQuarter: '2026Q2',
      unitsPerUsd: Number(((ends[0] ?? 0) / 2 / 1.25 + (ends[1] ?? 0) / 2 / 1.25).toFixed(4)),
      dayCount: SECOND_QUARTER.length,
      lastRatedOn: '2026-06-30',
    });
  });

  it('are means of ratios, not ratios of means', () => {
    const rates = listTargetDays('2026-01-01', '2026-03-31').flatMap((ratedOn, index) =>
      day(ratedOn, 1500, index === 0 ? 1 : 2),
    );
    const [mean] = quarterMeansPerUsd(rates, ['KRW'], '2026-04-01').means;
    const days = rates.length / 2;
    expect(mean?.unitsPerUsd).toBe(Number(((1500 + (days - 1) * 750) / days).toFixed(4)));
  });

  it('are not made of a quarter that lacks one day of either currency, which is counted', () => {
    const without = (currency: string) =>
      firstHalf().filter((rate) => rate.ratedOn !== '2026-05-04' || rate.currency !== currency);
    for (const currency of ['KRW', 'USD']) {
      const { means, incomplete } = quarterMeansPerUsd(without(currency), ['KRW'], '2026-07-01');
      expect(means.map(({ calendarQuarter }) => calendarQuarter)).toEqual(['2026Q1']);
      expect(incomplete).toEqual([
        {
          currency: 'KRW',
          calendarQuarter: '2026Q2',
          missingCount: 1,
          expectedCount: SECOND_QUARTER.length,
        },
      ]);
    }
  });

  it('are not made of a quarter that is under way or began before the rates on file', () => {
    const rates = firstHalf();
    const later = rates.filter(({ ratedOn }) => ratedOn > '2026-01-02');
    expect(quarterMeansPerUsd(rates, ['KRW'], '2026-06-30').means).toHaveLength(1);
    expect(quarterMeansPerUsd(later, ['KRW'], '2026-07-01')).toMatchObject({
      means: [{ calendarQuarter: '2026Q2' }],
      incomplete: [],
    });
  });

  it('leave out currencies without rates and the dollar itself', () => {
    const { means, incomplete } = quarterMeansPerUsd(firstHalf(), ['USD', 'TWD', 'KRW'], '2026-07-01');
    expect(new Set(means.map(({ currency }) => currency))).toEqual(new Set(['KRW']));
    expect(incomplete).toEqual([]);
    expect(quarterMeansPerUsd([], ['KRW'], '2026-07-01')).toEqual({ means: [], incomplete: [] });
  });
});

describe('the choice among means of one quarter', () => {
  const rate = (changes: Partial<RivalQuarterRate>): RivalQuarterRate => ({
    calendarQuarter: '2026Q3',
    quoteCurrency: 'KRW',
    pair: 'USD/KRW',
    grade: 'primary',
    ...changes,
  });
  const ofEcb = rate({ pair: ecbPairOf('KRW') });

  it('takes what the tables or the desk bring before the ECB’s mean of the same grade, in any order', () => {
    const brought = rate({});
    expect(chooseQuarterRates([ofEcb, brought])).toEqual([brought]);
    expect(chooseQuarterRates([brought, ofEcb])).toEqual([brought]);
  });

  it('takes the ECB’s mean before an estimate, and where there is no other', () => {
    expect(chooseQuarterRates([rate({ grade: 'estimate' }), ofEcb])).toEqual([ofEcb]);
    expect(chooseQuarterRates([ofEcb])).toEqual([ofEcb]);
  });

  it('keeps one for each quarter and currency', () => {
    const others = [rate({ quoteCurrency: 'JPY', pair: 'USD/JPY' }), rate({ calendarQuarter: '2026Q2' })];
    expect(chooseQuarterRates([...others, ofEcb])).toEqual([...others, ofEcb]);
  });
});
