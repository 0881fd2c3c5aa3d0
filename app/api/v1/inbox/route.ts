import { inboxQuerySchema } from '#lib/contracts/alerts/inbox.ts';
import { allow } from '#lib/http/allow.ts';
import { setNextLink } from '#lib/http/next-link.ts';
import { faultResponse } from '#lib/http/problem.ts';
import { readJsonBody } from '#lib/http/read-json-body.ts';
import { readQuery } from '#lib/http/read-query.ts';
import { respondOnce } from '#lib/http/respond.ts';
import { defineRoute } from '#lib/http/route.ts';
import { listInbox, markInbox } from '#lib/services/alerts/inbox.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: allow('member', async (request, member) => {
    const query = readQuery(request, inboxQuerySchema);
    if (!query.ok) return faultResponse(query.error);
    const inbox = await listInbox(member, query.value);
    const response = respondOnce(inbox);
    setNextLink(response, request, inbox.next);

    return response;
  }),
  PATCH: allow('member', async (request, member) => {
    const body = await readJsonBody(request);
    if (!body.ok) return faultResponse(body.error);
    const answer = await markInbox(member, body.value);

    return answer.ok ? respondOnce(answer.value) : faultResponse(answer.error);
  }),
});
