import { z } from 'zod';

import { nameSchema } from './accounts/text.ts';
import { get, send, type Endpoint } from './endpoint.ts';
import { queryInteger } from './scalars.ts';

/** GET /api/v1/quarantine. */
export const quarantineQuerySchema = z.strictObject({
  limit: queryInteger(1, 500).default(100).describe('newest first'),
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
});

export const quarantineSchema = z.strictObject({
  items: z.array(quarantinedSchema).readonly().describe('values that nobody has decided about'),
  openCount: z.int().min(0).describe('all of them'),
});

export const quarantinePathSchema = z.strictObject({
  id: z.string().regex(/^\d{1,18}$/, 'must be an id of the list'),
});

/** PATCH /api/v1/quarantine/{id}. */
export const quarantineDecisionSchema = z.strictObject({
  decision: z.literal('rejected').describe('it stays out; should it come again, nobody is asked again'),
  note: nameSchema(300).describe('why; kept with the value and in the audit'),
});

export const decidedSchema = z.strictObject({ done: z.literal(true) });

export const QUARANTINE_ENDPOINTS: readonly Endpoint[] = [
  get(
    '/api/v1/quarantine',
    'listQuarantine',
    'Values that came but are kept apart, with the reason',
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
    'Keeps a doubtful value out for good',
    'Done',
    {
      access: 'editor',
      pathFields: quarantinePathSchema,
      body: quarantineDecisionSchema,
      response: decidedSchema,
      problems: [404],
    },
  ),
];

export type QuarantinedItem = z.output<typeof quarantinedSchema>;
export type Quarantine = z.output<typeof quarantineSchema>;
