import { EVENT_COLUMNS } from '#lib/contracts/csv-columns.ts';
import { toCsv } from '#lib/contracts/csv-text.ts';
import { eventsQuerySchema } from '#lib/contracts/event-studies.ts';
import { allow } from '#lib/http/allow.ts';
import { faultResponse } from '#lib/http/problem.ts';
import { readQuery } from '#lib/http/read-query.ts';
import { respond } from '#lib/http/respond.ts';
import { defineRoute } from '#lib/http/route.ts';
import { listEvents } from '#lib/services/event-studies/list-events.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: allow('dashboards', async (request) => {
    const query = readQuery(request, eventsQuerySchema);
    if (!query.ok) return faultResponse(query.error);
    const answer = await listEvents(query.value);

    return answer.ok
      ? respond(request, answer.value, (body) => toCsv(EVENT_COLUMNS, body.items))
      : faultResponse(answer.error);
  }),
});
