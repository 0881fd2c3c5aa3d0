import { describe, expect, it } from 'vitest';

import { deriveQuarters } from '#lib/core/filings/derive-quarters.ts';
import type { FiledFact, QuarterFigure } from '#lib/core/filings/types.ts';
import { filedFact } from '#tests/support/filed-facts.ts';

const Q1 = ['2025-01-01', '2025-03-31'] as const;
const Q2 = ['2025-04-01', '2025-06-30'] as const;
const Q3 = ['2025-07-01', '2025-09-30'] as const;
const Q4 = ['2025-10-01', '2025-12-31'] as const;
const HALF = ['2025-01-01', '2025-06-30'] as const;
const NINE_MONTHS = ['2025-01-01', '2025-09-30'] as const;
const YEAR = ['2025-01-01', '2025-12-31'] as const;
const LATER = '2026-11-23';

const yearToDate = [
  filedFact(Q1, 100, '2025-04-25'),
  filedFact(HALF, 230, '2025-07-25'),
  filedFact(NINE_MONTHS, 390, '2025-10-25'),
  filedFact(YEAR, 600, '2026-02-01', { form: '10-K' }),
];

function quartersOf(facts: readonly FiledFact[], asOf = LATER): readonly QuarterFigure[] {
  return deriveQuarters(facts, asOf).quarters;
}

const brief = ({ periodStartOn, value, basis }: QuarterFigure) => [periodStartOn, value, basis];

describe('quarters from filings', () => {
  it('are differences of figures since the start of the year', () => {
    expect(quartersOf(yearToDate).map(brief)).toEqual([
      ['2025-01-01', 100, 'reported'],
      ['2025-04-01', 130, 'derived'],
      ['2025-07-01', 160, 'derived'],
      ['2025-10-01', 210, 'derived'],
    ]);
  });

  it('name the filings that they come from, and the day on which the last of them was filed', () => {
    const last = quartersOf(yearToDate).at(-1);
    expect(last?.parts.map(({ sign, fact }) => [sign, fact.periodEndOn, fact.accession])).toEqual([
      [-1, '2025-09-30', '0000000001-25-102500'],
      [1, '2025-12-31', '0000000001-26-020100'],
    ]);
    expect(last?.knownFrom).toBe('2026-02-01');
  });

  it('are taken as stated where a filing states them', () => {
    const second = filedFact(Q2, 130, '2025-07-25');
    expect(quartersOf([...yearToDate, second])[1]).toMatchObject({
      value: 130,
      basis: 'reported',
      parts: [{ sign: 1, fact: second }],
    });
  });

  it('give the fourth as the year less the three that are stated', () => {
    const stated = [
      filedFact(Q1, 100, '2025-04-25'),
      filedFact(Q2, 130, '2025-07-25'),
      filedFact(Q3, 160, '2025-10-25'),
      filedFact(YEAR, 600, '2026-02-01'),
    ];
    expect(quartersOf(stated).map(brief)[3]).toEqual(['2025-10-01', 210, 'derived']);
  });

  it('give the first as the half-year less the second', () => {
    const facts = [filedFact(HALF, 230, '2025-07-25'), filedFact(Q2, 130, '2025-07-25')];
    expect(quartersOf(facts).map(brief)[0]).toEqual(['2025-01-01', 100, 'derived']);
  });

  it('are differences since the start of the year where other differences are on file too', () => {
    // A restated rest of the year, as a filing after a disposal may state it, would give 135.
    const rest = [
      filedFact(['2025-04-01', '2025-12-31'], 505, '2026-02-01'),
      filedFact(['2025-07-01', '2025-12-31'], 370, '2026-02-01'),
    ];
    const second = quartersOf([...rest, ...yearToDate])[1];
    expect(second?.parts.map(({ sign, fact }) => [sign, fact.periodStartOn, fact.periodEndOn])).toEqual([
      [-1, '2025-01-01', '2025-03-31'],
      [1, '2025-01-01', '2025-06-30'],
    ]);
  });

  it('are not there where only half-years are filed: nothing is split', () => {
    const facts = [filedFact(HALF, 230, '2025-08-20'), filedFact(YEAR, 600, '2026-03-01')];
    expect(deriveQuarters(facts, LATER)).toEqual({ quarters: [], doubtful: [] });
  });

  it('are not differenced for prices per share and numbers of shares', () => {
    const perShare = yearToDate.map((fact) => ({ ...fact, unit: 'USD/shares' }));
    expect(quartersOf(perShare).map(brief)).toEqual([['2025-01-01', 100, 'reported']]);
  });

  it('may be nothing: zero is a value', () => {
    const facts = [filedFact(Q1, 0, '2025-04-25'), filedFact(HALF, 0, '2025-07-25')];
    expect(quartersOf(facts).map(({ value }) => value)).toEqual([0, 0]);
  });

  it('may be nothing twice: zeros need no longer period to confirm them', () => {
    const facts = [filedFact(Q1, 0, '2025-04-25'), filedFact(Q2, 0, '2025-07-25')];
    expect(deriveQuarters(facts, LATER)).toMatchObject({
      quarters: [{ value: 0 }, { value: 0 }],
      doubtful: [],
    });
  });

  it('refuse facts of two series at once', () => {
    const other = filedFact(Q2, 1, '2025-07-25', { concept: 'us-gaap:Revenues' });
    expect(() => deriveQuarters([...yearToDate, other], LATER)).toThrow(RangeError);
  });
});

describe('quarters as known on a date', () => {
  it('use no filing of a later day, in no part', () => {
    expect(quartersOf(yearToDate, '2025-07-24').map(({ value }) => value)).toEqual([100]);
    expect(quartersOf(yearToDate, '2025-07-25').map(({ value }) => value)).toEqual([100, 130]);
    expect(quartersOf(yearToDate, '2025-04-24')).toEqual([]);
  });

  it('show a late filing from the day on which it was filed', () => {
    const late = filedFact(Q1, 100, '2025-12-30');
    const others = yearToDate.slice(1, 2);
    expect(quartersOf([late, ...others], '2025-12-29')).toEqual([]);
    expect(
      quartersOf([late, ...others], '2025-12-30').map(({ value, knownFrom }) => [value, knownFrom]),
    ).toEqual([
      [100, '2025-12-30'],
      [130, '2025-12-30'],
    ]);
  });

  it('take a restatement from its own filing day on, and keep what stood before', () => {
    const restated = filedFact(Q1, 90, '2026-04-25');
    const facts = [...yearToDate, restated];
    expect(quartersOf(facts, '2026-04-24')[0]).toMatchObject({ value: 100, knownFrom: '2025-04-25' });
    expect(quartersOf(facts, '2026-04-25')[0]).toMatchObject({ value: 90, knownFrom: '2026-04-25' });
  });

  it('are no younger for a filing that repeats the figure', () => {
    const repeated = filedFact(Q1, 100, '2026-04-25');
    expect(quartersOf([...yearToDate, repeated])[0]).toMatchObject({ knownFrom: '2025-04-25' });
  });

  it('say that a difference mixes a restated part with one that was not restated', () => {
    const restatedQ1 = filedFact(Q1, 90, '2026-04-25');
    const restatedHalf = filedFact(HALF, 215, '2026-07-25');
    const mixed = quartersOf([...yearToDate, restatedQ1])[1];
    expect(mixed).toMatchObject({ value: 140, isMixedBasis: true });
    const settled = quartersOf([...yearToDate, restatedQ1, restatedHalf]);
    expect(settled[1]).toMatchObject({ value: 125, isMixedBasis: false });
    expect(settled[2]).toMatchObject({ value: 175, isMixedBasis: true });
  });

  it('are not mixed when the other part was filed again unchanged', () => {
    const facts = [...yearToDate, filedFact(Q1, 90, '2026-04-25'), filedFact(HALF, 230, '2026-07-25')];
    expect(quartersOf(facts)[1]).toMatchObject({ value: 140, isMixedBasis: false });
  });
});

describe('figures that may not be believed', () => {
  it('are half-years given as quarters, with the half-year on file', () => {
    const asQuarter = filedFact(Q2, 230, '2025-07-25');
    const known = deriveQuarters([...yearToDate, asQuarter], LATER);
    expect(known.quarters[1]).toMatchObject({ value: 130, basis: 'derived' });
    expect(known.doubtful).toMatchObject([{ periodStartOn: '2025-04-01', value: 230 }]);
    expect(known.doubtful[0]?.reason).toContain('longer period 2025-01-01 to 2025-06-30');
  });

  it('are not quarters equal to the half-year because the first quarter was nothing', () => {
    const facts = [
      filedFact(Q1, 0, '2025-04-25'),
      filedFact(HALF, 230, '2025-07-25'),
      filedFact(Q2, 230, '2025-07-25'),
    ];
    const known = deriveQuarters(facts, LATER);
    expect(known.quarters.map(({ value }) => value)).toEqual([0, 230]);
    expect(known.doubtful).toEqual([]);
  });

  it('are half-years given twice as quarters: a year needs four distinct quarters', () => {
    const twice = [
      filedFact(Q1, 230, '2025-08-20'),
      filedFact(Q2, 230, '2025-08-20'),
      filedFact(Q3, 370, '2026-03-01'),
      filedFact(Q4, 370, '2026-03-01'),
      filedFact(YEAR, 600, '2026-03-01'),
    ];
    const known = deriveQuarters(twice, LATER);
    expect(known.quarters).toEqual([]);
    expect(known.doubtful.map(({ value }) => value)).toEqual([230, 230, 370, 370]);
    expect(known.doubtful[0]?.reason).toContain('half-year given twice');
  });

  it('are not equal quarters whose sum a half-year confirms', () => {
    const facts = [
      filedFact(Q1, 115, '2025-04-25'),
      filedFact(Q2, 115, '2025-07-25'),
      filedFact(HALF, 230, '2025-07-25'),
    ];
    expect(deriveQuarters(facts, LATER)).toMatchObject({
      quarters: [{ value: 115 }, { value: 115 }],
      doubtful: [],
    });
  });

  it('are two values of one filing for one period: neither counts', () => {
    const contradicted = [...yearToDate, filedFact(HALF, 240, '2025-07-25')];
    const known = deriveQuarters(contradicted, LATER);
    expect(known.quarters.map(({ periodStartOn }) => periodStartOn)).toEqual(['2025-01-01', '2025-10-01']);
    expect(known.doubtful[0]?.reason).toContain('2 values for this period: 230 and 240');
  });

  it('are differences that contradict a stated quarter by more than rounding', () => {
    const millions = (fact: FiledFact): FiledFact => ({ ...fact, value: fact.value * 1_000_000 });
    const stated = (value: number) => [...yearToDate, filedFact(Q2, value, '2025-07-25')].map(millions);
    expect(deriveQuarters(stated(131), LATER).doubtful).toEqual([]);
    const known = deriveQuarters(stated(139), LATER);
    expect(known.quarters[1]?.value).toBe(139_000_000);
    // Which of the three figures is wrong nobody can tell, so both quarters say so.
    expect(known.doubtful).toMatchObject([
      { periodStartOn: '2025-01-01', value: 91_000_000 },
      { periodStartOn: '2025-04-01', value: 130_000_000 },
    ]);
  });
});

describe('unusual fiscal years', () => {
  it('of 53 weeks have a quarter of 14', () => {
    const weeks = [
      filedFact(['2025-06-28', '2025-10-03'], 98, '2025-11-01'),
      filedFact(['2025-06-28', '2026-01-02'], 190, '2026-02-01'),
      filedFact(['2025-06-28', '2026-04-03'], 280, '2026-05-01'),
      filedFact(['2025-06-28', '2026-07-03'], 372, '2026-08-10'),
    ];
    expect(quartersOf(weeks).map(brief)).toEqual([
      ['2025-06-28', 98, 'reported'],
      ['2025-10-04', 92, 'derived'],
      ['2026-01-03', 90, 'derived'],
      ['2026-04-04', 92, 'derived'],
    ]);
  });

  it('that change in between yield quarters on both sides and none across', () => {
    // Year to June 2025, a transition of six months, then calendar years.
    const changed = [
      filedFact(['2024-07-01', '2025-03-31'], 300, '2025-04-25'),
      filedFact(['2024-07-01', '2025-06-30'], 420, '2025-07-30'),
      filedFact(['2025-07-01', '2025-09-30'], 130, '2025-10-30'),
      filedFact(['2025-07-01', '2025-12-31'], 270, '2026-02-20', { form: '10-KT' }),
      filedFact(['2026-01-01', '2026-03-31'], 150, '2026-04-30'),
    ];
    expect(quartersOf(changed).map(brief)).toEqual([
      ['2025-04-01', 120, 'derived'],
      ['2025-07-01', 130, 'reported'],
      ['2025-10-01', 140, 'derived'],
      ['2026-01-01', 150, 'reported'],
    ]);
  });

  it('never yield quarters that overlap: what the company states later goes before', () => {
    const old = filedFact(['2025-02-01', '2025-04-30'], 100, '2025-06-01');
    const recast = filedFact(['2025-01-01', '2025-03-31'], 95, '2026-05-01');
    const known = deriveQuarters([old, recast], LATER);
    expect(known.quarters.map(({ value }) => value)).toEqual([95]);
    expect(known.doubtful[0]?.reason).toContain('the fiscal year may have changed');
  });
});
