import { quarantinePathSchema } from '#lib/contracts/quarantine.ts';
import { allow } from '#lib/http/allow.ts';
import { faultResponse } from '#lib/http/problem.ts';
import { readJsonBody } from '#lib/http/read-json-body.ts';
import { readLastSegment } from '#lib/http/read-path.ts';
import { respondOnce } from '#lib/http/respond.ts';
import { defineRoute } from '#lib/http/route.ts';
import { decideQuarantined } from '#lib/services/quarantine/decide-quarantined.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  PATCH: allow('editor', async (request, member) => {
    const path = readLastSegment(request, quarantinePathSchema);
    if (!path.ok) return faultResponse(path.error);
    const body = await readJsonBody(request);
    if (!body.ok) return faultResponse(body.error);
    const answer = await decideQuarantined(member, path.value.id, body.value);

    return answer.ok ? respondOnce(answer.value) : faultResponse(answer.error);
  }),
});
