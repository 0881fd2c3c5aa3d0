import { idPathSchema } from '#lib/contracts/accounts/members.ts';
import { allow } from '#lib/http/allow.ts';
import { faultResponse } from '#lib/http/problem.ts';
import { readJsonBody } from '#lib/http/read-json-body.ts';
import { readLastSegment } from '#lib/http/read-path.ts';
import { respondOnce } from '#lib/http/respond.ts';
import { defineRoute } from '#lib/http/route.ts';
import { changeChannel, removeChannel } from '#lib/services/deliveries/change-channel.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  PATCH: allow(
    'member',
    async (request, member) => {
      const path = readLastSegment(request, idPathSchema);
      if (!path.ok) return faultResponse(path.error);
      const body = await readJsonBody(request);
      if (!body.ok) return faultResponse(body.error);
      const answer = await changeChannel(member, path.value.id, body.value);

      return answer.ok ? respondOnce(answer.value) : faultResponse(answer.error);
    },
    // A test asks an address outside.
    { name: 'change-channel', perMinute: 20 },
  ),
  DELETE: allow('member', async (request, member) => {
    const path = readLastSegment(request, idPathSchema);
    if (!path.ok) return faultResponse(path.error);
    const answer = await removeChannel(member, path.value.id);

    return answer.ok ? respondOnce(answer.value) : faultResponse(answer.error);
  }),
});
