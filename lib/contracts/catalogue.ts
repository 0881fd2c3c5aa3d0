import { z } from 'zod';

import { gradeSchema, isoDateSchema, reducedDateSchema, scopeQueryFields, versionFields } from './scalars.ts';

export const catalogueQuerySchema = z.strictObject({ ...scopeQueryFields });
export type CatalogueQuery = z.output<typeof catalogueQuerySchema>;

const fraction = z.number().nullable().describe('fraction saved; negative = a cost, null = none published');
const sourceFields = {
  sourceTitle: z.string().nullable(),
  url: z.string().nullable(),
  publishedOn: reducedDateSchema.nullable(),
  grade: gradeSchema,
};

const techniqueSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  family: z.string(),
  actsOn: z.array(z.string()).readonly(),
  savingLow: fraction,
  savingPoint: fraction,
  savingHigh: fraction,
  baseline: z.string().describe('what the saving is against'),
  maturity: z.enum(['production', 'open-weights', 'paper']),
  firstPublishedOn: isoDateSchema.nullable(),
  originCountry: z.string(),
  originLab: z.string(),
  stacksWith: z.array(z.string()).readonly().describe('ids or families, * = all'),
  conflictsWith: z.array(z.string()).readonly().describe('ids or families, * = all'),
  shiftsDemandTo: z.string().nullable().describe('where the bytes go instead'),
  qualityCost: z.string(),
  evidence: z.enum(['published', 'derived']),
  whereInSource: z.string(),
  notes: z.string().nullable(),
  ...sourceFields,
});
export type TechniqueItem = z.output<typeof techniqueSchema>;

export const techniquesSchema = z.strictObject({
  ...versionFields,
  asOf: isoDateSchema,
  items: z.array(techniqueSchema).readonly(),
});
export type TechniqueList = z.output<typeof techniquesSchema>;

const positive = z.number().nullable();

const acceleratorSchema = z.strictObject({
  id: z.string(),
  vendor: z.string(),
  name: z.string(),
  launchedOn: isoDateSchema,
  hbmGb: positive.describe('GB; 0 = another kind of memory, null = not published'),
  hbmGen: z.string().nullable(),
  hbmStacks: z.int().nullable(),
  hbmBandwidthTbS: positive.describe('TB/s'),
  bf16DenseTflops: positive.describe('dense TFLOP/s'),
  fp8DenseTflops: positive.describe('dense TFLOP/s'),
  fp4DenseTflops: positive.describe('dense TFLOP/s'),
  priceUsdLow: positive,
  priceUsdPoint: positive,
  priceUsdHigh: positive,
  notes: z.string().nullable(),
  ...sourceFields,
});
export type AcceleratorItem = z.output<typeof acceleratorSchema>;

export const acceleratorsSchema = z.strictObject({
  ...versionFields,
  asOf: isoDateSchema,
  items: z.array(acceleratorSchema).readonly(),
});
export type AcceleratorList = z.output<typeof acceleratorsSchema>;

export const ORACLE_VERDICTS = ['within', 'outside', 'source looks wrong', 'not computable'] as const;

const oracleSchema = z.strictObject({
  id: z.string(),
  model: z.string(),
  quantity: z.string(),
  contextTokens: z.int().nullable(),
  kvFormat: z.string(),
  published: z.number().describe('as printed, in `unit`'),
  ours: z.number().nullable().describe('recomputed from the shape, in `unit`; null with absence'),
  deviationPct: z.number().nullable().describe('percent of the published value'),
  tolerancePct: z.number().nullable(),
  unit: z.string(),
  verdict: z.enum(ORACLE_VERDICTS),
  absence: z.string().nullable().describe('why it cannot be recomputed, or why the source looks wrong'),
  sourceTitle: z.string(),
  sourceUrl: z.string(),
  whereInSource: z.string(),
});
export type OracleItem = z.output<typeof oracleSchema>;

export const oraclesSchema = z.strictObject({
  ...versionFields,
  asOf: isoDateSchema,
  counts: z.strictObject({
    published: z.int(),
    computed: z.int(),
    within: z.int(),
    sourceLooksWrong: z.int(),
    notComputable: z.int(),
  }),
  items: z.array(oracleSchema).readonly(),
});
export type OracleList = z.output<typeof oraclesSchema>;
