import { previewQuerySchema } from '#lib/contracts/imports/imports.ts';
import { allow } from '#lib/http/allow.ts';
import { faultResponse } from '#lib/http/problem.ts';
import { readCsvBody } from '#lib/http/read-csv-body.ts';
import { readQuery } from '#lib/http/read-query.ts';
import { respondOnce } from '#lib/http/respond.ts';
import { defineRoute } from '#lib/http/route.ts';
import { previewImport } from '#lib/services/imports/desk/preview-import.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  POST: allow(
    'editor',
    async (request) => {
      const query = readQuery(request, previewQuerySchema);
      if (!query.ok) return faultResponse(query.error);
      const body = readCsvBody(request);
      if (!body.ok) return faultResponse(body.error);
      const answer = await previewImport(query.value, body.value);

      return answer.ok ? respondOnce(answer.value) : faultResponse(answer.error);
    },
    { name: 'import', perMinute: 120 },
  ),
});
