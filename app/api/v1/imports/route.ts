import { batchesQuerySchema, commitQuerySchema } from '#lib/contracts/imports/imports.ts';
import { allow } from '#lib/http/allow.ts';
import { faultResponse } from '#lib/http/problem.ts';
import { readCsvBody } from '#lib/http/read-csv-body.ts';
import { readQuery } from '#lib/http/read-query.ts';
import { respond, respondOnce } from '#lib/http/respond.ts';
import { defineRoute } from '#lib/http/route.ts';
import { commitImport } from '#lib/services/imports/desk/commit-import.ts';
import { listImports } from '#lib/services/imports/desk/list-batches.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: allow('dashboards', async (request) => {
    const query = readQuery(request, batchesQuerySchema);
    if (!query.ok) return faultResponse(query.error);

    return respond(request, await listImports(query.value));
  }),
  POST: allow(
    'editor',
    async (request, member) => {
      const query = readQuery(request, commitQuerySchema);
      if (!query.ok) return faultResponse(query.error);
      const body = readCsvBody(request);
      if (!body.ok) return faultResponse(body.error);
      const answer = await commitImport(member, query.value, body.value);

      return answer.ok ? respondOnce(answer.value) : faultResponse(answer.error);
    },
    { name: 'import', perMinute: 120 },
  ),
});
