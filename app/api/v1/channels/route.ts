import { allow } from '#lib/http/allow.ts';
import { faultResponse } from '#lib/http/problem.ts';
import { readJsonBody } from '#lib/http/read-json-body.ts';
import { refuseQuery } from '#lib/http/read-query.ts';
import { respondOnce } from '#lib/http/respond.ts';
import { defineRoute } from '#lib/http/route.ts';
import { makeChannel } from '#lib/services/deliveries/make-channel.ts';
import { listMemberChannels } from '#lib/services/deliveries/show-channels.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: allow('member', async (request, member) => {
    const query = refuseQuery(request);
    if (!query.ok) return faultResponse(query.error);

    return respondOnce(await listMemberChannels(member));
  }),
  POST: allow(
    'member',
    async (request, member) => {
      const body = await readJsonBody(request);
      if (!body.ok) return faultResponse(body.error);
      const answer = await makeChannel(member, body.value);

      return answer.ok ? respondOnce(answer.value) : faultResponse(answer.error);
    },
    { name: 'make-channel', perMinute: 20 },
  ),
});
