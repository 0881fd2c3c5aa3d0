import { factsQuerySchema } from '#lib/contracts/facts-summary.ts';
import { faultResponse } from '#lib/http/problem.ts';
import { readQuery } from '#lib/http/read-query.ts';
import { respond } from '#lib/http/respond.ts';
import { allow } from '#lib/http/allow.ts';
import { defineRoute } from '#lib/http/route.ts';
import { getEfficiencyWorld } from '#lib/services/efficiency/get-efficiency-world.ts';

/** What the Workbench calculates in: the page's own data, no part of the API that others may rely on. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: allow('dashboards', async (request) => {
    const query = readQuery(request, factsQuerySchema);
    if (!query.ok) return faultResponse(query.error);
    const world = await getEfficiencyWorld(query.value);
    return world.ok ? respond(request, world.value) : faultResponse(world.error);
  }),
});
