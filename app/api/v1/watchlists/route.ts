import { WATCHLIST_BODY_BYTES } from '#lib/contracts/watchlists/watchlists.ts';
import { allow } from '#lib/http/allow.ts';
import { faultResponse } from '#lib/http/problem.ts';
import { readJsonBody } from '#lib/http/read-json-body.ts';
import { refuseQuery } from '#lib/http/read-query.ts';
import { respondOnce } from '#lib/http/respond.ts';
import { defineRoute } from '#lib/http/route.ts';
import { makeWatchlist } from '#lib/services/watchlists/make-watchlist.ts';
import { listOwnWatchlists } from '#lib/services/watchlists/show-watchlists.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: allow('member', async (request, member) => {
    const query = refuseQuery(request);
    if (!query.ok) return faultResponse(query.error);
    const answer = await listOwnWatchlists(member);

    return answer.ok ? respondOnce(answer.value) : faultResponse(answer.error);
  }),
  POST: allow('member', async (request, member) => {
    const body = await readJsonBody(request, WATCHLIST_BODY_BYTES);
    if (!body.ok) return faultResponse(body.error);
    const answer = await makeWatchlist(member, body.value);

    return answer.ok ? respondOnce(answer.value) : faultResponse(answer.error);
  }),
});
