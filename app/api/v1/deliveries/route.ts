import { deliveriesQuerySchema } from '#lib/contracts/deliveries/channels.ts';
import { allow } from '#lib/http/allow.ts';
import { faultResponse } from '#lib/http/problem.ts';
import { readQuery } from '#lib/http/read-query.ts';
import { respondOnce } from '#lib/http/respond.ts';
import { defineRoute } from '#lib/http/route.ts';
import { listMemberDeliveries } from '#lib/services/deliveries/show-channels.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: allow('member', async (request, member) => {
    const query = readQuery(request, deliveriesQuerySchema);
    if (!query.ok) return faultResponse(query.error);

    return respondOnce(await listMemberDeliveries(member, query.value));
  }),
});
