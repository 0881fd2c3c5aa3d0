import { revisionsQuerySchema } from '#lib/contracts/evidence.ts';
import { faultResponse } from '#lib/http/problem.ts';
import { readQuery } from '#lib/http/read-query.ts';
import { respond } from '#lib/http/respond.ts';
import { allow } from '#lib/http/allow.ts';
import { defineRoute } from '#lib/http/route.ts';
import { listFactRevisions } from '#lib/services/evidence/list-fact-revisions.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: allow('dashboards', async (request) => {
    const query = readQuery(request, revisionsQuerySchema);
    if (!query.ok) return faultResponse(query.error);

    const answer = await listFactRevisions(query.value);
    if (!answer.ok) return faultResponse(answer.error);

    return respond(request, answer.value);
  }),
});
