import { z } from 'zod';

import { nameSchema } from '../accounts/text.ts';

const instant = z.iso.datetime();

/** Webhooks that a member keeps at most; mail is kept once. */
export const WEBHOOKS_MAX = 5;
/** Hours for which the secret before the last rotation still signs beside the new one. */
export const PRIOR_SECRET_HOURS = 24;
export const DELIVERIES_PAGE_ROWS = 50;
/** Days for which the log keeps what has ended. */
export const DELIVERY_LOG_DAYS = 90;

const deliveryStateSchema = z
  .enum(['waiting', 'sending', 'sent', 'given-up', 'dropped'])
  .describe('dropped: the channel was switched off or removed before it went out');

/** One notice on one channel. */
export const deliverySchema = z.strictObject({
  id: z.string(),
  channelId: z.uuid(),
  channelName: z.string(),
  subject: z.string(),
  path: z.string().describe('address inside Waterline'),
  isTest: z.boolean(),
  occurredAt: instant,
  createdAt: instant,
  state: deliveryStateSchema,
  tries: z.int().describe('so far, of 8; a test is tried once'),
  lastTriedAt: instant.nullable(),
  lastStatus: z
    .int()
    .nullable()
    .describe('HTTP status of the last answer; null for mail and without an answer'),
  lastFault: z.string().nullable().describe('why the last try failed'),
  nextTryAt: instant.nullable(),
  endedAt: instant.nullable(),
});

/** GET /api/v1/deliveries. */
export const deliveriesQuerySchema = z.strictObject({
  cursor: z
    .string()
    .regex(/^\d{1,18}$/, 'must be nextCursor of the page before')
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(DELIVERIES_PAGE_ROWS),
});

export const deliveriesSchema = z.strictObject({
  items: z.array(deliverySchema).readonly(),
  nextCursor: z.string().nullable(),
});

/** One way in which notices go out. */
export const channelSchema = z.strictObject({
  id: z.uuid(),
  kind: z.enum(['mail', 'webhook']),
  name: z.string(),
  address: z.string().describe('e-mail address of the account, or the address of the webhook'),
  createdAt: instant,
  isOn: z.boolean(),
  offSince: instant.nullable(),
  offReason: z.string().nullable().describe('why Waterline switched it off; null when you did'),
  silence: z.string().nullable().describe('why nothing goes out on it now; null when something would'),
  isFailing: z.boolean().describe('whether the last try failed'),
  last: deliverySchema.nullable().describe('what was tried last'),
  waiting: z.int().describe('notices that are to be sent'),
  nextTryAt: instant.nullable(),
  givenUp: z.int().describe(`notices given up in the last ${String(DELIVERY_LOG_DAYS)} days`),
});

/** GET /api/v1/channels. */
export const channelsSchema = z.strictObject({
  items: z.array(channelSchema).readonly().describe('failing ones first'),
  canMail: z.boolean().describe('whether this installation has a mail server'),
});

/** POST /api/v1/channels. */
export const newChannelSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('mail') }),
  z.strictObject({
    kind: z.literal('webhook'),
    name: nameSchema(60),
    url: z.string().min(1).max(2_000),
  }),
]);

export const madeChannelSchema = z.strictObject({
  channel: channelSchema,
  secret: z.string().nullable().describe('signs what is sent to a webhook; shown once'),
});

/** PATCH /api/v1/channels/{id}. */
export const channelChangeSchema = z.strictObject({
  action: z.enum(['on', 'off', 'rotate-secret', 'test']),
});

export const changedChannelSchema = z.strictObject({
  channel: channelSchema,
  secret: z.string().nullable().describe('of rotate-secret: the new one, shown once'),
  test: deliverySchema.nullable().describe('of test: what came of it'),
});

export type DeliveryItem = z.output<typeof deliverySchema>;
export type DeliveriesBody = z.output<typeof deliveriesSchema>;
export type ChannelItem = z.output<typeof channelSchema>;
export type ChannelsBody = z.output<typeof channelsSchema>;
export type MadeChannel = z.output<typeof madeChannelSchema>;
export type ChangedChannel = z.output<typeof changedChannelSchema>;
