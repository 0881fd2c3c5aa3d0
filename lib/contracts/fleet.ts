import { z } from 'zod';

import { isoDateSchema, queryInteger, scopeQueryFields, versionFields } from './scalars.ts';

const fraction = z.number().describe('fraction, 0..1');
const ranged = { low: z.number(), point: z.number(), high: z.number() };

export const fleetQuerySchema = z.strictObject({
  ...scopeQueryFields,
  quarters: queryInteger(1, 40).optional().describe('quarters from that of asOf on; default 13'),
});
export type FleetQuery = z.output<typeof fleetQuerySchema>;

const segmentSchema = z.strictObject({
  segment: z.enum(['us_frontier', 'cn_labs', 'open_hosting']),
  share: fraction.describe('share of inference HBM'),
  memorySaving: fraction,
  costSaving: fraction,
});

export const fleetSchema = z.strictObject({
  ...versionFields,
  asOf: isoDateSchema,
  quarters: z
    .array(
      z.strictObject({
        quarter: z.string().regex(/^\d{4}Q[1-4]$/),
        memorySaving: fraction.describe('beyond the fleet of asOf'),
        memorySavingLow: fraction.describe('about P10: one input at a time, combined in quadrature'),
        memorySavingHigh: fraction.describe('about P90'),
        costSaving: fraction,
        trainingSaving: fraction,
        segments: z.array(segmentSchema).readonly(),
      }),
    )
    .readonly(),
  contributions: z
    .array(z.strictObject({ technique: z.string(), name: z.string(), share: z.number() }))
    .readonly()
    .describe('Shapley shares of the memory saving of the last quarter; they sum to it'),
  drivers: z
    .array(z.strictObject({ input: z.string(), atLow: z.number(), atHigh: z.number() }))
    .readonly()
    .describe('memory saving of the last quarter with one input at its low and at its high, widest first'),
  fitToReleases: z
    .strictObject({
      segments: z
        .array(
          z.strictObject({
            segment: z.enum(['us_frontier', 'cn_labs', 'open_hosting']),
            models: z.number().int(),
            yearsEarlier: z.number().describe('than assumed; negative = later'),
            low: z.number(),
            high: z.number(),
            isOpenLow: z.boolean().describe('the counts do not bound this side within four years'),
            isOpenHigh: z.boolean(),
          }),
        )
        .readonly(),
      memorySaving: fraction.nullable().describe('of the last quarter, had served work followed releases'),
    })
    .describe('spread of leaner attention fitted to counts of released models, beside the assumption'),
});
export type FleetResponse = z.output<typeof fleetSchema>;

export const deflatorQuerySchema = z.strictObject({
  ...scopeQueryFields,
  event: z
    .string()
    .regex(/^[\w-]{1,40}$/, 'must be the id of an event')
    .optional()
    .describe('id of one event; default all that name a technique'),
  by: isoDateSchema.optional().describe('date of adoption; default asOf plus the registry’s saving duration'),
});
export type DeflatorQuery = z.output<typeof deflatorQuerySchema>;

const stepSchema = z.strictObject({
  id: z.enum(['claim', 'measured', 'footprint', 'applicability', 'adoption', 'conversion', 'inference']),
  ...ranged,
  left: z.number().describe('product of this and all earlier points'),
  note: z.string(),
  assumptionIds: z.array(z.string()).readonly(),
});

export const deflationSchema = z.strictObject({
  event: z.string(),
  occurredOn: isoDateSchema,
  title: z.string(),
  technique: z.string().nullable(),
  techniqueName: z.string().nullable(),
  part: z.enum(['kv', 'weights', 'prefill time', 'decode time', 'cache reads']).nullable(),
  hasClaim: z.boolean().describe('false: the headline printed no number, a published fraction stands in'),
  claimWords: z.string().nullable(),
  steps: z.array(stepSchema).readonly(),
  effective: z
    .strictObject(ranged)
    .nullable()
    .describe('share of all HBM that the fleet needs less by the date than without the technique'),
  notAdded: z.array(z.strictObject({ technique: z.string(), reason: z.string() })).readonly(),
  absence: z.string().nullable().describe('why there is no figure'),
});
export type DeflationItem = z.output<typeof deflationSchema>;

export const deflatorSchema = z.strictObject({
  ...versionFields,
  asOf: isoDateSchema,
  by: isoDateSchema,
  items: z.array(deflationSchema).readonly(),
});
export type DeflatorResponse = z.output<typeof deflatorSchema>;
