import { ARCHIVE_TYPE, archiveQuerySchema } from '#lib/contracts/archive.ts';
import { allow } from '#lib/http/allow.ts';
import { faultResponse } from '#lib/http/problem.ts';
import { readQuery } from '#lib/http/read-query.ts';
import { respondStream, respondToHead } from '#lib/http/respond-stream.ts';
import { defineRoute } from '#lib/http/route.ts';
import { openArchive } from '#lib/services/archive/open-archive.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: allow('admin', async (request, member) => {
    const query = readQuery(request, archiveQuerySchema);
    if (!query.ok) return faultResponse(query.error);
    if (request.method === 'HEAD') return respondToHead(ARCHIVE_TYPE);
    const archive = await openArchive(member, request.signal);
    if (!archive.ok) return faultResponse(archive.error);

    return respondStream({ ...archive.value, contentType: ARCHIVE_TYPE });
  }),
});
