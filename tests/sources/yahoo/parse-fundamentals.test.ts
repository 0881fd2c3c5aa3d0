import { describe, expect, it } from 'vitest';

import { parseFundamentals } from '#lib/sources/yahoo/parse-fundamentals.ts';

const TODAY_ON = '2026-11-20';
const QUARTERS = ['2026-02-28', '2026-05-31', '2026-08-31'];

interface Point {
  readonly asOfDate?: unknown;
  readonly periodType?: unknown;
  readonly currencyCode?: unknown;
  readonly reportedValue?: unknown;
}

/** A series with one point a quarter; `changes` replace parts of the points. */
function series(type: string, raws: readonly unknown[], changes: readonly Point[] = []) {
  const points = raws.map((raw, index) => ({
    dataId: 1,
    asOfDate: QUARTERS[index],
    periodType: '3M',
    currencyCode: 'USD',
    reportedValue: { raw, fmt: '' },
    ...changes[index],
  }));

  return { meta: { symbol: ['MU'], type: [type] }, timestamp: [1, 2, 3], [type]: points };
}

const REVENUE = series('quarterlyTotalRevenue', [8e9, 9e9, 11e9]);
const INCOME = series('quarterlyOperatingIncome', [1e9, 2e9, 3e9]);
const CAPEX = series('quarterlyCapitalExpenditure', [-3e9, -3e9, -4e9]);
const SHARES = series('quarterlyDilutedAverageShares', [1.1e9, 1.1e9, 1.1e9]);

function parse(result: readonly unknown[], todayOn = TODAY_ON) {
  const text = JSON.stringify({ timeseries: { result, error: null } });
  const payload = {
    url: 'https://query1.finance.yahoo.com/',
    status: 200,
    receivedAt: '',
    mediaType: '',
    text,
  };
  const answer = parseFundamentals([payload], 'MU', todayOn);
  if (!answer.ok) throw new Error(answer.error.detail);

  return answer.value;
}

describe('quarterly statements', () => {
  it('put the four series together by the end of the quarter; spending is above zero', () => {
    const answer = parse([REVENUE, INCOME, CAPEX, SHARES]);
    expect(answer.observations).toHaveLength(3);
    expect(answer.observations[2]).toEqual({
      kind: 'fundamentals',
      symbol: 'MU',
      periodEndOn: '2026-08-31',
      currency: 'USD',
      revenue: 11e9,
      operatingIncome: 3e9,
      capitalExpenditure: 4e9,
      dilutedAverageShares: 1.1e9,
    });
    expect(answer).toMatchObject({ quarantined: [], missing: [] });
  });

  it('leave a figure absent that a quarter does not have; a loss and a zero stay what they are', () => {
    const answer = parse([REVENUE, series('quarterlyOperatingIncome', [-5e8, 0]), CAPEX, SHARES]);
    expect(answer.observations.map(({ operatingIncome }) => operatingIncome)).toEqual([-5e8, 0, null]);
    expect(answer.quarantined).toEqual([]);
  });

  it('a null among the points is an absence', () => {
    const holes = series('quarterlyOperatingIncome', [1e9, 2e9, 3e9]);
    const points: unknown = holes['quarterlyOperatingIncome'];
    if (Array.isArray(points)) points[0] = null;
    const answer = parse([REVENUE, holes, CAPEX, SHARES]);
    expect(answer.observations.map(({ operatingIncome }) => operatingIncome)).toEqual([null, 2e9, 3e9]);
  });

  it.each([
    [
      'half a year as a quarter',
      series('quarterlyTotalRevenue', [8e9, 9e9, 11e9], [{}, { periodType: '6M' }]),
      /6M/,
    ],
    [
      'a copy of the quarter before',
      series('quarterlyTotalRevenue', [8e9, 8e9, 11e9]),
      /repeats the quarter before/,
      [8e9],
    ],
    ['infinity', series('quarterlyTotalRevenue', [8e9, 'Infinity', 11e9]), /infinite/],
    ['an empty object', series('quarterlyTotalRevenue', [8e9, {}, 11e9]), /object/],
    [
      'a renamed value',
      series('quarterlyTotalRevenue', [8e9, 9e9, 11e9], [{}, { reportedValue: 9e9 }]),
      /reportedValue/,
    ],
    [
      'no currency',
      series('quarterlyTotalRevenue', [8e9, 9e9, 11e9], [{}, { currencyCode: null }]),
      /currencyCode/,
    ],
    [
      'one quarter with two figures',
      {
        ...series(
          'quarterlyTotalRevenue',
          [8e9, 9e9, 9.5e9, 11e9],
          [{}, {}, { asOfDate: '2026-05-31' }, { asOfDate: '2026-08-31' }],
        ),
      },
      /more than once/,
      [9e9, 9.5e9],
    ],
  ])('keep %s apart and the rest', (_, revenue, reason, held: readonly unknown[] = [undefined]) => {
    const answer = parse([revenue, INCOME, CAPEX, SHARES]);
    expect(answer.observations.map((quarter) => quarter.revenue)).toEqual([8e9, null, 11e9]);
    expect(answer.observations.map(({ operatingIncome }) => operatingIncome)).toEqual([1e9, 2e9, 3e9]);
    expect(answer.quarantined).toHaveLength(held.length);
    for (const value of answer.quarantined) {
      expect(value.reason).toMatch(reason);
      expect(value.field).toContain('quarterlyTotalRevenue');
    }
    // What acceptance would store: nothing where there is no number, or one of another period.
    const rows = answer.quarantined.map(
      (value) => (value.held?.row as { revenue: number } | undefined)?.revenue,
    );
    expect(rows).toEqual(held);
  });

  it('a point that comes twice alike counts once', () => {
    const twice = series('quarterlyTotalRevenue', [8e9, 8e9], [{}, { asOfDate: '2026-02-28' }]);
    const answer = parse([twice, INCOME, CAPEX, SHARES]);
    expect(answer.observations[0]?.revenue).toBe(8e9);
    expect(answer.quarantined).toEqual([]);
  });

  it('a quarter that has not ended is kept apart', () => {
    const answer = parse([REVENUE, INCOME, CAPEX, SHARES], '2026-08-30');
    expect(answer.observations).toHaveLength(2);
    expect(answer.quarantined).toHaveLength(4);
    expect(answer.quarantined[0]?.reason).toContain('not ended');
  });

  it('a renamed series is said to be missing; the others stay', () => {
    const renamed = series('quarterlyRevenueTotal', [8e9, 9e9, 11e9]);
    const answer = parse([renamed, INCOME, CAPEX, SHARES]);
    expect(answer.observations.map(({ revenue }) => revenue)).toEqual([null, null, null]);
    expect(answer.quarantined).toMatchObject([{ field: 'quarterlyTotalRevenue' }]);
    expect(answer.quarantined[0]?.rawValue).toContain('quarterlyRevenueTotal');
  });

  it('figures in two currencies make no quarter', () => {
    const won = series('quarterlyOperatingIncome', [1e12, 2e9, 3e9], [{ currencyCode: 'KRW' }]);
    const answer = parse([REVENUE, won, CAPEX, SHARES]);
    expect(answer.observations.map(({ periodEndOn }) => periodEndOn)).toEqual(['2026-05-31', '2026-08-31']);
    expect(answer.quarantined).toMatchObject([
      { field: 'quarters.2026-02-28.currency', rawValue: '["USD","KRW"]' },
    ]);
  });

  it('spending that comes as income is kept apart', () => {
    const answer = parse([REVENUE, INCOME, series('quarterlyCapitalExpenditure', [3e9, 0, -4e9]), SHARES]);
    expect(answer.observations.map(({ capitalExpenditure }) => capitalExpenditure)).toEqual([null, 0, 4e9]);
    expect(answer.quarantined).toHaveLength(1);
  });

  it('of something that has none are missing', () => {
    const empty = ['TotalRevenue', 'OperatingIncome', 'CapitalExpenditure', 'DilutedAverageShares'].map(
      (name) => ({
        meta: { symbol: ['MU'], type: [`quarterly${name}`] },
      }),
    );
    expect(parse(empty)).toMatchObject({ observations: [], quarantined: [], missing: [{ subject: 'MU' }] });
  });
});
