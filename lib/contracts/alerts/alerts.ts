import { z } from 'zod';

import { nameSchema } from '../accounts/text.ts';
import { isoDateSchema, versionFields } from '../scalars.ts';
import { alertSpecSchema } from './alert-spec.ts';
import { alertContentSchema } from './inbox.ts';

const instant = z.iso.datetime();

export const ALERT_NAME_MAX = 80;
/** Rules of one member. */
export const ALERTS_MAX = 200;

const deliverSchema = z
  .enum(['inbox', 'inbox-and-channels'])
  .describe('channels: the e-mail and webhooks that you have set up; without any, the inbox alone');

const versionSchema = z
  .int()
  .min(1)
  .describe('the version that you changed; refused when there is a newer one');

/** POST /api/v1/alerts. */
export const newAlertSchema = z.strictObject({
  name: nameSchema(ALERT_NAME_MAX),
  spec: alertSpecSchema,
  isOneShot: z.boolean().default(false).describe('fires once, then stays quiet until it is armed again'),
  deliver: deliverSchema.default('inbox'),
  tellsStanding: z
    .boolean()
    .default(false)
    .describe('whether what already holds is told at once; otherwise the rule waits until it holds anew'),
});

/** PATCH /api/v1/alerts/{id}: what is absent stays. Another `spec` begins anew. */
export const alertChangeSchema = z
  .strictObject({
    version: versionSchema,
    name: nameSchema(ALERT_NAME_MAX).optional(),
    spec: alertSpecSchema.optional(),
    isOneShot: z.boolean().optional(),
    deliver: deliverSchema.optional(),
    muteUntil: instant.nullable().optional().describe('quiet until then; null: not muted'),
    rearm: z.literal(true).optional().describe('lets a rule that has had its one shot fire again'),
  })
  .refine((change) => Object.keys(change).length > 1, 'must change something beside version');

/** POST /api/v1/alerts/preview. */
export const previewAlertSchema = z.strictObject({
  spec: alertSpecSchema,
  isOneShot: z.boolean().default(false),
});

const datedSchema = z.strictObject({ value: z.number(), on: isoDateSchema });

const quietSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('failing'), reason: z.string() }),
    z.strictObject({ kind: z.literal('muted'), until: z.string() }),
    z.strictObject({ kind: z.literal('spent') }),
    z.strictObject({
      kind: z.literal('waits-to-re-arm'),
      side: z.enum(['below', 'above']),
      level: z.number(),
    }),
    z.strictObject({ kind: z.literal('waits-inside'), band: z.number() }),
    z.strictObject({ kind: z.literal('not-reached'), distance: z.number() }),
    z.strictObject({ kind: z.literal('moved-less'), by: z.number(), from: datedSchema }),
    z.strictObject({
      kind: z.literal('sign-stands'),
      side: z.enum(['positive', 'negative', 'unseen']),
    }),
    z.strictObject({ kind: z.literal('nothing-new') }),
  ])
  .describe('why the rule is quiet');

const alertFields = {
  id: z.uuid(),
  name: z.string(),
  spec: alertSpecSchema,
  scenarioName: z.string().nullable().describe('of a saved scenario; null: none, or deleted'),
  isOneShot: z.boolean(),
  deliver: deliverSchema,
  muteUntil: instant.nullable(),
  version: z.int(),
  createdAt: instant,
  changedAt: instant,
  changedBy: z.string(),
  checkedAt: instant.nullable(),
  last: datedSchema.nullable().describe('the newest value'),
  unit: z.string().nullable(),
  distance: z.number().nullable().describe('how far the value has to go until it fires, in its unit'),
  lastFiredAt: instant.nullable(),
  quiet: quietSchema.nullable().describe('null until it is evaluated first'),
  isFailing: z.boolean().describe('it cannot be evaluated'),
};

export const alertItemSchema = z.strictObject(alertFields);

export const alertsSchema = z.strictObject({
  items: z.array(alertItemSchema).readonly().describe('those that fail first, then by name'),
  unread: z.int().describe('entries of the inbox that are not read'),
});

/** GET /api/v1/alerts/{id}: the rule with what it fired for last, also during a mute. */
export const alertSchema = z.strictObject({
  ...alertFields,
  log: z
    .array(
      z.strictObject({
        firedAt: instant,
        on: isoDateSchema,
        isMuted: z.boolean(),
        content: alertContentSchema,
      }),
    )
    .readonly(),
});

export const alertPreviewSchema = z.strictObject({
  dataVersion: versionFields.dataVersion,
  asOf: isoDateSchema,
  fromOn: isoDateSchema.describe('first day of what was looked through; a year back, or where data begin'),
  count: z.int().describe('how often it would have fired'),
  firings: z
    .array(z.strictObject({ on: isoDateSchema, value: z.number().nullable(), what: z.string().nullable() }))
    .readonly()
    .describe('the newest 20, oldest first'),
  sampled: z.string().describe('how often the value was looked at'),
  absence: z.string().nullable().describe('why less than a year, or nothing, could be looked through'),
  now: datedSchema.nullable().describe('the newest value'),
  unit: z.string().nullable(),
  holdsNow: z
    .boolean()
    .describe('the value is on the far side already, so that the rule waits for it to come back'),
});

export type AlertItem = z.output<typeof alertItemSchema>;
export type Alerts = z.output<typeof alertsSchema>;
export type AlertBody = z.output<typeof alertSchema>;
export type AlertPreview = z.output<typeof alertPreviewSchema>;
export type AlertDelivery = z.output<typeof deliverSchema>;
