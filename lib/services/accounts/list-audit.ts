import type { auditQuerySchema, AuditPage } from '#lib/contracts/accounts/audit.ts';
import { listAuditEntries } from '#lib/db/audit.ts';
import type { z } from 'zod';

/** Who changed what, newest first, a page at a time. */
export async function listAudit(query: z.output<typeof auditQuerySchema>): Promise<AuditPage> {
  const { cursor, limit, ...filter } = query;
  const rows = await listAuditEntries({
    ...filter,
    beforeId: cursor === undefined ? undefined : BigInt(cursor),
    limit: limit + 1,
  });
  const items = rows.slice(0, limit);

  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
