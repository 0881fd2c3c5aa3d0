import { allow } from '#lib/http/allow.ts';
import { faultResponse } from '#lib/http/problem.ts';
import { readJsonBody } from '#lib/http/read-json-body.ts';
import { refuseQuery } from '#lib/http/read-query.ts';
import { respondOnce } from '#lib/http/respond.ts';
import { defineRoute } from '#lib/http/route.ts';
import { changeSettings, getSettings } from '#lib/services/settings/settings.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: allow('member', async (request, member) => {
    const query = refuseQuery(request);
    if (!query.ok) return faultResponse(query.error);

    return respondOnce(await getSettings(member));
  }),
  PATCH: allow('member', async (request, member) => {
    const body = await readJsonBody(request);
    if (!body.ok) return faultResponse(body.error);
    const answer = await changeSettings(member, body.value);

    return answer.ok ? respondOnce(answer.value) : faultResponse(answer.error);
  }),
});
