import { describe, expect, it } from 'vitest';

import { describeHeld } from '#lib/charts/health/held-words.ts';
import { heldRowSchema, type HeldRow } from '#lib/contracts/held-row.ts';

const BAR = {
  ...{
    symbol: 'MU',
    sessionOn: '2026-11-24',
    isFinal: true,
    open: null,
    high: null,
    low: null,
    close: 23_100,
  },
  ...{ adjustedClose: 230.5, volumeShares: null, currency: 'USD', minorUnitFactor: 1 },
};

describe('what acceptance would store', () => {
  it.each<[HeldRow, string]>([
    [{ table: 'price_bar', row: BAR }, 'the daily bar of MU on 2026-11-24 with a close of 23,100 USD'],
    [
      { table: 'price_bar', row: { ...BAR, close: null } },
      'the daily bar of MU on 2026-11-24 with an adjusted close of 230.5 USD',
    ],
    [
      {
        table: 'fundamental',
        row: { symbol: 'MU', periodEndOn: '2026-08-27', currency: 'USD', capitalExpenditure: 4_100_000_000 },
      },
      'of MU, quarter to 2026-08-27: money spent on capex of 4,100,000,000 USD',
    ],
    [
      { table: 'reference_rate', row: { currency: 'KRW', ratedOn: '2026-11-24', unitsPerEur: 0.00058823 } },
      'the rate of 2026-11-24: 0.00058823 KRW for one EUR',
    ],
  ])('%j', (held, words) => {
    expect(heldRowSchema.safeParse(held).success).toBe(true);
    expect(describeHeld(held)).toBe(words);
  });

  it.each([
    [{ table: 'price_bar', row: { ...BAR, close: 0 } }],
    [{ table: 'price_bar', row: { ...BAR, close: Infinity } }],
    [{ table: 'price_bar', row: { ...BAR, close: null, adjustedClose: null } }],
    [{ table: 'price_bar', row: { ...BAR, sessionOn: '2026-02-30' } }],
    [{ table: 'price_bar', row: { ...BAR, closing: 1 } }],
    [{ table: 'quarantined_value', row: BAR }],
    [{ table: 'reference_rate', row: { currency: 'KRW', ratedOn: '2026-11-24', unitsPerEur: -1 } }],
  ])('is no row of its table: %j', (held) => {
    expect(heldRowSchema.safeParse(held).success).toBe(false);
  });
});
