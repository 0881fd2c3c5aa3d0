import { kvCacheQuerySchema } from '#lib/contracts/efficiency.ts';
import { faultResponse } from '#lib/http/problem.ts';
import { readQuery } from '#lib/http/read-query.ts';
import { respond } from '#lib/http/respond.ts';
import { allow } from '#lib/http/allow.ts';
import { defineRoute } from '#lib/http/route.ts';
import { computeKvCacheOfModel } from '#lib/services/efficiency/compute-kv-cache.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: allow('dashboards', async (request) => {
    const query = readQuery(request, kvCacheQuerySchema);
    if (!query.ok) return faultResponse(query.error);

    const answer = await computeKvCacheOfModel(query.value);
    if (!answer.ok) return faultResponse(answer.error);

    return respond(request, answer.value);
  }),
});
