import { z } from 'zod';

export const AUDIT_PAGE_ROWS = 100;

/** GET /api/v1/audit. */
export const auditQuerySchema = z.strictObject({
  actor: z.string().max(100).optional().describe('part of an e-mail'),
  action: z.string().max(60).optional().describe('how the action begins, such as member'),
  entityId: z.string().max(60).optional(),
  cursor: z
    .string()
    .regex(/^\d{1,18}$/, 'must be nextCursor of the page before')
    .optional(),
  limit: z.coerce.number().int().min(1).max(500).default(AUDIT_PAGE_ROWS),
});

export const auditEntrySchema = z.strictObject({
  id: z.string(),
  at: z.iso.datetime(),
  actor: z.string(),
  actorId: z.uuid().nullable(),
  via: z.enum(['session', 'token', 'link', 'command-line', 'schedule']),
  action: z.string(),
  entityType: z.string(),
  entityId: z.string().nullable(),
  before: z.unknown(),
  after: z.unknown(),
});

export const auditPageSchema = z.strictObject({
  items: z.array(auditEntrySchema).readonly(),
  nextCursor: z.string().nullable(),
});

export type AuditEntryItem = z.output<typeof auditEntrySchema>;
export type AuditPage = z.output<typeof auditPageSchema>;
