import { toCsv } from '#lib/contracts/csv-text.ts';
import { NOTE_COLUMNS } from '#lib/contracts/notes/note-csv.ts';
import { notesQuerySchema } from '#lib/contracts/notes/notes.ts';
import { allow } from '#lib/http/allow.ts';
import { setNextLink } from '#lib/http/next-link.ts';
import { faultResponse } from '#lib/http/problem.ts';
import { readJsonBody } from '#lib/http/read-json-body.ts';
import { readQuery } from '#lib/http/read-query.ts';
import { respondListOnce, respondOnce } from '#lib/http/respond.ts';
import { defineRoute } from '#lib/http/route.ts';
import { writeNote } from '#lib/services/notes/keep-notes.ts';
import { listNotes } from '#lib/services/notes/show-notes.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: allow('member', async (request, member) => {
    const query = readQuery(request, notesQuerySchema);
    if (!query.ok) return faultResponse(query.error);
    const answer = await listNotes(member, query.value);
    if (!answer.ok) return faultResponse(answer.error);
    const response = respondListOnce(request, answer.value, ({ items }) => toCsv(NOTE_COLUMNS, items));
    setNextLink(response, request, answer.value.nextCursor);

    return response;
  }),
  POST: allow('member', async (request, member) => {
    const body = await readJsonBody(request);
    if (!body.ok) return faultResponse(body.error);
    const answer = await writeNote(member, body.value);

    return answer.ok ? respondOnce(answer.value) : faultResponse(answer.error);
  }),
});
