import { idPathSchema } from '#lib/contracts/accounts/members.ts';
import { allow } from '#lib/http/allow.ts';
import { faultResponse } from '#lib/http/problem.ts';
import { readLastSegment } from '#lib/http/read-path.ts';
import { respondOnce } from '#lib/http/respond.ts';
import { defineRoute } from '#lib/http/route.ts';
import { endSession } from '#lib/services/accounts/sessions.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  DELETE: allow('account', async (request, member) => {
    const path = readLastSegment(request, idPathSchema);
    if (!path.ok) return faultResponse(path.error);
    const answer = await endSession(member, path.value.id);

    return answer.ok ? respondOnce(answer.value) : faultResponse(answer.error);
  }),
});
