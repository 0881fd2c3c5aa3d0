import { z } from 'zod';
import {
  dateCell,
  optionalIntegerCell,
  optionalNumberCell,
  optionalTextCell,
  optionalUrlCell,
  textCell,
} from './cells.ts';
import { defineFactFile, sourceCellsWithoutPublisher, type Fact } from './fact.ts';
import { isOrderedPeriod, isOrderedRange, PERIOD_ORDER_MESSAGE, RANGE_ORDER_MESSAGE } from './range.ts';

const NOT_NEGATIVE = { min: 0 };

/** `accelerators.csv`: chips. Rates are dense; `hbmGb` 0 means another memory, named in `hbmGen`. */
export const acceleratorFile = defineFactFile({
  table: 'accelerator',
  fileName: 'accelerators.csv',
  keyFields: ['id'],
  row: z
    .strictObject({
      id: textCell(),
      vendor: textCell(),
      name: textCell(),
      launchedOn: dateCell(),
      hbmGb: optionalNumberCell(NOT_NEGATIVE),
      hbmGen: optionalTextCell(),
      hbmStacks: optionalIntegerCell(NOT_NEGATIVE),
      hbmBandwidthTbS: optionalNumberCell(NOT_NEGATIVE),
      bf16DenseTflops: optionalNumberCell(NOT_NEGATIVE),
      fp8DenseTflops: optionalNumberCell(NOT_NEGATIVE),
      fp4DenseTflops: optionalNumberCell(NOT_NEGATIVE),
      tdpW: optionalNumberCell(NOT_NEGATIVE),
      priceUsdLow: optionalNumberCell(NOT_NEGATIVE),
      priceUsdPoint: optionalNumberCell(NOT_NEGATIVE),
      priceUsdHigh: optionalNumberCell(NOT_NEGATIVE),
      priceBasis: optionalTextCell(),
      hbmCostUsdEstimate: optionalNumberCell(NOT_NEGATIVE),
      hbmSuppliers: optionalTextCell(),
      rackUnits: optionalIntegerCell({ min: 1 }),
      priceSourceUrl: optionalUrlCell(),
      hbmCostSourceUrl: optionalUrlCell(),
      notes: optionalTextCell(),
      ...sourceCellsWithoutPublisher(),
    })
    .refine(
      (row) => isOrderedRange({ low: row.priceUsdLow, point: row.priceUsdPoint, high: row.priceUsdHigh }),
      { path: ['priceUsdHigh'], message: RANGE_ORDER_MESSAGE },
    ),
});

/** `accelerator_shipments.csv`: units and revenue by period; read `unit` on every row. */
export const acceleratorShipmentFile = defineFactFile({
  table: 'accelerator_shipment',
  fileName: 'accelerator_shipments.csv',
  keyFields: ['product', 'vendor', 'period', 'unit', 'basis', 'sourceUrl'],
  headers: { periodStartOn: 'period_start', periodEndOn: 'period_end' },
  row: z
    .strictObject({
      product: textCell(),
      vendor: textCell(),
      period: textCell(),
      periodStartOn: dateCell(),
      periodEndOn: dateCell(),
      low: optionalNumberCell(),
      point: optionalNumberCell(),
      high: optionalNumberCell(),
      unit: textCell(),
      basis: textCell(),
      notes: optionalTextCell(),
      ...sourceCellsWithoutPublisher(),
    })
    .refine(isOrderedRange, { path: ['high'], message: RANGE_ORDER_MESSAGE })
    .refine((row) => isOrderedPeriod(row.periodStartOn, row.periodEndOn), {
      path: ['periodEndOn'],
      message: PERIOD_ORDER_MESSAGE,
    }),
});

export type AcceleratorFact = Fact<z.output<typeof acceleratorFile.row>>;
export type AcceleratorShipmentFact = Fact<z.output<typeof acceleratorShipmentFile.row>>;
