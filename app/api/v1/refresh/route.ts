import { REFRESH_RUN_COLUMNS } from '#lib/contracts/csv-columns.ts';
import { toCsv } from '#lib/contracts/csv-text.ts';
import { refreshQuerySchema } from '#lib/contracts/refresh.ts';
import { allow } from '#lib/http/allow.ts';
import { faultResponse } from '#lib/http/problem.ts';
import { readQuery } from '#lib/http/read-query.ts';
import { respond } from '#lib/http/respond.ts';
import { defineRoute } from '#lib/http/route.ts';
import { listRefresh } from '#lib/services/refresh/list-refresh.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: allow('dashboards', async (request) => {
    const query = readQuery(request, refreshQuerySchema);
    if (!query.ok) return faultResponse(query.error);
    const answer = await listRefresh(query.value);

    return respond(request, answer, (body) => toCsv(REFRESH_RUN_COLUMNS, body.items));
  }),
});
