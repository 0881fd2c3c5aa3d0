import { describe, expect, it } from 'vitest';
import type { MarketFigure } from '#lib/core/facts/types.ts';
import { compareGenerations, type GenerationPrices } from '#lib/core/reconciliation/generation-prices.ts';
import { createModelRoute } from '#lib/core/reconciliation/model-route.ts';
import { cutToKnown } from '#lib/core/reconciliation/reconcile.ts';
import { readMarketFacts } from '#tests/support/market-facts.ts';

const facts = readMarketFacts();
const route = createModelRoute(facts.model);
if (!route.ok) throw new Error(JSON.stringify(route.error));
const model = route.value;
const { market } = cutToKnown(facts);
const now = compareGenerations(market, model);

function priceOf(generation: string | null, vendor: string, period: string) {
  const found = now.prices.find(
    (one) => one.generation === generation && one.vendor === vendor && one.period === period,
  );
  if (found === undefined) throw new Error(`no ${String(generation)} of ${vendor} in ${period}`);
  return found;
}

/** The market's rows with those of one quantity changed. */
function changed(quantity: string, change: (row: MarketFigure) => MarketFigure | null): GenerationPrices {
  return compareGenerations(
    market.flatMap((row) => (row.quantity === quantity ? (change(row) ?? []) : [row])),
    model,
  );
}

describe('HBM prices by generation', () => {
  it('are the stack prices over their gigabytes, against the blend of the same period', () => {
    const hbm3e = priceOf('HBM3E', 'SK hynix', '2025');
    expect(hbm3e.pointUsdPerGb).toBeCloseTo(370 / 36, 2);
    expect(hbm3e.modelUsdPerGb).toBeCloseTo(13.8, 9);
    expect(hbm3e.gapPct).toBeCloseTo((10.28 / 13.8 - 1) * 100, 9);
    expect(priceOf('HBM4', 'Samsung Electronics', '2026').pointUsdPerGb).toBeCloseTo(700 / 36, 2);
    expect(priceOf('HBM4', 'SK hynix', '2026')).toMatchObject({ lowUsdPerGb: 15.28, highUsdPerGb: 15.56 });
  });

  it('take the middle of a range without a point, and a span of years at its mean blend', () => {
    const fubon = now.prices.filter(({ period }) => period === '2026H2..2027');
    expect(fubon.map(({ pointUsdPerGb }) => pointUsdPerGb).toSorted()).toEqual([17.5, 31.5, 35.5]);
    const blend2026 = 13.8 * 1.05;
    expect(fubon[0]?.modelUsdPerGb).toBeCloseTo((2 * blend2026 + 4 * blend2026 * 1.8) / 6, 9);
  });

  it('know a blend from a generation, and leave out costs and prices per gigabit', () => {
    expect(priceOf(null, 'industry', '2026').pointUsdPerGb).toBe(14.6);
    expect(now.prices.some(({ source }) => source.says.includes('cost'))).toBe(false);
    expect(now.prices.every(({ pointUsdPerGb }) => pointUsdPerGb > 5)).toBe(true);
  });

  it('make a blend of 2026 from shares and prices, with HBM3E at the last price it has', () => {
    const [implied] = now.implied;
    expect(now.implied).toHaveLength(1);
    expect(implied?.usdPerGb).toBeCloseTo(0.67 * 10.28 + 0.33 * 16.6, 9);
    expect(implied?.modelUsdPerGb).toBeCloseTo(13.8 * 1.05, 9);
    expect(implied?.parts.map(({ generation, priceYear }) => [generation, priceYear])).toEqual([
      ['HBM3E', 2025],
      ['HBM4', 2026],
    ]);
  });

  it('make no blend of shares that do not add up, nor of a generation without a price', () => {
    const half = changed('hbm_generation_mix', (row) => ({ ...row, point: 20 }));
    expect(half.implied).toEqual([]);
    expect(changed('hbm_asp', () => null)).toEqual({ prices: [], implied: [] });
    const unpriced = changed('hbm_generation_mix', (row) => ({ ...row, definition: 'HBM5 share' }));
    expect(unpriced.implied).toEqual([]);
  });

  it('say nothing of the model where the chain does not reach, and skip a period that is none', () => {
    const far = changed('hbm_asp', (row) => ({ ...row, period: '2040' }));
    expect(far.prices.map(({ modelUsdPerGb, gapPct }) => [modelUsdPerGb, gapPct])).toEqual(
      far.prices.map(() => [null, null]),
    );
    expect(changed('hbm_asp', (row) => ({ ...row, period: '2027..2026' })).prices).toEqual([]);
    expect(changed('hbm_asp', (row) => ({ ...row, period: 'soon' })).prices).toEqual([]);
  });
});
