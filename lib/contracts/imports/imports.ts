import { z } from 'zod';

import { nameSchema } from '../accounts/text.ts';
import { FACT_TABLES } from '../facts/tables.ts';
import { queryInteger } from '../scalars.ts';

/** Tables that the desk may bring files for. */
export const IMPORT_TABLES = [...FACT_TABLES, 'price_bar'] as const;

export type ImportTable = (typeof IMPORT_TABLES)[number];

const dataVersion = z.int().min(0);

const choices = {
  table: z.enum(IMPORT_TABLES),
  complete: z
    .enum(['yes', 'no'])
    .default('no')
    .describe('yes: the file is the whole table as it should stand, and what it lacks is withdrawn'),
  newNames: z
    .enum(['refuse', 'accept'])
    .default('refuse')
    .describe('accept: issuers that no stored row has are meant, not misspelt'),
};

export const previewQuerySchema = z.strictObject(choices);

export const commitQuerySchema = z.strictObject({
  ...choices,
  fingerprint: z
    .string()
    .regex(/^\d{1,10}-[0-9a-f]{32}$/, 'must be the fingerprint that the preview of this very file gave')
    .describe('from the preview: file, choices and data version'),
  reason: nameSchema(300).describe('why; kept with the batch and in the audit'),
});

export const undoBodySchema = z.strictObject({
  batchId: z.int().min(1).max(2_147_483_647),
  reason: nameSchema(300),
});

const faultSchema = z.strictObject({
  line: z.int().min(1),
  column: z.string().nullable().describe('null: the whole line or file'),
  value: z.string().nullable().describe('the cell as written, shortened'),
  what: z.string(),
  remedy: z.string(),
});

const valueSchema = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string()).readonly()]);

const changeSchema = z.strictObject({
  line: z.int().nullable().describe('null for a withdrawn fact'),
  key: z.string(),
  status: z.enum(['new', 'revised', 'withdrawn']),
  fields: z
    .array(z.strictObject({ column: z.string(), before: valueSchema, after: valueSchema }))
    .readonly()
    .describe('what differs, by column of the file'),
});

const countsSchema = z.strictObject({
  rows: z.int().min(0),
  new: z.int().min(0),
  revised: z.int().min(0),
  unchanged: z.int().min(0),
  withdrawn: z.int().min(0),
});

export const previewSchema = z.strictObject({
  table: z.enum(IMPORT_TABLES),
  dataVersion,
  accepted: z.boolean().describe('whether the file would be imported as it is'),
  fingerprint: z.string().nullable().describe('to be sent with the commit; null when refused'),
  notes: z.array(z.string()).readonly().describe('how the file was read where that had to be concluded'),
  counts: countsSchema.nullable().describe('null when the lines themselves are refused'),
  changes: z.array(changeSchema).readonly().describe('at most the first 200'),
  faults: z.array(faultSchema).readonly().describe('at most the first 200'),
  faultCount: z.int().min(0).describe('all of them'),
});

export const importedSchema = z.strictObject({
  status: z.enum(['committed', 'unchanged']),
  table: z.enum(IMPORT_TABLES),
  batchId: z.int().nullable().describe('null when nothing differed, so that no batch was made'),
  dataVersion,
  counts: countsSchema,
});

export const undoneSchema = z.strictObject({
  batchIds: z
    .array(z.int())
    .readonly()
    .describe('one, or more where what stood before had changed with the day of knowledge'),
  dataVersion,
  restored: z.int().min(0),
  withdrawn: z.int().min(0),
});

export const batchesQuerySchema = z.strictObject({
  cursor: queryInteger(1, 2_147_483_647).optional().describe('from the page before'),
  limit: queryInteger(1, 200).default(50),
});

const batchSchema = z.strictObject({
  id: z.int(),
  committedAt: z.iso.datetime(),
  origin: z.string(),
  summary: z.string(),
  author: z.string(),
  undoneBy: z.int().nullable().describe('the batch that undid it'),
  tables: z
    .array(
      z.strictObject({
        table: z.string(),
        fileName: z.string(),
        rows: z.int(),
        new: z.int(),
        revised: z.int(),
        withdrawn: z.int(),
      }),
    )
    .readonly(),
});

export const batchesSchema = z.strictObject({
  items: z.array(batchSchema).readonly(),
  nextCursor: z.int().nullable(),
});

export type PreviewQuery = z.output<typeof previewQuerySchema>;
export type CommitQuery = z.output<typeof commitQuerySchema>;
export type BatchesQuery = z.output<typeof batchesQuerySchema>;
export type Preview = z.output<typeof previewSchema>;
export type PreviewChange = z.output<typeof changeSchema>;
export type ChangeCountsItem = z.output<typeof countsSchema>;
export type Imported = z.output<typeof importedSchema>;
export type Undone = z.output<typeof undoneSchema>;
export type BatchItem = z.output<typeof batchSchema>;
export type Batches = z.output<typeof batchesSchema>;
