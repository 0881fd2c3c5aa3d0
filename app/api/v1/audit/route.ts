import { auditQuerySchema } from '#lib/contracts/accounts/audit.ts';
import { allow } from '#lib/http/allow.ts';
import { faultResponse } from '#lib/http/problem.ts';
import { readQuery } from '#lib/http/read-query.ts';
import { respondOnce } from '#lib/http/respond.ts';
import { defineRoute } from '#lib/http/route.ts';
import { listAudit } from '#lib/services/accounts/list-audit.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: allow('admin', async (request) => {
    const query = readQuery(request, auditQuerySchema);
    if (!query.ok) return faultResponse(query.error);

    return respondOnce(await listAudit(query.value));
  }),
});
