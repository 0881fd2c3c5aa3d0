import { z } from 'zod';

import { nameSchema } from './accounts/text.ts';
import { get, send, type Endpoint } from './endpoint.ts';
import { heldRowSchema } from './held-row.ts';
import { queryInteger } from './scalars.ts';

/** GET /api/v1/quarantine. */
export const quarantineQuerySchema = z.strictObject({
  state: z
    .enum(['open', 'decided'])
    .default('open')
    .describe('open: nobody has decided; decided: accepted or kept out, the last decision first'),
  limit: queryInteger(1, 500).default(100).describe('newest first'),
});

const decisionSchema = z.strictObject({
  decision: z.enum(['accepted', 'rejected']),
  by: z.string().nullable().describe('role and e-mail address of who decided, as they were then'),
  at: z.iso.datetime(),
  note: z.string().nullable(),
});

export const quarantinedSchema = z.strictObject({
  id: z.string(),
  source: z.string(),
  subject: z.string(),
  field: z.string().describe('where in the answer it stood'),
  rawValue: z.string().describe('as it came, cut to 200 characters'),
  reason: z.string(),
  firstSeenAt: z.iso.datetime(),
  lastSeenAt: z.iso.datetime(),
  wouldStore: heldRowSchema.nullable().describe('what acceptance stores; null when it cannot be accepted'),
  remedy: z.string().nullable().describe('what to do where it cannot be accepted'),
  decided: decisionSchema.nullable().describe('null while nobody has decided'),
});

export const quarantineSchema = z.strictObject({
  items: z.array(quarantinedSchema).readonly(),
  openCount: z.int().min(0).describe('all that nobody has decided about'),
});

export const quarantinePathSchema = z.strictObject({
  id: z.string().regex(/^\d{1,18}$/, 'must be an id of the list'),
});

/** PATCH /api/v1/quarantine/{id}. */
export const quarantineDecisionSchema = z.strictObject({
  decision: z
    .enum(['accepted', 'rejected', 'undecided'])
    .describe(
      'accepted: it is stored as a revision, now and whenever it comes again; rejected: it stays out, and nobody is asked again; undecided: an earlier decision is taken back, with what an acceptance stored',
    ),
  note: nameSchema(300).describe('why; kept with the value, with what is stored and in the audit'),
});

export const decidedSchema = z.strictObject({
  done: z.literal(true),
  detail: z.string().describe('what became of it, in a sentence'),
});

export const QUARANTINE_ENDPOINTS: readonly Endpoint[] = [
  get(
    '/api/v1/quarantine',
    'listQuarantine',
    'Values that came but are kept apart, with the reason, and what was decided about them',
    'Quarantine',
    {
      access: 'editor',
      query: quarantineQuerySchema,
      response: quarantineSchema,
    },
  ),
  send(
    'patch',
    '/api/v1/quarantine/{id}',
    'decideQuarantined',
    'Accepts a doubtful value, keeps it out for good, or takes either back',
    'QuarantineDecided',
    {
      access: 'editor',
      pathFields: quarantinePathSchema,
      body: quarantineDecisionSchema,
      response: decidedSchema,
      problems: [404, 409],
    },
  ),
];

export type QuarantinedItem = z.output<typeof quarantinedSchema>;
export type Quarantine = z.output<typeof quarantineSchema>;
export type QuarantineDecided = z.output<typeof decidedSchema>;
