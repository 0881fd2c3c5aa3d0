import { announcementsQuerySchema } from '#lib/contracts/capex.ts';
import { ANNOUNCEMENT_COLUMNS } from '#lib/contracts/csv-columns.ts';
import { toCsv } from '#lib/contracts/csv-text.ts';
import { faultResponse } from '#lib/http/problem.ts';
import { readQuery } from '#lib/http/read-query.ts';
import { respond } from '#lib/http/respond.ts';
import { setNextLink } from '#lib/http/next-link.ts';
import { allow } from '#lib/http/allow.ts';
import { defineRoute } from '#lib/http/route.ts';
import { listAnnouncements } from '#lib/services/capex/list-announcements.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: allow('dashboards', async (request) => {
    const query = readQuery(request, announcementsQuerySchema);
    if (!query.ok) return faultResponse(query.error);

    const answer = await listAnnouncements(query.value);
    if (!answer.ok) return faultResponse(answer.error);

    const response = respond(request, answer.value, (body) => toCsv(ANNOUNCEMENT_COLUMNS, body.items));
    setNextLink(response, request, answer.value.nextCursor);

    return response;
  }),
});
