import { idPathSchema } from '#lib/contracts/accounts/members.ts';
import { allow } from '#lib/http/allow.ts';
import { faultResponse } from '#lib/http/problem.ts';
import { readJsonBody } from '#lib/http/read-json-body.ts';
import { readLastSegment } from '#lib/http/read-path.ts';
import { refuseQuery } from '#lib/http/read-query.ts';
import { respondOnce } from '#lib/http/respond.ts';
import { defineRoute } from '#lib/http/route.ts';
import { deleteNote, reviseNote } from '#lib/services/notes/keep-notes.ts';
import { getNote } from '#lib/services/notes/show-notes.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: allow('member', async (request, member) => {
    const query = refuseQuery(request);
    if (!query.ok) return faultResponse(query.error);
    const path = readLastSegment(request, idPathSchema);
    if (!path.ok) return faultResponse(path.error);
    const answer = await getNote(member, path.value.id);

    return answer.ok ? respondOnce(answer.value) : faultResponse(answer.error);
  }),
  PATCH: allow('member', async (request, member) => {
    const path = readLastSegment(request, idPathSchema);
    if (!path.ok) return faultResponse(path.error);
    const body = await readJsonBody(request);
    if (!body.ok) return faultResponse(body.error);
    const answer = await reviseNote(member, path.value.id, body.value);

    return answer.ok ? respondOnce(answer.value) : faultResponse(answer.error);
  }),
  DELETE: allow('member', async (request, member) => {
    const path = readLastSegment(request, idPathSchema);
    if (!path.ok) return faultResponse(path.error);
    const answer = await deleteNote(member, path.value.id);

    return answer.ok ? respondOnce(answer.value) : faultResponse(answer.error);
  }),
});
