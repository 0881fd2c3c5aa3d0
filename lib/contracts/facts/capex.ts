import { z } from 'zod';
import type { CapexActual, CapexAnnouncement } from '../../core/facts/types.ts';
import {
  choiceCell,
  dateCell,
  numberCell,
  optionalDateCell,
  optionalNumberCell,
  optionalTextCell,
  textCell,
  yesNoCell,
} from './cells.ts';
import { defineFactFile, sourceCells, type Fact } from './fact.ts';
import { isOrderedPeriod, isOrderedRange, PERIOD_ORDER_MESSAGE, RANGE_ORDER_MESSAGE } from './range.ts';

const PERIOD_HEADERS = { periodStartOn: 'period_start', periodEndOn: 'period_end' };

/** `capex_announcements.csv`: guidance, plans and commitments; `supersedesId` chains the vintages of a guide. */
export const capexAnnouncementFile = defineFactFile({
  table: 'capex_announcement',
  fileName: 'capex_announcements.csv',
  keyFields: ['id'],
  headers: {
    ...PERIOD_HEADERS,
    lowUsdBn: 'amount_low_usd_bn',
    pointUsdBn: 'amount_point_usd_bn',
    highUsdBn: 'amount_high_usd_bn',
  },
  row: z
    .strictObject({
      id: textCell(),
      issuer: textCell(),
      ticker: optionalTextCell(),
      announcedOn: dateCell(),
      periodLabel: textCell(),
      periodStartOn: optionalDateCell(),
      periodEndOn: optionalDateCell(),
      kind: choiceCell(['guidance', 'plan', 'commitment']),
      lowUsdBn: optionalNumberCell({ min: 0 }),
      pointUsdBn: optionalNumberCell({ min: 0 }),
      highUsdBn: optionalNumberCell({ min: 0 }),
      currencyOriginal: textCell(),
      amountOriginal: textCell(),
      aiShareNote: optionalTextCell(),
      supersedesId: optionalTextCell(),
      summary: textCell(),
      ...sourceCells(),
    })
    .refine((row) => isOrderedRange({ low: row.lowUsdBn, point: row.pointUsdBn, high: row.highUsdBn }), {
      path: ['highUsdBn'],
      message: RANGE_ORDER_MESSAGE,
    })
    .refine((row) => isOrderedPeriod(row.periodStartOn, row.periodEndOn), {
      path: ['periodEndOn'],
      message: PERIOD_ORDER_MESSAGE,
    }),
});

/** `capex_comparability.csv`: which measure a guide uses and whether it may be compared with the one it replaced. */
export const capexComparabilityFile = defineFactFile({
  table: 'capex_comparability',
  fileName: 'capex_comparability.csv',
  keyFields: ['announcementId'],
  row: z.strictObject({
    announcementId: textCell(),
    measure: choiceCell([
      'cash',
      'cash-net-of-incentives',
      'cash-and-finance-lease-principal',
      'additions-with-finance-leases',
      'additions-with-accruals',
      'net-of-customer-money',
    ]),
    isComparableWithSuperseded: z.union([z.literal('').transform(() => null), yesNoCell()], {
      error: 'is not yes, no or blank',
    }),
    reason: textCell(),
    ...sourceCells(),
  }),
});

/** `capex_actuals.csv`: reported quarters, one row per measure. */
export const capexActualFile = defineFactFile({
  table: 'capex_actual',
  fileName: 'capex_actuals.csv',
  keyFields: ['ticker', 'fiscalQuarter', 'definition'],
  headers: PERIOD_HEADERS,
  row: z
    .strictObject({
      issuer: textCell(),
      ticker: textCell(),
      fiscalQuarter: textCell(),
      periodStartOn: dateCell(),
      periodEndOn: dateCell(),
      capexUsdBn: numberCell({ min: 0 }),
      definition: textCell(),
      ...sourceCells(),
    })
    .refine((row) => isOrderedPeriod(row.periodStartOn, row.periodEndOn), {
      path: ['periodEndOn'],
      message: PERIOD_ORDER_MESSAGE,
    }),
});

/**
 * `capex_restatements.csv`: what a quarter of `capex_actuals.csv` was restated as, under the same key and with the day
 * of the restatement as the day of publication. Not a complete file: it withdraws nothing.
 */
export const capexRestatementFile = { ...capexActualFile, fileName: 'capex_restatements.csv' };

/** `capex_to_hbm_bridge.csv`: ratios and totals between capex and HBM, rivals side by side. */
export const capexHbmBridgeFile = defineFactFile({
  table: 'capex_hbm_bridge',
  fileName: 'capex_to_hbm_bridge.csv',
  keyFields: ['quantity', 'yearOrPeriod', 'unit', 'definition', 'sourceUrl'],
  row: z
    .strictObject({
      quantity: textCell(),
      yearOrPeriod: textCell(),
      low: optionalNumberCell(),
      point: optionalNumberCell(),
      high: optionalNumberCell(),
      unit: textCell(),
      definition: textCell(),
      ...sourceCells(),
    })
    .refine(isOrderedRange, { path: ['high'], message: RANGE_ORDER_MESSAGE }),
});

/** Whether a guide's measure is the one of the guide that it replaced. */
export interface CapexComparability {
  readonly measure: string;
  /** `null` when it replaces none or nobody has judged it. */
  readonly isComparableWithSuperseded: boolean | null;
  readonly reason: string;
}

export type CapexActualFact = CapexActual & { readonly key: string };
export type CapexAnnouncementFact = CapexAnnouncement & {
  readonly key: string;
  readonly currencyOriginal: string;
  readonly amountOriginal: string;
  readonly aiShareNote: string | null;
  readonly comparability: CapexComparability | null;
};
export type CapexHbmBridgeFact = Fact<z.output<typeof capexHbmBridgeFile.row>>;

/** Cuts the list of announcements; both may be given. */
export interface CapexAnnouncementFilter {
  /** Issuer's name or ticker, any case. */
  readonly issuer?: string;
  /** Calendar year that the guided period touches (the day of announcement where no period is stated). */
  readonly year?: number;
}
