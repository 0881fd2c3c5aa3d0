import { describe, expect, it } from 'vitest';
import { listOutcomes } from '#lib/core/track-record/list-outcomes.ts';
import { targetKey, type Outcome } from '#lib/core/track-record/types.ts';
import { readMarketFacts } from '#tests/support/market-facts.ts';

const known = readMarketFacts('2026-11-23');
const outcomes = listOutcomes(known);

function only(key: string): Outcome {
  const found = outcomes.filter((one) => targetKey(one) === key);
  const [first] = found;
  if (first === undefined || found.length > 1) throw new Error(`${String(found.length)} outcomes of ${key}`);
  return first;
}

describe('what calls can be judged by', () => {
  it('is what vendors said of their own quarters, bounds told', () => {
    // "over $1 billion" (20 March 2025) and "nearly $2 billion" (24 September 2025).
    expect(only('hbm-revenue/MU/2025Q1')).toMatchObject({
      value: 1,
      kind: 'stated',
      bound: 'floor',
      periodStartOn: '2024-11-29',
      periodEndOn: '2025-02-27',
      visibleFrom: '2025-03-20',
    });
    expect(only('hbm-revenue/MU/2025Q3')).toMatchObject({
      value: 2,
      bound: 'ceiling',
      periodEndOn: '2025-08-28',
    });
  });

  it('is a stated share of DRAM from when both parts were known', () => {
    const dram = known.market.find(
      (row) =>
        row.quantity === 'dram_revenue' && row.vendorOrIndustry === 'SK hynix' && row.period === '2024Q4',
    );
    expect(only('hbm-revenue/000660.KS/2024Q4')).toMatchObject({
      value: 0.4 * (dram?.point ?? NaN),
      kind: 'share',
      bound: 'floor',
    });
    expect(only('hbm-revenue/000660.KS/2024Q4').visibleFrom).toBe(
      [dram?.visibleFrom ?? '', '2025-01-23'].toSorted().at(-1),
    );
  });

  it('is capex that all six have reported, the sum of what they filed', () => {
    const found = outcomes.filter(({ subject }) => subject === 'capex');
    expect(found.length).toBeGreaterThanOrEqual(9);
    // Oracle's fiscal quarters end in May, August, ..: by days, 2025Q2 holds 61 of its 92 days of March to May.
    const filed = known.model.capexActuals.filter(
      ({ periodEndOn, definition }) => periodEndOn === '2025-06-30' && definition.startsWith('cash PP&E'),
    );
    const oracle = (end: string) =>
      known.model.capexActuals.find(({ ticker, periodEndOn }) => ticker === 'ORCL' && periodEndOn === end)
        ?.capexUsdBn ?? NaN;
    const five = filed
      .filter(({ ticker }) => ['MSFT', 'GOOGL', 'AMZN', 'META', 'CRWV'].includes(ticker))
      .reduce((sum, { capexUsdBn }) => sum + capexUsdBn, 0);
    const expected = five + (oracle('2025-05-31') * 61) / 92 + (oracle('2025-08-31') * 30) / 92;
    expect(only('capex/2025Q2').value).toBeCloseTo(expected, 9);
    expect(only('capex/2025Q2').sources.length).toBe(7);
  });

  it('is no forecast: what was said of a quarter before it ended is left out', () => {
    const forecasts = known.market.filter(
      ({ quantity, period }) => quantity === 'hbm_market_size' && period === '2025Q4',
    );
    expect(forecasts.length).toBeGreaterThan(0);
    expect(
      outcomes.filter(({ subject, quarter }) => subject === 'hbm-total' && quarter === '2025Q4'),
    ).toEqual([]);
    for (const { visibleFrom, periodEndOn } of outcomes) expect(visibleFrom >= periodEndOn).toBe(true);
  });

  it('is what was public on the day, and only grows', () => {
    const early = listOutcomes(readMarketFacts('2025-12-31'));
    expect(early.every(({ visibleFrom }) => visibleFrom <= '2025-12-31')).toBe(true);
    const keys = new Set(outcomes.map(targetKey));
    expect(early.filter((one) => !keys.has(targetKey(one)))).toEqual([]);
    expect(early.length).toBeLessThan(outcomes.length);
  });
});
