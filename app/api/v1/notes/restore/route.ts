import { allow } from '#lib/http/allow.ts';
import { faultResponse } from '#lib/http/problem.ts';
import { readJsonBody } from '#lib/http/read-json-body.ts';
import { respondOnce } from '#lib/http/respond.ts';
import { defineRoute } from '#lib/http/route.ts';
import { restoreNote } from '#lib/services/notes/keep-notes.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  POST: allow('member', async (request, member) => {
    const body = await readJsonBody(request);
    if (!body.ok) return faultResponse(body.error);
    const answer = await restoreNote(member, body.value);

    return answer.ok ? respondOnce(answer.value) : faultResponse(answer.error);
  }),
});
