import { VENDOR_COLUMNS } from '#lib/contracts/csv-columns.ts';
import { toCsv } from '#lib/contracts/csv-text.ts';
import { vendorsQuerySchema } from '#lib/contracts/vendors.ts';
import { faultResponse } from '#lib/http/problem.ts';
import { readQuery } from '#lib/http/read-query.ts';
import { respond } from '#lib/http/respond.ts';
import { allow } from '#lib/http/allow.ts';
import { defineRoute } from '#lib/http/route.ts';
import { listVendors } from '#lib/services/vendors/list-vendors.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: allow('dashboards', async (request) => {
    const query = readQuery(request, vendorsQuerySchema);
    if (!query.ok) return faultResponse(query.error);
    const answer = await listVendors(query.value);
    if (!answer.ok) return faultResponse(answer.error);

    return respond(request, answer.value, (body) => toCsv(VENDOR_COLUMNS, body.items));
  }),
});
