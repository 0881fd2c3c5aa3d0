import { allow } from '#lib/http/allow.ts';
import { faultResponse } from '#lib/http/problem.ts';
import { readJsonBody } from '#lib/http/read-json-body.ts';
import { respondOnce } from '#lib/http/respond.ts';
import { defineRoute } from '#lib/http/route.ts';
import { previewAlert } from '#lib/services/alerts/preview-alert.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  POST: allow('member', async (request, member) => {
    const body = await readJsonBody(request);
    if (!body.ok) return faultResponse(body.error);
    const answer = await previewAlert(member, body.value);

    return answer.ok ? respondOnce(answer.value) : faultResponse(answer.error);
  }),
});
