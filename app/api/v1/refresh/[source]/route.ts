import { refreshPathSchema } from '#lib/contracts/refresh.ts';
import { allow } from '#lib/http/allow.ts';
import { faultResponse } from '#lib/http/problem.ts';
import { readLastSegment } from '#lib/http/read-path.ts';
import { respondOnce } from '#lib/http/respond.ts';
import { defineRoute } from '#lib/http/route.ts';
import { liveRefresh } from '#lib/services/refresh/live-deps.ts';
import { requestRefresh } from '#lib/services/refresh/request-refresh.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  POST: allow('editor', async (request, member) => {
    const path = readLastSegment(request, refreshPathSchema);
    if (!path.ok) return faultResponse(path.error);
    const answer = await requestRefresh(member, path.value.source, liveRefresh().deps);
    if (!answer.ok) return faultResponse(answer.error);

    return respondOnce(answer.value, answer.value.run.state === 'running' ? 202 : 200);
  }),
});
