import { z } from 'zod';

import { ROUTES } from '../core/reconciliation/reconcile.ts';
import { gradeSchema, isoDateSchema, reducedDateSchema, scopeQueryFields, versionFields } from './scalars.ts';

export const reconciliationQuerySchema = z.strictObject({ ...scopeQueryFields });
export type ReconciliationQuery = z.output<typeof reconciliationQuerySchema>;

const usdBn = z.number().describe('USD bn');

/** Where a figure comes from, with what the source says in its own terms. */
export const sourceReferenceSchema = z.strictObject({
  title: z.string(),
  url: z.string().nullable(),
  publishedOn: reducedDateSchema.nullable(),
  grade: gradeSchema,
  says: z.string(),
});

const rowSchema = z.strictObject({
  route: z.enum(ROUTES),
  lowUsdBn: usdBn.nullable(),
  pointUsdBn: usdBn.nullable(),
  highUsdBn: usdBn.nullable(),
  rangeWords: z.string().nullable().describe('what the range is'),
  modelUsdBn: usdBn.nullable().describe('the calibrated model over exactly what the figure covers'),
  gapPct: z.number().nullable().describe('figure over model less one, percent'),
  coverage: z.string().nullable().describe('what the figure covers where that is less than the whole'),
  absence: z.string().nullable().describe('why there is no figure'),
  reading: z.string(),
  sources: z.array(sourceReferenceSchema).readonly(),
});

const periodSchema = z.strictObject({
  period: z.string().describe('year, half or quarter, for example 2025, 2026H1, 2025Q3'),
  rows: z.array(rowSchema).readonly(),
  disclosures: z
    .array(
      z.strictObject({
        vendor: z.string(),
        quarter: z.string(),
        fiscalQuarter: z.string(),
        usdBn,
        bound: z
          .enum(['floor', 'ceiling'])
          .nullable()
          .describe('floor where the source says "over", ceiling where it says "nearly"'),
        basis: z.enum(['stated', 'derived', 'share']),
        sources: z.array(sourceReferenceSchema).readonly(),
      }),
    )
    .readonly(),
  missing: z
    .array(z.strictObject({ vendor: z.string(), quarter: z.string(), reason: z.string() }))
    .readonly()
    .describe('quarters of vendors that no disclosure covers, each with the reason'),
});
export type ReconciledPeriodItem = z.output<typeof periodSchema>;

const usdPerGb = z.number().describe('USD per GB');

const generationPriceSchema = z.strictObject({
  generation: z.string().nullable().describe('HBM3E, HBM4, ...; null: a blend of all'),
  vendor: z.string().describe('a vendor’s name, or industry'),
  period: z.string().describe('as the source has it, for example 2026, 2026Q2, 2026H2..2027'),
  lowUsdPerGb: usdPerGb,
  pointUsdPerGb: usdPerGb,
  highUsdPerGb: usdPerGb,
  modelUsdPerGb: usdPerGb.nullable().describe('the blend that the model computes with'),
  gapPct: z.number().nullable().describe('price over the blend less one, percent'),
  source: sourceReferenceSchema,
});

const impliedBlendSchema = z.strictObject({
  year: z.string(),
  usdPerGb: usdPerGb.describe('share of shipments times price, summed over the generations'),
  modelUsdPerGb: usdPerGb,
  gapPct: z.number(),
  parts: z
    .array(
      z.strictObject({
        generation: z.string(),
        share: z.number().describe('of shipped bits, 0 to 1'),
        usdPerGb,
        priceYear: z.int(),
      }),
    )
    .readonly(),
  sources: z.array(sourceReferenceSchema).readonly(),
});

/** HBM revenue of each period by every route, against the calibrated model. */
export const reconciliationSchema = z.strictObject({
  ...versionFields,
  asOf: isoDateSchema,
  calibration: z.strictObject({
    year: z.int(),
    low: z.number(),
    point: z.number().describe('published market of the year over what the capex chain explains'),
    high: z.number(),
    distanceFromOne: z.number(),
  }),
  periods: z.array(periodSchema).readonly(),
  generations: z.strictObject({
    prices: z.array(generationPriceSchema).readonly(),
    implied: z.array(impliedBlendSchema).readonly(),
  }),
});
export type ReconciliationResponse = z.output<typeof reconciliationSchema>;
