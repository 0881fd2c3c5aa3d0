import { vendorPathSchema, vendorsQuerySchema } from '#lib/contracts/vendors.ts';
import { faultResponse } from '#lib/http/problem.ts';
import { readLastSegment } from '#lib/http/read-path.ts';
import { readQuery } from '#lib/http/read-query.ts';
import { respond } from '#lib/http/respond.ts';
import { allow } from '#lib/http/allow.ts';
import { defineRoute } from '#lib/http/route.ts';
import { getVendor } from '#lib/services/vendors/list-vendors.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: allow('dashboards', async (request) => {
    const path = readLastSegment(request, vendorPathSchema);
    if (!path.ok) return faultResponse(path.error);
    const query = readQuery(request, vendorsQuerySchema);
    if (!query.ok) return faultResponse(query.error);
    const answer = await getVendor(path.value.ticker, query.value);

    return answer.ok ? respond(request, answer.value) : faultResponse(answer.error);
  }),
});
