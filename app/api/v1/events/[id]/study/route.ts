import { eventPathSchema, studyQuerySchema } from '#lib/contracts/event-studies.ts';
import { allow } from '#lib/http/allow.ts';
import { faultResponse } from '#lib/http/problem.ts';
import { readSegment } from '#lib/http/read-path.ts';
import { readQuery } from '#lib/http/read-query.ts';
import { respond } from '#lib/http/respond.ts';
import { defineRoute } from '#lib/http/route.ts';
import { getEventStudy } from '#lib/services/event-studies/get-event-study.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: allow('dashboards', async (request) => {
    const path = readSegment(request, eventPathSchema, -2);
    if (!path.ok) return faultResponse(path.error);
    const query = readQuery(request, studyQuerySchema);
    if (!query.ok) return faultResponse(query.error);
    const answer = await getEventStudy(path.value.id, query.value);

    return answer.ok ? respond(request, answer.value) : faultResponse(answer.error);
  }),
});
