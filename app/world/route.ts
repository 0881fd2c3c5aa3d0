import { factsQuerySchema } from '#lib/contracts/facts-summary.ts';
import { faultResponse } from '#lib/http/problem.ts';
import { readQuery } from '#lib/http/read-query.ts';
import { respond } from '#lib/http/respond.ts';
import { allow } from '#lib/http/allow.ts';
import { defineRoute } from '#lib/http/route.ts';
import { getExposureWorld } from '#lib/services/exposure/get-exposure-world.ts';

/** What the Overview evaluates scenarios in: the page's own data, no part of the API that others may rely on. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: allow('dashboards', async (request) => {
    const query = readQuery(request, factsQuerySchema);
    if (!query.ok) return faultResponse(query.error);
    const versioned = await getExposureWorld(query.value);
    return versioned.ok ? respond(request, versioned.value.world) : faultResponse(versioned.error);
  }),
});
