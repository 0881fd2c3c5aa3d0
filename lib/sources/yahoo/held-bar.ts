import type { HeldRow } from '#lib/contracts/held-row.ts';

import type { DailyBar } from './observations.ts';

/** What acceptance of a doubted bar stores. */
export function toHeldBar(bar: DailyBar): HeldRow {
  const { symbol, sessionOn, isFinal, open, high, low, close, adjustedClose, volumeShares } = bar;
  const { currency, minorUnitFactor } = bar;

  return {
    table: 'price_bar',
    row: {
      ...{ symbol, sessionOn, isFinal, open, high, low, close, adjustedClose, volumeShares },
      ...{ currency, minorUnitFactor },
    },
  };
}
