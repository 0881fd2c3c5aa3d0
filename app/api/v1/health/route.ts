import { healthQuerySchema } from '#lib/contracts/health.ts';
import { faultResponse } from '#lib/http/problem.ts';
import { readQuery } from '#lib/http/read-query.ts';
import { respondOnce } from '#lib/http/respond.ts';
import { allow } from '#lib/http/allow.ts';
import { defineRoute } from '#lib/http/route.ts';
import { checkHealth } from '#lib/services/health/check-health.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: allow('public', async (request) => {
    const query = readQuery(request, healthQuerySchema);
    if (!query.ok) return faultResponse(query.error);

    const health = await checkHealth();

    return respondOnce(health, health.status === 'ok' ? 200 : 503);
  }),
});
