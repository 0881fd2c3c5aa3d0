import { allow } from '#lib/http/allow.ts';
import { faultResponse } from '#lib/http/problem.ts';
import { refuseQuery } from '#lib/http/read-query.ts';
import { respondOnce } from '#lib/http/respond.ts';
import { defineRoute } from '#lib/http/route.ts';
import { getMembers } from '#lib/services/accounts/members.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: allow('admin', async (request) => {
    const query = refuseQuery(request);
    if (!query.ok) return faultResponse(query.error);

    return respondOnce(await getMembers());
  }),
});
