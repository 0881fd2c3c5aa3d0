import { toCsv } from '#lib/contracts/csv-text.ts';
import { WINDOW_COLUMNS, windowsQuerySchema } from '#lib/contracts/implied-saving.ts';
import { allow } from '#lib/http/allow.ts';
import { faultResponse } from '#lib/http/problem.ts';
import { readQuery } from '#lib/http/read-query.ts';
import { respond } from '#lib/http/respond.ts';
import { defineRoute } from '#lib/http/route.ts';
import { listWindows } from '#lib/services/implied-saving/list-windows.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: allow('dashboards', async (request) => {
    const query = readQuery(request, windowsQuerySchema);
    if (!query.ok) return faultResponse(query.error);
    const answer = await listWindows(query.value);
    if (!answer.ok) return faultResponse(answer.error);

    return respond(request, answer.value, ({ items }) => toCsv(WINDOW_COLUMNS, items));
  }),
});
