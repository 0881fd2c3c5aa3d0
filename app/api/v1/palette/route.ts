import { allow } from '#lib/http/allow.ts';
import { faultResponse } from '#lib/http/problem.ts';
import { refuseQuery } from '#lib/http/read-query.ts';
import { respond } from '#lib/http/respond.ts';
import { defineRoute } from '#lib/http/route.ts';
import { listPalette } from '#lib/services/palette/list-palette.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: allow('dashboards', async (request) => {
    const query = refuseQuery(request);
    if (!query.ok) return faultResponse(query.error);
    const palette = await listPalette();

    return palette.ok ? respond(request, palette.value) : faultResponse(palette.error);
  }),
});
