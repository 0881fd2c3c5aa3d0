import { z } from 'zod';

import { isoDateSchema, queryInteger } from '../scalars.ts';

const instant = z.iso.datetime();
const datedSchema = z.strictObject({ value: z.number(), on: isoDateSchema });

export const INBOX_PAGE_MAX = 100;

/** What one entry says. */
export const alertContentSchema = z.strictObject({
  title: z.string().describe('what happened, in a sentence'),
  before: datedSchema.nullable().describe('the value before, with its day'),
  after: datedSchema.nullable().describe('the value after, with its day'),
  unit: z.string().nullable(),
  details: z.array(z.string()).readonly().describe('further sentences, such as how far exposure moved'),
  path: z.string().describe('the page that shows it'),
});
export type AlertContent = z.output<typeof alertContentSchema>;

export const inboxQuerySchema = z.strictObject({
  cursor: queryInteger(1, 9_007_199_254_740_991).optional().describe('of the answer before'),
  limit: queryInteger(1, INBOX_PAGE_MAX).optional().describe('default 30'),
  only: z.literal('unread').optional(),
});

export const inboxEntrySchema = z.strictObject({
  id: z.string().describe('counts up'),
  alertId: z.uuid(),
  alertName: z.string().describe('the rule’s name when it fired'),
  on: isoDateSchema.describe('day of what happened'),
  firedAt: instant,
  readAt: instant.nullable(),
  content: alertContentSchema,
});

/** GET /api/v1/inbox, newest first. */
export const inboxSchema = z.strictObject({
  items: z.array(inboxEntrySchema).readonly(),
  unread: z.int(),
  next: z.string().nullable().describe('cursor of the next page; null on the last one'),
});

const entryId = z.string().regex(/^[1-9]\d{0,15}$/, 'must be an id as the inbox gives it');

/** PATCH /api/v1/inbox: some entries, or all up to one, so that what came meanwhile stays unread. */
export const markInboxSchema = z
  .strictObject({
    ids: z.array(entryId).min(1).max(INBOX_PAGE_MAX).optional(),
    upTo: entryId.optional().describe('all entries up to this one'),
    isRead: z.boolean().default(true),
  })
  .refine(({ ids, upTo }) => (ids === undefined) !== (upTo === undefined), 'takes either ids or upTo');

export const inboxMarkedSchema = z.strictObject({ unread: z.int() });

export type InboxEntry = z.output<typeof inboxEntrySchema>;
export type Inbox = z.output<typeof inboxSchema>;
export type InboxQuery = z.output<typeof inboxQuerySchema>;
