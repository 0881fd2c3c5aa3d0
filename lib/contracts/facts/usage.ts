import { z } from 'zod';
import {
  choiceCell,
  dateCell,
  optionalNumberCell,
  optionalReducedDateCell,
  optionalTextCell,
  reducedDateCell,
  textCell,
} from './cells.ts';
import { defineFactFile, sourceCellsWithoutPublisher, type Fact } from './fact.ts';
import { isOrderedPeriod, isOrderedRange, PERIOD_ORDER_MESSAGE, RANGE_ORDER_MESSAGE } from './range.ts';

const NOT_NEGATIVE = { min: 0 };

/** `token_prices.csv`: list prices per million tokens by the day they took effect; lowest context tier. */
export const tokenPriceFile = defineFactFile({
  table: 'token_price',
  fileName: 'token_prices.csv',
  keyFields: ['provider', 'model', 'effectiveOn', 'event'],
  row: z.strictObject({
    provider: textCell(),
    model: textCell(),
    effectiveOn: dateCell(),
    inputUsdPerMtok: optionalNumberCell(NOT_NEGATIVE),
    cachedInputUsdPerMtok: optionalNumberCell(NOT_NEGATIVE),
    outputUsdPerMtok: optionalNumberCell(NOT_NEGATIVE),
    currencyOriginal: textCell(),
    inputOriginalPerMtok: optionalNumberCell(NOT_NEGATIVE),
    cachedOriginalPerMtok: optionalNumberCell(NOT_NEGATIVE),
    outputOriginalPerMtok: optionalNumberCell(NOT_NEGATIVE),
    fxOriginalPerUsd: optionalNumberCell(NOT_NEGATIVE),
    event: choiceCell(['launch', 'cut', 'rise', 'cache', 'snapshot']),
    notes: optionalTextCell(),
    ...sourceCellsWithoutPublisher(),
  }),
});

/** `price_trends.csv`: published rates of decline; constant quality and list price are different quantities. */
export const priceTrendFile = defineFactFile({
  table: 'price_trend',
  fileName: 'price_trends.csv',
  keyFields: ['name', 'metric', 'observedOn', 'unit'],
  headers: { observedOn: 'as_of', periodStartOn: 'period_start', periodEndOn: 'period_end' },
  row: z
    .strictObject({
      name: textCell(),
      metric: textCell(),
      observedOn: reducedDateCell(),
      periodStartOn: optionalReducedDateCell(),
      periodEndOn: optionalReducedDateCell(),
      low: optionalNumberCell(),
      point: optionalNumberCell(),
      high: optionalNumberCell(),
      unit: textCell(),
      definition: textCell(),
      notes: optionalTextCell(),
      ...sourceCellsWithoutPublisher(),
    })
    .refine(isOrderedRange, { path: ['high'], message: RANGE_ORDER_MESSAGE })
    .refine((row) => isOrderedPeriod(row.periodStartOn, row.periodEndOn), {
      path: ['periodEndOn'],
      message: PERIOD_ORDER_MESSAGE,
    }),
});

/** `elasticity.csv`: estimates of how use answers price, volumes and anecdotes; read `unit` on every row. */
export const elasticityFile = defineFactFile({
  table: 'elasticity',
  fileName: 'elasticity.csv',
  keyFields: ['quantity', 'observedOn', 'unit', 'definition', 'sourceUrl'],
  headers: { observedOn: 'as_of' },
  row: z
    .strictObject({
      quantity: textCell(),
      observedOn: reducedDateCell(),
      low: optionalNumberCell(),
      point: optionalNumberCell(),
      high: optionalNumberCell(),
      unit: textCell(),
      definition: textCell(),
      notes: optionalTextCell(),
      ...sourceCellsWithoutPublisher(),
    })
    .refine(isOrderedRange, { path: ['high'], message: RANGE_ORDER_MESSAGE }),
});

export type TokenPriceFact = Fact<z.output<typeof tokenPriceFile.row>>;
export type PriceTrendFact = Fact<z.output<typeof priceTrendFile.row>>;
export type ElasticityFact = Fact<z.output<typeof elasticityFile.row>>;
