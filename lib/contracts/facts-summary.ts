import { z } from 'zod';

import { gradeSchema, isoDateSchema, reducedDateSchema, scopeQueryFields, versionFields } from './scalars.ts';

export const factsQuerySchema = z.strictObject({ ...scopeQueryFields });
export type FactsQuery = z.output<typeof factsQuerySchema>;

const factTableSummarySchema = z.strictObject({
  table: z.string(),
  rows: z.int().min(0),
  newestPublishedOn: reducedDateSchema.nullable().describe('null when no row states a publication date'),
  shareByGrade: z
    .record(gradeSchema, z.number().min(0).max(1))
    .describe('fraction of rows by evidence grade'),
});

/** What stands in each fact table. */
export const factsSummarySchema = z.strictObject({
  ...versionFields,
  asOf: isoDateSchema,
  tables: z.array(factTableSummarySchema).readonly(),
});
export type FactsSummary = z.output<typeof factsSummarySchema>;
