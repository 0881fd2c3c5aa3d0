import { z } from 'zod';

import { factKeySchema, filterTextSchema } from '../scalars.ts';

/** What can be watched, in the order in which it is offered. */
export const ALERT_KINDS = [
  'price-level',
  'exposure-level',
  'net-sign',
  'break-even-range',
  'implied-move',
  'guide-revised',
  'hbm-disclosed',
  'fact-revised',
  'new-entry',
  'call-matured',
  'stale',
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

export const EXPOSURE_METRICS = [
  'total-change',
  'total-change-usd',
  'vendor-hbm-change',
  'vendor-value-change',
] as const;
export type ExposureMetric = (typeof EXPOSURE_METRICS)[number];

/** Metrics that speak of one vendor. */
export const VENDOR_METRICS: readonly ExposureMetric[] = ['vendor-hbm-change', 'vendor-value-change'];

const LARGEST = 1e9;
const figure = z.number().min(-LARGEST).max(LARGEST);
const band = z
  .number()
  .min(0)
  .max(LARGEST)
  .default(0)
  .describe('how far back past the level the value must be before it can fire again, in its unit');
const scenarioId = z
  .uuid()
  .nullable()
  .default(null)
  .describe('one of your saved scenarios; null: the base scenario');
const direction = z
  .enum(['above', 'below'])
  .describe('fires when the value reaches the level from the other side');
const ticker = filterTextSchema.describe('ticker of a listing');

const priceLevel = z.strictObject({
  kind: z.literal('price-level'),
  ticker,
  direction,
  level: z.number().positive().max(LARGEST).describe('close, in the currency of the listing'),
  band,
});

const exposureLevel = z.strictObject({
  kind: z.literal('exposure-level'),
  metric: z
    .enum(EXPOSURE_METRICS)
    .describe(
      'change of all HBM revenue over the horizon (%, or USD bn), of a vendor’s (%), or of a vendor’s value (USD bn)',
    ),
  ticker: ticker.nullable().default(null).describe('of the vendor, for metrics of one vendor'),
  scenarioId,
  direction,
  level: figure,
  band,
});

const netSign = z.strictObject({
  kind: z.literal('net-sign'),
  measure: z
    .enum(['revenue', 'demand'])
    .default('revenue')
    .describe('change of HBM revenue over the horizon, or of demand in its last quarter, both in %'),
  scenarioId,
  band,
});

const breakEvenRange = z.strictObject({ kind: z.literal('break-even-range'), scenarioId, band });

const impliedMove = z.strictObject({
  kind: z.literal('implied-move'),
  ticker,
  by: z.number().positive().max(100).describe('percentage points, since it was told last'),
});

const guideRevised = z.strictObject({
  kind: z.literal('guide-revised'),
  issuer: filterTextSchema.nullable().default(null).describe('null: any issuer'),
});

const hbmDisclosed = z.strictObject({
  kind: z.literal('hbm-disclosed'),
  ticker: ticker.nullable().default(null).describe('null: any vendor'),
});

const factRevised = z.strictObject({
  kind: z.literal('fact-revised'),
  table: filterTextSchema.describe('table of the ledger'),
  key: factKeySchema.describe('key of the value in it'),
});

const newEntry = z.strictObject({
  kind: z.literal('new-entry'),
  what: z.enum(['technique', 'event', 'either']).default('either'),
});

const callMatured = z.strictObject({ kind: z.literal('call-matured') });

const stale = z.strictObject({
  kind: z.literal('stale'),
  ticker,
  sessions: z.int().min(1).max(250).describe('fires when the newest close is older than so many sessions'),
});

/** What a rule watches and when it fires. */
export const alertSpecSchema = z.discriminatedUnion('kind', [
  priceLevel,
  exposureLevel,
  netSign,
  breakEvenRange,
  impliedMove,
  guideRevised,
  hbmDisclosed,
  factRevised,
  newEntry,
  callMatured,
  stale,
]);

export type AlertSpec = z.output<typeof alertSpecSchema>;
/** The part of the union that is of a kind. */
export type SpecOf<Kind extends AlertKind> = Extract<AlertSpec, { readonly kind: Kind }>;

/** Saved scenario that a rule is computed under; null: the base scenario, or none. */
export function scenarioOf(spec: AlertSpec): string | null {
  return 'scenarioId' in spec ? spec.scenarioId : null;
}
