import { z } from 'zod';

import { FACT_TABLES } from './facts/tables.ts';
import {
  factKeySchema,
  filterTextSchema,
  gradeSchema,
  isoDateSchema,
  reducedDateSchema,
  scopeQueryFields,
  versionFields,
} from './scalars.ts';

const sourceFields = {
  sourceTitle: z.string().nullable(),
  publisher: z.string().nullable(),
  url: z.string().nullable(),
  publishedOn: reducedDateSchema.nullable(),
  grade: gradeSchema,
};

export const revisionsQuerySchema = z.strictObject({
  table: z.enum(FACT_TABLES),
  key: factKeySchema.describe('natural key of the row'),
  dataVersion: scopeQueryFields.dataVersion,
});
export type RevisionsQuery = z.output<typeof revisionsQuerySchema>;

/** Every recorded revision of one fact, newest first; nothing is ever deleted. */
export const revisionsSchema = z.strictObject({
  dataVersion: versionFields.dataVersion,
  table: z.enum(FACT_TABLES),
  key: z.string(),
  items: z
    .array(
      z.strictObject({
        recordedInBatch: z.int(),
        committedAt: z.iso.datetime(),
        isWithdrawn: z.boolean(),
        visibleFrom: isoDateSchema,
        visibleRule: z.string(),
        ...sourceFields,
        content: z.record(
          z.string(),
          z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string()).readonly()]),
        ),
      }),
    )
    .readonly(),
});
export type Revisions = z.output<typeof revisionsSchema>;

export const rivalsQuerySchema = z.strictObject({
  quantity: filterTextSchema.describe('quantity of the HBM market or capex bridge tables'),
  period: filterTextSchema.optional().describe('period as the tables write it; default all'),
  vendor: filterTextSchema.optional().describe('vendor, or `industry`; default all'),
  ...scopeQueryFields,
});
export type RivalsQuery = z.output<typeof rivalsQuerySchema>;

const rivalSchema = z.strictObject({
  table: z.enum(['hbm_market', 'capex_hbm_bridge']),
  key: z.string(),
  quantity: z.string(),
  vendor: z.string().nullable(),
  period: z.string(),
  low: z.number().nullable(),
  point: z.number().nullable(),
  high: z.number().nullable(),
  unit: z.string(),
  definition: z.string(),
  note: z.string().nullable(),
  ...sourceFields,
});
export type Rival = z.output<typeof rivalSchema>;

/** What different sources say about the same quantity, side by side. */
export const rivalsSchema = z.strictObject({
  dataVersion: versionFields.dataVersion,
  asOf: isoDateSchema,
  quantity: z.string(),
  items: z.array(rivalSchema).readonly(),
});
export type Rivals = z.output<typeof rivalsSchema>;
