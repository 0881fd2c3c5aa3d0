import { labsQuerySchema } from '#lib/contracts/labs.ts';
import { faultResponse } from '#lib/http/problem.ts';
import { readQuery } from '#lib/http/read-query.ts';
import { respond } from '#lib/http/respond.ts';
import { allow } from '#lib/http/allow.ts';
import { defineRoute } from '#lib/http/route.ts';
import { getLabEconomics } from '#lib/services/labs/get-lab-economics.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: allow('dashboards', async (request) => {
    const query = readQuery(request, labsQuerySchema);
    if (!query.ok) return faultResponse(query.error);
    const answer = await getLabEconomics(query.value);

    return answer.ok ? respond(request, answer.value) : faultResponse(answer.error);
  }),
});
