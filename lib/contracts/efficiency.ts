import { z } from 'zod';

import type { KvDtype } from '../core/efficiency/kv-dtype.ts';
import { filterTextSchema, isoDateSchema, queryInteger, scopeQueryFields, versionFields } from './scalars.ts';

const bytes = z.number().min(0).describe('bytes');

export const KV_DTYPES = [
  'fp32',
  'bf16',
  'fp16',
  'fp8',
  'int8',
  'int4',
  'nvfp4',
  'mxfp4',
  'int3',
  'int2',
] as const satisfies readonly KvDtype[];

export const modelsQuerySchema = z.strictObject({ ...scopeQueryFields });
export type ModelsQuery = z.output<typeof modelsQuerySchema>;

const modelSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  lab: z.string(),
  releasedOn: isoDateSchema,
  attention: z.string(),
  kvBytesPerToken: bytes
    .nullable()
    .describe(
      'BF16 bytes that one more token adds at the list’s `contextTokens`; null when it cannot be computed',
    ),
  kvBytesPerTokenAbsence: z.string().nullable().describe('why `kvBytesPerToken` is null'),
});
export type ModelItem = z.output<typeof modelSchema>;

export const modelsSchema = z.strictObject({
  ...versionFields,
  asOf: isoDateSchema,
  contextTokens: z.int().describe('context at which the marginal token is counted'),
  items: z.array(modelSchema).readonly(),
});
export type ModelList = z.output<typeof modelsSchema>;

export const kvCacheQuerySchema = z.strictObject({
  model: filterTextSchema.describe('id of GET /api/v1/efficiency/models'),
  contextTokens: queryInteger(1, 1_000_000_000).describe('resident tokens of one sequence'),
  kvDtype: z.enum(KV_DTYPES).describe('format of every cached element'),
  batch: queryInteger(1, 1_000_000).optional().describe('sequences held at once, default 1'),
  ...scopeQueryFields,
});
export type KvCacheQuery = z.output<typeof kvCacheQuerySchema>;

export const kvCacheSchema = z.strictObject({
  ...versionFields,
  asOf: isoDateSchema,
  model: z.string(),
  contextTokens: z.int(),
  kvDtype: z.enum(KV_DTYPES),
  batch: z.int(),
  bytesPerToken: bytes.describe('bytes that the next token of one sequence adds at this context'),
  storedBytes: bytes.describe('bytes stored by all sequences of the batch'),
  readBytesPerDecodedToken: bytes.describe(
    'bytes of cache and state read for one decoded token of one sequence',
  ),
  stateUnknown: z
    .boolean()
    .describe('a recurrent state exists whose size is not published: totals are without it'),
  beyondMaxContext: z.boolean().describe('the context is longer than the model supports'),
  byGroup: z
    .array(
      z.strictObject({
        group: z.string(),
        layers: z.number(),
        storedBytes: bytes.nullable(),
        readBytesPerDecodedToken: bytes.nullable(),
      }),
    )
    .readonly()
    .describe('layer groups; null where the state is unknown'),
});
export type KvCacheResponse = z.output<typeof kvCacheSchema>;
