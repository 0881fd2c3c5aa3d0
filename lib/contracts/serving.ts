import { z } from 'zod';

import { SERVING_BOUNDS } from '../core/efficiency/serving-request.ts';
import { MAX_STACKED_TECHNIQUES } from '../core/efficiency/stack.ts';
import { KV_DTYPES } from './efficiency.ts';
import { filterTextSchema, isoDateSchema, scopeBodyFields, versionFields } from './scalars.ts';

const bytes = z.number().min(0).describe('bytes');
const seconds = z.number().min(0).describe('seconds');
const rate = z.number().min(0).describe('tokens per second of one accelerator');

type BoundField = (typeof SERVING_BOUNDS)[number]['field'];

/** A number within the engine's own bounds, which are written down once, there. */
function bounded(field: BoundField, meaning: string) {
  const bound = SERVING_BOUNDS.find((candidate) => candidate.field === field);
  if (bound === undefined) throw new RangeError(`${field} has no bounds`);
  const base = bound.isWhole === true ? z.int() : z.number();
  const low = bound.isOpen === true ? base.gt(bound.min) : base.min(bound.min);

  return low.max(bound.max).describe(meaning);
}

const servingFields = {
  model: filterTextSchema.describe('id of GET /api/v1/efficiency/models'),
  accelerator: filterTextSchema.describe('id of GET /api/v1/efficiency/accelerators'),
  accelerators: bounded('accelerators', 'accelerators that hold one copy of the weights together'),
  weightDtype: z.enum(KV_DTYPES).describe('format of the weights'),
  kvDtype: z.enum(KV_DTYPES).describe('format of the cache'),
  inputTokens: bounded('inputTokens', 'input tokens of one request, cached ones counted'),
  outputTokens: bounded('outputTokens', 'output tokens of one request'),
  prefixCacheHitRate: bounded('prefixCacheHitRate', 'share of the input found in a cache')
    .optional()
    .default(0),
  minTokensPerSecondPerUser: bounded('minTokensPerSecondPerUser', 'slowest decode wanted; 0 = no limit')
    .optional()
    .default(0),
  tokensPerStep: bounded('tokensPerStep', 'tokens that one step yields with speculation')
    .optional()
    .default(1),
  memoryUtilisation: bounded('memoryUtilisation', 'usable share of HBM; default the registry').optional(),
  bandwidthUtilisation: bounded(
    'bandwidthUtilisation',
    'achieved share of HBM bandwidth; default the registry',
  ).optional(),
  computeUtilisation: bounded(
    'computeUtilisation',
    'achieved share of dense FLOP/s; default the registry',
  ).optional(),
  usdPerAcceleratorHour: bounded(
    'usdPerAcceleratorHour',
    'USD per accelerator-hour; default the registry',
  ).optional(),
  cacheFormat: z
    .enum(['fp8-latent', 'v4-mixed'])
    .optional()
    .describe('byte layout of a serving stack in place of plain kvDtype elements'),
  attentionTensorParallel: bounded(
    'attentionTensorParallel',
    'accelerators over which the heads of one sequence are split; copies are counted',
  ).optional(),
};

export const servingBodySchema = z.strictObject({ ...scopeBodyFields, ...servingFields });
export type ServingBody = z.output<typeof servingBodySchema>;

const pointFields = {
  feasible: z.boolean(),
  batch: z.int().describe('sequences served at once; 0 when not feasible'),
  batchCapacityLimit: z.int(),
  batchLatencyLimit: z.int().nullable().describe('null without minTokensPerSecondPerUser'),
  stepSeconds: seconds.nullable(),
  decodeTokensPerSecondPerAccelerator: rate.nullable(),
  prefillTokensPerSecondPerAccelerator: rate.nullable(),
  acceleratorSecondsPerRequest: seconds.nullable(),
  hbmGigabyteHoursPerMillionTokens: z
    .number()
    .nullable()
    .describe('GB of HBM held for an hour per million tokens, cached input counted'),
  usdPerMillionTokens: z.number().nullable().describe('USD per million tokens, cached input counted'),
  binding: z.enum(['capacity', 'bandwidth', 'compute', 'latency']).describe('the limit that holds it back'),
  weightBytes: bytes,
  kvBytesPerSequence: bytes.describe('stored at the mean context, input + output / 2'),
};

export const servingSchema = z.strictObject({
  ...versionFields,
  asOf: isoDateSchema,
  ...pointFields,
  kvReadBytesPerDecodedToken: bytes,
  stateUnknown: z.boolean().describe('a recurrent state of unpublished size exists: bytes are without it'),
  cautions: z.array(z.string()).readonly(),
});
export type ServingResponse = z.output<typeof servingSchema>;

export const stackBodySchema = z.strictObject({
  ...scopeBodyFields,
  base: z.strictObject(servingFields).describe('the deployment to start from'),
  techniques: z
    .array(filterTextSchema)
    .max(MAX_STACKED_TECHNIQUES)
    .describe('ids of GET /api/v1/efficiency/techniques, in the order they are applied'),
});

const intensity = z.number().nullable().describe('HBM GB-hours per million tokens; null = cannot serve');

export const stackSchema = z.strictObject({
  ...versionFields,
  asOf: isoDateSchema,
  memorySaving: z.number().nullable().describe('fraction of HBM GB-hours; null with absence'),
  costSaving: z.number().nullable().describe('fraction of cost; null with absence'),
  rawByteSaving: z.number().nullable().describe('fraction of resident bytes at the base batch'),
  conversion: z.number().nullable().describe('memorySaving / rawByteSaving; null when no byte is saved'),
  steps: z
    .array(
      z.strictObject({
        technique: z.string(),
        hbmIntensityBefore: intensity,
        hbmIntensityAfter: intensity,
      }),
    )
    .readonly(),
  shapley: z
    .array(z.strictObject({ technique: z.string(), share: z.number().nullable() }))
    .readonly()
    .describe('shares of memorySaving that do not depend on the order; they sum to it'),
  base: z.strictObject(pointFields),
  optimised: z.strictObject(pointFields),
  absence: z.string().nullable().describe('why there is no saving to state'),
  caveats: z.array(z.string()).readonly(),
});
export type StackResponse = z.output<typeof stackSchema>;
