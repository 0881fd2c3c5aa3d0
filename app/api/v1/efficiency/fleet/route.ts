import { fleetQuerySchema } from '#lib/contracts/fleet.ts';
import { faultResponse } from '#lib/http/problem.ts';
import { readQuery } from '#lib/http/read-query.ts';
import { respond } from '#lib/http/respond.ts';
import { allow } from '#lib/http/allow.ts';
import { defineRoute } from '#lib/http/route.ts';
import { getFleet } from '#lib/services/efficiency/get-fleet.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: allow('dashboards', async (request) => {
    const query = readQuery(request, fleetQuerySchema);
    if (!query.ok) return faultResponse(query.error);
    const answer = await getFleet(query.value);

    return answer.ok ? respond(request, answer.value) : faultResponse(answer.error);
  }),
});
