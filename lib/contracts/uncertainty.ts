import { z } from 'zod';

import { REASON_MAX } from '../core/scenario/own-ranges-codec.ts';

import { exposureBodySchema } from './exposure.ts';
import { isoDateSchema, versionFields } from './scalars.ts';

const finite = z.number();
const probability = finite.describe('fraction of draws, 0..1');
const interval = z.tuple([finite, finite]).describe('95 % interval, [low, high]');

const rangeSchema = z
  .strictObject({
    id: z.string().min(1).max(100).describe('id of an input of the registry'),
    low: finite.describe('P10'),
    point: finite
      .optional()
      .describe('P50; default that of the registry where it lies inside, else the middle of the range'),
    high: finite.describe('P90'),
    reason: z.string().max(REASON_MAX).optional(),
  })
  .describe('a range of your own in place of the registry’s');

const correlationSchema = z.strictObject({
  a: z.string().min(1).max(100),
  b: z.string().min(1).max(100),
  rank: finite.describe('rank correlation, between -1 and 1, ends excluded'),
});

export const uncertaintyBodySchema = z.strictObject({
  scenario: exposureBodySchema
    .optional()
    .describe('every field given is held; every other input that varies is drawn, memorySaving too'),
  draws: finite.optional().describe('whole number from 1 to 1048576; default 4096'),
  seed: finite.optional().describe('whole number from 0 to 2^53 - 1'),
  output: z.string().max(100).optional().describe('default total.changePct'),
  ranges: z.array(rangeSchema).max(100).optional(),
  correlations: z
    .array(correlationSchema)
    .max(200)
    .optional()
    .describe('Gaussian copula; rules out Sobol indices'),
  tornadoEnds: z
    .enum(['evidence', 'flat'])
    .optional()
    .describe('evidence: P10 and P90 of each input; flat: a tenth below and above its point'),
  sobolDraws: finite
    .optional()
    .describe('rows of the Saltelli design, 0 or 64 to 16384; default 1024, at most the draws'),
  scatterInput: z.string().max(100).optional().describe('drawn input to be listed beside the output'),
});

const quantileFields = {
  p05: finite,
  p10: finite,
  p25: finite,
  p50: finite,
  p75: finite,
  p90: finite,
  p95: finite,
};

const quarterLabel = z
  .string()
  .regex(/^\d{4}Q[1-4]$/)
  .nullable();

/** The answer of a run with the versions that it was made with. */
export const uncertaintySchema = z.strictObject({
  ...versionFields,
  asOf: isoDateSchema,
  draws: z.int(),
  seed: z.int(),
  output: z.string(),
  outputUnit: z.string(),
  point: finite.nullable().describe('the output with every input at its point'),
  quantiles: z.strictObject(quantileFields).nullable().describe('null when no draw has the output'),
  mean: finite.nullable(),
  meanInterval: interval.nullable().describe('from 8 independent scramblings; null below 16 draws'),
  absentDraws: z.int().describe('draws without a value of the output; left out of quantiles and mean'),
  absence: z.string().nullable().describe('why a draw may have none'),
  percentiles: z.array(finite).readonly().describe('the output at 0, 1 .. 100 % of draws'),
  probabilityOfFall: probability.describe('HBM revenue over the horizon falls by more than 1e-9 %'),
  probabilityOfFallInterval: interval.nullable(),
  probabilityUnchanged: probability,
  probabilityOfOffset: probability
    .nullable()
    .describe('of draws below 1, back inside the horizon; null: none fell'),
  offsetQuarter: z
    .strictObject({ p10: quarterLabel, p50: quarterLabel, p90: quarterLabel })
    .describe('null: later than the horizon'),
  probabilityElasticityAboveBreakEven: probability,
  breakEvenElasticity: z
    .strictObject(quantileFields)
    .nullable()
    .describe('of draws in which some elasticity offsets; null: none does'),
  byQuarter: z
    .array(z.strictObject({ quarter: z.string(), ...quantileFields }))
    .readonly()
    .describe('hbmUsdBn'),
  byQuarterCumulativeChange: z
    .array(z.strictObject({ quarter: z.string(), ...quantileFields }))
    .readonly()
    .describe('hbmUsdBn less its baseline, summed from the first quarter, USD bn'),
  byQuarterRatio: z
    .array(z.strictObject({ quarter: z.string(), ...quantileFields }))
    .readonly()
    .describe('revenueRatio: HBM revenue relative to its baseline in the same draw'),
  byVendor: z
    .array(z.strictObject({ ticker: z.string(), name: z.string(), ...quantileFields }))
    .readonly()
    .describe('changePct of HBM revenue'),
  byVendorEbit: z
    .array(
      z.strictObject({
        ticker: z.string(),
        name: z.string(),
        probabilityOfGain: probability,
        shareOfLoss: z
          .strictObject({ p10: probability, p50: probability, p90: probability })
          .nullable()
          .describe('of the loss of all losers, over the draws in which anybody loses; null: none such'),
        ...quantileFields,
      }),
    )
    .readonly()
    .describe('change of operating profit over the horizon, USD bn, tier shift included'),
  tornado: z
    .array(
      z.strictObject({
        input: z.string(),
        name: z.string(),
        unit: z.string(),
        lowInput: finite,
        highInput: finite,
        low: finite.nullable(),
        high: finite.nullable(),
        isOwnRange: z.boolean(),
      }),
    )
    .readonly()
    .describe('the output at each input’s ends, the rest at their points; widest first'),
  sobol: z
    .array(
      z.strictObject({
        input: z.string(),
        name: z.string(),
        firstOrder: finite,
        total: finite,
        firstOrderInterval: interval,
        totalInterval: interval,
      }),
    )
    .readonly()
    .describe('largest total first'),
  sobolDraws: z.int(),
  sobolAbsence: z.string().nullable(),
  scatter: z
    .strictObject({
      input: z.string(),
      points: z.array(z.tuple([finite, finite.nullable()])).readonly(),
    })
    .nullable()
    .describe('[input, output] of the first draws'),
  elapsedMs: finite,
});
export type UncertaintyResponse = z.output<typeof uncertaintySchema>;
