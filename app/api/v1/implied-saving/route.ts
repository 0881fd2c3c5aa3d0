import { toCsv } from '#lib/contracts/csv-text.ts';
import { IMPLIED_COLUMNS, listImpliedLines } from '#lib/contracts/implied-saving.ts';
import { allow } from '#lib/http/allow.ts';
import { faultResponse } from '#lib/http/problem.ts';
import { readJsonBody } from '#lib/http/read-json-body.ts';
import { refuseQuery } from '#lib/http/read-query.ts';
import { respondListOnce } from '#lib/http/respond.ts';
import { defineRoute } from '#lib/http/route.ts';
import { solveImpliedRequest } from '#lib/services/implied-saving/solve-implied.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  POST: allow(
    'dashboards',
    async (request) => {
      const query = refuseQuery(request);
      if (!query.ok) return faultResponse(query.error);
      const input = await readJsonBody(request);
      if (!input.ok) return faultResponse(input.error);
      const answer = await solveImpliedRequest(input.value);
      if (!answer.ok) return faultResponse(answer.error);

      return respondListOnce(request, answer.value, (body) => toCsv(IMPLIED_COLUMNS, listImpliedLines(body)));
    },
    { name: 'implied-saving', perMinute: 240 },
  ),
});
