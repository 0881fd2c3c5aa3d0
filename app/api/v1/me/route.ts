import type { Me } from '#lib/contracts/accounts/members.ts';
import { allow } from '#lib/http/allow.ts';
import { faultResponse } from '#lib/http/problem.ts';
import { refuseQuery } from '#lib/http/read-query.ts';
import { respondOnce } from '#lib/http/respond.ts';
import { defineRoute } from '#lib/http/route.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: allow('member', (request, member) => {
    const query = refuseQuery(request);
    if (!query.ok) return faultResponse(query.error);
    const { userId: id, name, email, role, via } = member;

    return respondOnce({ id, name, email, role, via: via.kind } satisfies Me);
  }),
});
