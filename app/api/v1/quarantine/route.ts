import { quarantineQuerySchema } from '#lib/contracts/quarantine.ts';
import { allow } from '#lib/http/allow.ts';
import { faultResponse } from '#lib/http/problem.ts';
import { readQuery } from '#lib/http/read-query.ts';
import { respondOnce } from '#lib/http/respond.ts';
import { defineRoute } from '#lib/http/route.ts';
import { listQuarantine } from '#lib/services/quarantine/list-quarantine.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: allow('editor', async (request) => {
    const query = readQuery(request, quarantineQuerySchema);
    if (!query.ok) return faultResponse(query.error);

    return respondOnce(await listQuarantine(query.value));
  }),
});
