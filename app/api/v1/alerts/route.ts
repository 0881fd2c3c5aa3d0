import { allow } from '#lib/http/allow.ts';
import { faultResponse } from '#lib/http/problem.ts';
import { readJsonBody } from '#lib/http/read-json-body.ts';
import { refuseQuery } from '#lib/http/read-query.ts';
import { respondOnce } from '#lib/http/respond.ts';
import { defineRoute } from '#lib/http/route.ts';
import { makeAlert } from '#lib/services/alerts/make-alert.ts';
import { listAlerts } from '#lib/services/alerts/show-alerts.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: allow('member', async (request, member) => {
    const query = refuseQuery(request);
    if (!query.ok) return faultResponse(query.error);

    return respondOnce(await listAlerts(member));
  }),
  POST: allow('member', async (request, member) => {
    const body = await readJsonBody(request);
    if (!body.ok) return faultResponse(body.error);
    const answer = await makeAlert(member, body.value);

    return answer.ok ? respondOnce(answer.value) : faultResponse(answer.error);
  }),
});
