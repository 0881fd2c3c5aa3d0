import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { crossRatesPerUsd, type EuroReferenceRate } from '#lib/core/currencies/euro-rates.ts';
import { isOutsideTurnedOverBand, isOutsideUsdBand, USD_HISTORIES } from '#lib/core/currencies/usd-bands.ts';
import { readFxRates } from '#tests/support/vendors.ts';

const rate = (currency: string, ratedOn: string, unitsPerEur: number): EuroReferenceRate => ({
  currency,
  ratedOn,
  unitsPerEur,
});

const FRIDAY = '2026-11-20';
const MONDAY = '2026-11-23';
const rates = [
  rate('USD', MONDAY, 1.25),
  rate('KRW', MONDAY, 1750),
  rate('USD', FRIDAY, 1.2),
  rate('KRW', FRIDAY, 1740),
  rate('JPY', FRIDAY, 186),
];

describe('rates per US dollar by way of the euro', () => {
  it('are the euro in the currency over the euro in dollars of the same day, in order of days', () => {
    expect(crossRatesPerUsd(rates, ['KRW']).rates).toEqual([
      { currency: 'KRW', ratedOn: FRIDAY, unitsPerUsd: 1450 },
      { currency: 'KRW', ratedOn: MONDAY, unitsPerUsd: 1400 },
    ]);
  });

  it('name a currency that has no rate at all, such as the Taiwan dollar, once', () => {
    expect(crossRatesPerUsd(rates, ['TWD'])).toEqual({
      rates: [],
      absent: [{ currency: 'TWD', ratedOn: null, reason: 'no rate on any day' }],
    });
  });

  it('leave a day without a rate out, with its reason, and carry nothing on', () => {
    const { rates: found, absent } = crossRatesPerUsd(rates, ['JPY']);
    expect(found.map(({ ratedOn }) => ratedOn)).toEqual([FRIDAY]);
    expect(absent).toEqual([{ currency: 'JPY', ratedOn: MONDAY, reason: 'no rate on this day' }]);
  });

  it('have no value on weekends: there is no day to have it', () => {
    const days = crossRatesPerUsd(rates, ['KRW']).rates.map(({ ratedOn }) => ratedOn);
    expect(days).not.toContain('2026-11-21');
    expect(days).not.toContain('2026-11-22');
  });

  it('need the dollar of the day', () => {
    const withoutDollar = rates.filter(({ currency, ratedOn }) => currency !== 'USD' || ratedOn !== MONDAY);
    expect(crossRatesPerUsd(withoutDollar, ['KRW']).absent).toEqual([
      { currency: 'KRW', ratedOn: MONDAY, reason: 'no rate of the US dollar on this day' },
    ]);
  });

  it('come back to the euro rate, and do not depend on the order', () => {
    const positive = fc.double({ min: 1e-3, max: 1e5, noNaN: true });
    fc.assert(
      fc.property(positive, positive, (dollars, won) => {
        const day = [rate('KRW', FRIDAY, won), rate('USD', FRIDAY, dollars)];
        const { rates: crossed } = crossRatesPerUsd(day, ['KRW']);
        // One division and one product: each within half a unit in the last place.
        expect(Math.abs((crossed[0]?.unitsPerUsd ?? NaN) * dollars - won)).toBeLessThanOrEqual(
          won * 2 ** -52,
        );
        expect(crossRatesPerUsd(day.toReversed(), ['KRW'])).toEqual({ rates: crossed, absent: [] });
      }),
    );
  });
});

describe('bands per US dollar', () => {
  it.each([
    // Half of the highest month again, and two thirds of the lowest, to three digits.
    ['KRW', 507, 2560],
    ['JPY', 51.1, 241],
    ['CNY', 4.03, 12.7],
    ['TWD', 17, 52.6],
    ['EUR', 0.423, 1.76],
  ])('of %s reach from %d to %d, both included', (currency, low, high) => {
    expect([low, high, (low + high) / 2].map((one) => isOutsideUsdBand(currency, one))).toEqual([
      false,
      false,
      false,
    ]);
    expect([low * 0.999, high * 1.001].map((one) => isOutsideUsdBand(currency, one))).toEqual([true, true]);
  });

  it('notice a pair that was turned over and a decimal point that moved', () => {
    expect(isOutsideUsdBand('KRW', 1 / 1450)).toBe(true);
    expect(isOutsideUsdBand('JPY', 15_500)).toBe(true);
  });

  it('hold nothing that is no number', () => {
    expect(isOutsideUsdBand('CNY', NaN)).toBe(true);
    expect(isOutsideUsdBand('CNY', Infinity)).toBe(true);
  });

  it('are held against what a unit costs too, where the pair is quoted the other way', () => {
    expect([1.08, 1.6, 0.83].map((usd) => isOutsideTurnedOverBand('EUR', usd))).toEqual([
      false,
      false,
      false,
    ]);
    expect([116.04, 0.0108].map((usd) => isOutsideTurnedOverBand('EUR', usd))).toEqual([true, true]);
    expect(isOutsideTurnedOverBand('CHF', 1e9)).toBe(false);
  });

  it('hold every quarter mean on file with room on both sides', () => {
    const rates = readFxRates();
    expect(rates.length).toBeGreaterThan(50);
    for (const { quoteCurrency, rateQuotePerUsd } of rates) {
      expect(isOutsideUsdBand(quoteCurrency, rateQuotePerUsd * 1.4)).toBe(false);
      expect(isOutsideUsdBand(quoteCurrency, rateQuotePerUsd / 1.4)).toBe(false);
    }
  });

  it('follow from a history whose lowest lies below its highest', () => {
    for (const { lowest, highest } of USD_HISTORIES) expect(lowest).toBeLessThan(highest);
  });

  it('do not judge currencies without one', () => {
    expect(isOutsideUsdBand('CHF', 1e9)).toBe(false);
  });
});
