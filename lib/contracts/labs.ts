import { z } from 'zod';

import { MIX_IDS } from '../core/labs/request-mix.ts';
import { gradeSchema, isoDateSchema, reducedDateSchema, scopeQueryFields, versionFields } from './scalars.ts';

/** A fraction in a query string: plain digits with a point, so that `1e-1` and blanks are refused. */
function queryFraction(maximum: number) {
  const remedy = `must be a number from 0 to ${String(maximum)} such as 0.6`;

  return z
    .string()
    .regex(/^\d(\.\d{1,12})?$/, remedy)
    .transform(Number)
    .pipe(z.number(remedy).min(0, remedy).max(maximum, remedy));
}

export const labsQuerySchema = z.strictObject({
  ...scopeQueryFields,
  mix: z.enum(MIX_IDS).optional().describe('mix of requests; default deepseek'),
  passThrough: queryFraction(1)
    .optional()
    .describe('share of the cost saving that goes into the price; default the registry’s range'),
  costSaving: queryFraction(0.95)
    .optional()
    .describe('fraction that a token costs less; default the fleet’s range at `quarter`'),
  quarter: z
    .string()
    .regex(/^\d{4}Q[1-4]$/, 'must be a quarter such as 2028Q4')
    .optional()
    .describe('quarter at which the fleet’s saving is read; default two years ahead'),
});
export type LabsQuery = z.output<typeof labsQuerySchema>;

const usdPerMtok = z.number().describe('USD per million tokens');
const rangeSchema = z.strictObject({ low: z.number(), point: z.number(), high: z.number() });

const mixSchema = z.strictObject({
  id: z.enum(MIX_IDS),
  name: z.string(),
  inputTokens: z.number().nullable().describe('of one mean request'),
  outputTokens: z.number().nullable(),
  cacheHitRate: z.number().nullable().describe('fraction of the input billed as cached'),
  derivation: z.string().nullable(),
  absence: z.string().nullable().describe('why the mix cannot be made at this date'),
});

const sourceFields = {
  sourceTitle: z.string().nullable(),
  url: z.string().nullable(),
  publishedOn: reducedDateSchema.nullable(),
  grade: gradeSchema,
};

const priceSchema = z.strictObject({
  provider: z.string(),
  model: z.string(),
  effectiveOn: isoDateSchema,
  inputUsdPerMtok: usdPerMtok.nullable(),
  cachedInputUsdPerMtok: usdPerMtok.nullable().describe('null = the source lists no price for cached input'),
  outputUsdPerMtok: usdPerMtok.nullable(),
  notes: z.string().nullable(),
  ...sourceFields,
});
export type PriceItem = z.output<typeof priceSchema>;

const stepSchema = z.strictObject({
  ...priceSchema.shape,
  blendedUsdPerMtok: usdPerMtok.nullable().describe('over the mix, cached input counted'),
  isCachedAtInputPrice: z.boolean().nullable(),
  costUsdPerMtok: rangeSchema
    .nullable()
    .describe('serving roofline over the share of it that a fleet realises'),
  costBasis: z
    .enum(['own', 'sibling', 'proxy'])
    .nullable()
    .describe(
      'whose architecture: the model’s own, another version’s, or open models that stand for a closed one',
    ),
  architectureIds: z.array(z.string()).readonly(),
  priceOverCost: z.number().nullable(),
  grossMarginBefore: rangeSchema.nullable().describe('fraction of the list price above the serving cost'),
  grossMarginAfter: rangeSchema.nullable().describe('after the cost saving, with its pass-through'),
  absence: z.string().nullable().describe('why a figure of this step is null'),
});
export type FlagshipItem = z.output<typeof stepSchema>;

const labSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  group: z.enum(['us', 'cn']),
  choice: z.string().describe('which model counts as the flagship'),
  flagships: z.array(stepSchema).readonly().describe('oldest first; the last is in effect'),
  absence: z.string().nullable().describe('why there is no margin today'),
});

const cutSchema = z.strictObject({
  ...priceSchema.shape,
  kind: z
    .enum(['same-model', 'first-cached'])
    .describe('against the model’s own price before, or the provider’s first price for cached input'),
  beforeUsdPerMtok: usdPerMtok,
  afterUsdPerMtok: usdPerMtok,
  factor: z.number().describe('before over after'),
  ratioBefore: z.number().describe('cached over input price'),
  ratioAfter: z.number(),
  wasBilledAsInput: z.boolean().describe('no price for cached input was listed before'),
});

const daySchema = z.strictObject({
  averageNodes: z.number(),
  peakNodes: z.number(),
  inputMtok: z.number(),
  cachedMtok: z.number(),
  outputMtok: z.number(),
  costUsd: z.number(),
  revenueUsd: z.number().describe('at the list prices of R1; theoretical, as the disclosure says'),
  grossMargin: z.number(),
  costProfitShare: z.number().describe('profit over cost'),
  costUsdPerMtok: usdPerMtok,
  rooflineUsdPerMtok: usdPerMtok.nullable(),
  realisedShare: z.number().nullable().describe('roofline over bill'),
});

export const labsSchema = z.strictObject({
  ...versionFields,
  asOf: isoDateSchema,
  mix: mixSchema,
  mixes: z.array(mixSchema).readonly(),
  quarter: z.string(),
  costSaving: rangeSchema,
  passThrough: rangeSchema,
  labs: z.array(labSchema).readonly(),
  cachedCuts: z.array(cutSchema).readonly(),
  deepseekDay: daySchema.nullable().describe('the disclosed day recomputed; null before it was public'),
  cautions: z.array(z.string()).readonly(),
});
export type LabsResponse = z.output<typeof labsSchema>;
