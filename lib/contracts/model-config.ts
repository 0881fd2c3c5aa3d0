import { z } from 'zod';

import { isoDateSchema } from './scalars.ts';

const billions = z.number().gt(0).max(1_000_000);

export const modelConfigBodySchema = z.strictObject({
  config: z
    .union([z.string(), z.looseObject({})], {
      error: 'must be the JSON object of a config.json, or its text',
    })
    .optional()
    .describe('a config.json, as text or as JSON'),
  repository: z.string().max(200).optional().describe('owner/name on huggingface.co, in place of config'),
  name: z.string().trim().min(1).max(100).optional().describe('how to call the model'),
  totalParamsB: billions.optional().describe('parameters in billions, where known; else from the dimensions'),
  activeParamsB: billions.optional().describe('parameters used per token in billions, where known'),
});
export type ModelConfigBody = z.output<typeof modelConfigBodySchema>;

const bytes = z.number().min(0).describe('bytes');

/** The shape, in the names of the catalogue; every number is finite, null = the config does not say. */
const architectureSchema = z.looseObject({
  id: z.string(),
  name: z.string(),
  attention: z.string(),
  layers: z.int(),
  totalParamsB: z.number(),
  activeParamsB: z.number().nullable(),
  maxContext: z.int().nullable(),
  sourceUrl: z.string(),
});

export const modelConfigSchema = z.strictObject({
  modelVersion: z.string(),
  retrievedOn: isoDateSchema,
  model: architectureSchema.describe('one row of the catalogue of models'),
  contextTokens: z.int().describe('context of the figures below'),
  bytesPerToken: bytes.describe('BF16 bytes that the next token adds'),
  storedBytes: bytes,
  readBytesPerDecodedToken: bytes,
  derivations: z
    .array(z.strictObject({ field: z.string(), value: z.union([z.number(), z.string()]), from: z.string() }))
    .readonly()
    .describe('fields that do not stand in the config as such'),
  ignored: z
    .array(z.string())
    .readonly()
    .describe('fields that may matter for memory and are not understood'),
  warnings: z.array(z.string()).readonly(),
});
export type ModelConfigResponse = z.output<typeof modelConfigSchema>;
