import { z } from 'zod';
import type { VendorProfile } from '../../core/facts/types.ts';
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

const SHARE_PCT = { min: 0, max: 100 };

/** `vendor_profile.csv`: size, valuation and exposure of each memory vendor. */
export const vendorProfileFile = defineFactFile({
  table: 'vendor_profile',
  fileName: 'vendor_profile.csv',
  keyFields: ['vendor'],
  headers: { marketCapAsOn: 'market_cap_as_of', notes: 'note' },
  row: z
    .strictObject({
      vendor: textCell(),
      ticker: textCell(),
      listed: textCell(),
      currency: textCell(),
      fiscalYearEnd: textCell(),
      sharesOutstandingMn: optionalNumberCell({ min: 0 }),
      sharesNote: optionalTextCell(),
      marketCapLocalBn: optionalNumberCell({ min: 0 }),
      marketCapUsdBn: optionalNumberCell({ min: 0 }),
      marketCapAsOn: optionalDateCell(),
      fxQuotePerUsd: optionalNumberCell({ min: 0 }),
      fxBasis: optionalTextCell(),
      trailingPe: optionalNumberCell(),
      trailingPeBasis: optionalTextCell(),
      forwardPe: optionalNumberCell(),
      forwardPeBasis: optionalTextCell(),
      incrementalOperatingMarginYoyPct: optionalNumberCell(),
      incrementalOperatingMarginQoqPct: optionalNumberCell(),
      incrementalOperatingMarginCyclePct: optionalNumberCell(),
      incrementalMarginBasis: optionalTextCell(),
      hbmShareOfRevenueLowPct: optionalNumberCell(SHARE_PCT),
      hbmShareOfRevenuePointPct: optionalNumberCell(SHARE_PCT),
      hbmShareOfRevenueHighPct: optionalNumberCell(SHARE_PCT),
      hbmSharePeriod: optionalTextCell(),
      hbmShareBasis: optionalTextCell(),
      hbmShareEarlierPct: optionalNumberCell(SHARE_PCT),
      hbmShareEarlierPeriod: optionalTextCell(),
      nandShareOfRevenuePct: optionalNumberCell(SHARE_PCT),
      nandSharePeriod: optionalTextCell(),
      hddShareOfRevenuePct: optionalNumberCell(SHARE_PCT),
      exposureNote: optionalTextCell(),
      notes: optionalTextCell(),
      ...sourceCells(),
    })
    .refine(
      (row) =>
        isOrderedRange({
          low: row.hbmShareOfRevenueLowPct,
          point: row.hbmShareOfRevenuePointPct,
          high: row.hbmShareOfRevenueHighPct,
        }),
      { path: ['hbmShareOfRevenueHighPct'], message: RANGE_ORDER_MESSAGE },
    )
    .refine((row) => row.marketCapUsdBn === null || row.marketCapAsOn !== null, {
      path: ['marketCapAsOn'],
      message: 'is blank although a market value is given; a market value needs its day',
    }),
});

/** `listings.csv`: where an entity's shares trade. An entity may have several; one is primary. */
export const listingFile = defineFactFile({
  table: 'listing',
  fileName: 'listings.csv',
  keyFields: ['ticker'],
  headers: { validFromOn: 'valid_from' },
  row: z.strictObject({
    vendor: textCell(),
    ticker: textCell(),
    exchange: textCell(),
    currency: textCell(),
    isPrimary: yesNoCell(),
    validFromOn: optionalDateCell(),
    notes: optionalTextCell(),
    ...sourceCells(),
  }),
});

/** `vendor_financials.csv`: reported, derived, guided and estimated figures by fiscal period. */
export const vendorMetricFile = defineFactFile({
  table: 'vendor_metric',
  fileName: 'vendor_financials.csv',
  keyFields: ['ticker', 'fiscalQuarter', 'segment', 'metric', 'unit', 'reportedOrEstimate', 'sourceUrl'],
  headers: { periodStartOn: 'period_start', periodEndOn: 'period_end', notes: 'note' },
  row: z
    .strictObject({
      vendor: textCell(),
      ticker: textCell(),
      fiscalQuarter: textCell(),
      periodStartOn: dateCell(),
      periodEndOn: dateCell(),
      /** Blank for half-years and years. */
      calendarQuarter: optionalTextCell(),
      segment: textCell(),
      metric: textCell(),
      value: numberCell(),
      unit: textCell(),
      reportedOrEstimate: choiceCell(['reported', 'derived', 'guidance', 'estimate']),
      notes: optionalTextCell(),
      ...sourceCells(),
    })
    .refine((row) => isOrderedPeriod(row.periodStartOn, row.periodEndOn), {
      path: ['periodEndOn'],
      message: PERIOD_ORDER_MESSAGE,
    }),
});

type VendorProfileRow = z.output<typeof vendorProfileFile.row>;

export type ListingFact = Fact<z.output<typeof listingFile.row>>;
export type VendorMetricFact = Fact<z.output<typeof vendorMetricFile.row>>;

/** The entity with its listings; figures that were not public yet are `null`. */
export type VendorProfileFact = VendorProfile &
  Omit<Fact<VendorProfileRow>, keyof VendorProfile | 'vendor'> & {
    readonly listings: readonly ListingFact[];
  };
