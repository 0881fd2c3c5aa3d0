import { z } from 'zod';
import { integerCell, numberCell, optionalNumberCell, optionalTextCell, textCell } from './cells.ts';
import { defineFactFile, sourceCells, type Fact } from './fact.ts';
import { isOrderedRange, RANGE_ORDER_MESSAGE } from './range.ts';

/** `hbm_market.csv`: market size, shares, prices, premium, wafers. `low` alone is "above", `high` alone "below". */
export const hbmMarketFile = defineFactFile({
  table: 'hbm_market',
  fileName: 'hbm_market.csv',
  keyFields: ['quantity', 'vendorOrIndustry', 'period', 'unit', 'definition', 'sourceUrl'],
  headers: { notes: 'note' },
  row: z
    .strictObject({
      quantity: textCell(),
      vendorOrIndustry: textCell(),
      period: textCell(),
      low: optionalNumberCell(),
      point: optionalNumberCell(),
      high: optionalNumberCell(),
      unit: textCell(),
      definition: textCell(),
      notes: optionalTextCell(),
      ...sourceCells(),
    })
    .refine(isOrderedRange, { path: ['high'], message: RANGE_ORDER_MESSAGE }),
});

/** `hbm_crosscheck.csv`: one revenue reached two ways, and the gap. */
export const hbmCrosscheckFile = defineFactFile({
  table: 'hbm_crosscheck',
  fileName: 'hbm_crosscheck.csv',
  keyFields: ['checkId'],
  row: z.strictObject({
    checkId: textCell(),
    vendor: textCell(),
    period: textCell(),
    routeA: textCell(),
    valueA: numberCell(),
    unit: textCell(),
    routeASources: textCell(),
    routeB: textCell(),
    valueB: numberCell(),
    routeBSources: textCell(),
    gapBOverAPct: numberCell(),
    reading: textCell(),
  }),
});

/** `fx_rates.csv`: quarter means, quote currency per US dollar. */
export const fxRateFile = defineFactFile({
  table: 'fx_rate',
  fileName: 'fx_rates.csv',
  keyFields: ['pair', 'calendarQuarter'],
  headers: { notes: 'note' },
  row: z.strictObject({
    calendarQuarter: textCell().regex(/^\d{4}Q[1-4]$/, 'is not a calendar quarter; write 2026Q3'),
    pair: textCell(),
    quoteCurrency: textCell(),
    rateQuotePerUsd: numberCell({ min: 0 }),
    observations: integerCell({ min: 1 }),
    method: textCell(),
    notes: optionalTextCell(),
    ...sourceCells(),
  }),
});

export type HbmMarketFact = Fact<z.output<typeof hbmMarketFile.row>>;
export type HbmCrosscheckFact = Fact<z.output<typeof hbmCrosscheckFile.row>>;
export type FxRateFact = Fact<z.output<typeof fxRateFile.row>>;
