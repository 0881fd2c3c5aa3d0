import { z } from 'zod';

import {
  filterTextSchema,
  gradeSchema,
  isoDateSchema,
  reducedDateSchema,
  scopeQueryFields,
  versionFields,
} from './scalars.ts';

export const vendorsQuerySchema = z.strictObject({ ...scopeQueryFields });
export type VendorsQuery = z.output<typeof vendorsQuerySchema>;

export const vendorPathSchema = z.strictObject({
  ticker: filterTextSchema.describe('ticker of the primary listing, such as MU or 000660.KS'),
});

const sourceFields = {
  sourceTitle: z.string().nullable(),
  publisher: z.string().nullable(),
  url: z.string().nullable(),
  publishedOn: reducedDateSchema.nullable(),
  grade: gradeSchema,
};

const pct = z.number().nullable().describe('percent, 12.3 for 12.3 %');
const native = z.number().nullable().describe('in `unit`');
const usdBn = z.number().nullable().describe('USD billions at the mean rate of the calendar quarter');
const absence = z.string().nullable().describe('why a value beside it is null');

const profileSchema = z.strictObject({
  sharesOutstandingMn: z.number().nullable().describe('millions of shares'),
  sharesNote: z.string().nullable(),
  marketCapLocalBn: z.number().nullable().describe('billions of `currency`'),
  marketCapUsdBn: z.number().nullable(),
  marketCapAsOn: isoDateSchema.nullable(),
  fxQuotePerUsd: z.number().nullable().describe('units of `currency` per US dollar'),
  fxBasis: z.string().nullable(),
  exposureNote: z.string().nullable(),
  ...sourceFields,
});

const rangePct = { lowPct: pct, pointPct: pct, highPct: pct };

const hbmSchema = z.strictObject({
  kind: z
    .enum(['maker', 'none', 'unknown'])
    .describe('none = sells no HBM, unknown = no share on file by then'),
  ...rangePct,
  period: z.string().nullable().describe('period of the share of revenue'),
  basis: z.string().describe('what the share rests on, or why there is none'),
  lowUsdBn: usdBn,
  pointUsdBn: usdBn.describe('share times revenue of the period, USD billions'),
  highUsdBn: usdBn,
  earlierPct: pct,
  earlierPeriod: z.string().nullable(),
  disclosed: z
    .array(
      z.strictObject({
        fiscalQuarter: z.string(),
        value: z.number().describe('HBM revenue in `unit`'),
        usdBn,
        shareOfRevenuePct: pct,
        kind: z.string(),
        notes: z.string().nullable(),
        ...sourceFields,
      }),
    )
    .readonly()
    .describe('HBM revenue by fiscal quarter, oldest first; read `kind`'),
});

const tierSchema = z.strictObject({ sharePct: pct, period: z.string().nullable(), absence });

const quarterSchema = z.strictObject({
  label: z.string().describe('fiscal quarter such as FQ4-26, or calendar quarter such as 2026Q3'),
  calendarQuarter: z.string().describe('that which holds most of its days'),
  periodStart: isoDateSchema.nullable(),
  periodEnd: isoDateSchema.nullable(),
  revenue: native,
  revenueUsdBn: usdBn,
  revenueKind: z.enum(['reported', 'derived', 'prorated']).nullable(),
  revenueDerivation: z.string().nullable(),
  revenueAbsence: absence,
  operatingIncome: native,
  operatingIncomeUsdBn: usdBn,
  operatingIncomeKind: z.enum(['reported', 'derived', 'prorated']).nullable(),
  operatingIncomeDerivation: z.string().nullable(),
  operatingIncomeAbsence: absence,
  operatingMarginPct: pct,
  fxQuotePerUsd: z.number().nullable().describe('null for accounts in dollars, and where there is no rate'),
  fxPublishedOn: reducedDateSchema.nullable(),
  usdAbsence: absence,
  segments: z
    .array(
      z.strictObject({
        label: z.string(),
        value: z.number().describe('in `unit`'),
        usdBn,
        kind: z.enum(['reported', 'derived', 'prorated']),
        derivation: z.string().nullable(),
      }),
    )
    .readonly()
    .describe('parts of revenue that do not overlap'),
});

const metricSchema = z.strictObject({
  key: z.string().describe('natural key, for GET /api/v1/facts/revisions?table=vendor_metric'),
  fiscalQuarter: z.string(),
  periodStart: isoDateSchema,
  periodEnd: isoDateSchema,
  calendarQuarter: z.string().nullable().describe('null for half-years and years'),
  segment: z.string(),
  metric: z.string(),
  value: z.number().describe('in `unit`'),
  unit: z.string(),
  usdBn,
  kind: z.enum(['reported', 'derived', 'guidance', 'estimate']),
  isUsed: z.boolean().describe('false where another row of the same quantity and period is used instead'),
  choiceReason: z.string().nullable().describe('why, where several rows state the quantity'),
  notes: z.string().nullable(),
  visibleFrom: isoDateSchema,
  ...sourceFields,
});

const exposureSchema = z.strictObject({
  via: z.enum(['hbm', 'tiers']).describe('tiers = sells no HBM, gains from bytes that move to its tier'),
  memorySaving: z.number().describe('fraction, of the default scenario'),
  tierShiftShare: z
    .number()
    .describe('fraction of the saving that moves to other tiers, of the default scenario'),
  firstQuarter: z.string(),
  lastQuarter: z.string(),
  baselineHbmUsdBn: z.number(),
  hbmUsdBn: z.number(),
  changePct: pct,
  ebitChangeUsdBn: z.number(),
  dramRevenueChangeUsdBn: z.number(),
  valueChangeUsdBn: z.number(),
  valueChangeLowUsdBn: z
    .number()
    .describe('the lower of the answers at the ends of the saving; via tiers at the ends of the shift'),
  valueChangeHighUsdBn: z.number(),
  valueChangePct: pct.describe('percent of market value; null without one'),
  valueChangeLowPct: pct,
  valueChangeHighPct: pct,
});

const vendorSchema = z.strictObject({
  ticker: z.string(),
  name: z.string(),
  currency: z.string().nullable(),
  unit: z.string().describe('unit of the accounts'),
  fiscalYearEnd: z.string().nullable(),
  profile: profileSchema.nullable(),
  profileAbsence: absence,
  hbm: hbmSchema,
  tierMix: z.strictObject({ dram: tierSchema, nand: tierSchema, hdd: tierSchema }),
  newestQuarter: quarterSchema.nullable(),
  fiscalQuarters: z.array(quarterSchema).readonly(),
  calendarQuarters: z.array(quarterSchema).readonly(),
  metrics: z.array(metricSchema).readonly(),
  latestPrice: z.strictObject({
    close: z.null(),
    currency: z.string().nullable(),
    sessionOn: z.null(),
    absence: z.string(),
  }),
  exposure: exposureSchema.nullable(),
  exposureAbsence: absence,
  listings: z
    .array(
      z.strictObject({
        ticker: z.string(),
        exchange: z.string(),
        currency: z.string(),
        isPrimary: z.boolean(),
        validFrom: isoDateSchema.nullable(),
        notes: z.string().nullable(),
        ...sourceFields,
      }),
    )
    .readonly(),
  checks: z
    .array(
      z.strictObject({
        what: z.string(),
        period: z.string(),
        stated: z.number(),
        recomputed: z.number(),
        unit: z.string(),
        tolerance: z.number().describe('what rounding of the printed figures allows'),
        agrees: z.boolean(),
        how: z.string(),
      }),
    )
    .readonly(),
});
export type VendorItem = z.output<typeof vendorSchema>;
export type VendorQuarter = z.output<typeof quarterSchema>;
export type VendorMetricItem = z.output<typeof metricSchema>;

export const vendorsSchema = z.strictObject({
  ...versionFields,
  asOf: isoDateSchema,
  items: z.array(vendorSchema).readonly(),
});
export type VendorList = z.output<typeof vendorsSchema>;

export const vendorDetailSchema = z.strictObject({
  ...versionFields,
  asOf: isoDateSchema,
  ...vendorSchema.shape,
});
export type VendorDetail = z.output<typeof vendorDetailSchema>;
