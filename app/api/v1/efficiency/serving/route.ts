import { faultResponse } from '#lib/http/problem.ts';
import { readJsonBody } from '#lib/http/read-json-body.ts';
import { refuseQuery } from '#lib/http/read-query.ts';
import { respondOnce } from '#lib/http/respond.ts';
import { allow } from '#lib/http/allow.ts';
import { defineRoute } from '#lib/http/route.ts';
import { evaluateServingRequest } from '#lib/services/efficiency/evaluate-serving.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  POST: allow('dashboards', async (request) => {
    const query = refuseQuery(request);
    if (!query.ok) return faultResponse(query.error);
    const body = await readJsonBody(request);
    if (!body.ok) return faultResponse(body.error);

    const answer = await evaluateServingRequest(body.value);

    return answer.ok ? respondOnce(answer.value) : faultResponse(answer.error);
  }),
});
