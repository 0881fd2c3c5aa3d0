import { z } from 'zod';

import { FACT_TABLES } from '../facts/tables.ts';
import { isoDateSchema, reducedDateSchema, scopeQueryFields, versionFields } from '../scalars.ts';

export const exportPathSchema = z.strictObject({ table: z.enum(FACT_TABLES) });

export const exportQuerySchema = z.strictObject(scopeQueryFields);

const cellSchema = z.union([z.string(), z.number(), z.null()]);

/** One table as it stands, with where it comes from. Rows hold the columns of the import file, in its form. */
export const exportSchema = z.strictObject({
  title: z.string(),
  table: z.enum(FACT_TABLES),
  asOf: isoDateSchema,
  ...versionFields,
  terms: z.string().describe('what the reader may do with it'),
  sources: z
    .array(
      z.strictObject({
        title: z.string().nullable(),
        publisher: z.string().nullable(),
        url: z.string().nullable(),
        publishedOn: reducedDateSchema.nullable(),
        rows: z.int(),
      }),
    )
    .readonly()
    .describe('every publication that a row cites, most cited first'),
  columns: z.array(z.string()).readonly(),
  rows: z.array(z.array(cellSchema).readonly()).readonly().describe('cells in the order of `columns`'),
});

export type ExportQuery = z.output<typeof exportQuerySchema>;
export type TableExport = z.output<typeof exportSchema>;
export type ExportCell = z.output<typeof cellSchema>;
