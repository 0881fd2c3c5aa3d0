import { faultResponse } from '#lib/http/problem.ts';
import { prefersProgress, streamProgress } from '#lib/http/progress-stream.ts';
import { readJsonBody } from '#lib/http/read-json-body.ts';
import { refuseQuery } from '#lib/http/read-query.ts';
import { respondOnce } from '#lib/http/respond.ts';
import { allow } from '#lib/http/allow.ts';
import { defineRoute } from '#lib/http/route.ts';
import { evaluateUncertaintyRequest } from '#lib/services/uncertainty/evaluate-uncertainty.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  POST: allow(
    'dashboards',
    async (request) => {
      const query = refuseQuery(request);
      if (!query.ok) return faultResponse(query.error);
      const body = await readJsonBody(request);
      if (!body.ok) return faultResponse(body.error);

      if (prefersProgress(request)) {
        return streamProgress(request, (options) => evaluateUncertaintyRequest(body.value, options));
      }
      const answer = await evaluateUncertaintyRequest(body.value, { signal: request.signal });

      return answer.ok ? respondOnce(answer.value) : faultResponse(answer.error);
    },
    { name: 'uncertainty', perMinute: 240 },
  ),
});
