import { idPathSchema } from '#lib/contracts/accounts/members.ts';
import { toCsv } from '#lib/contracts/csv-text.ts';
import { WATCHLIST_COLUMNS } from '#lib/contracts/watchlists/watchlist-csv.ts';
import { WATCHLIST_BODY_BYTES } from '#lib/contracts/watchlists/watchlists.ts';
import { allow } from '#lib/http/allow.ts';
import { faultResponse } from '#lib/http/problem.ts';
import { readJsonBody } from '#lib/http/read-json-body.ts';
import { readLastSegment } from '#lib/http/read-path.ts';
import { refuseQuery } from '#lib/http/read-query.ts';
import { respondListOnce, respondOnce } from '#lib/http/respond.ts';
import { defineRoute } from '#lib/http/route.ts';
import { deleteWatchlist } from '#lib/services/watchlists/keep-watchlists.ts';
import { reviseWatchlist } from '#lib/services/watchlists/revise-watchlist.ts';
import { getWatchlist } from '#lib/services/watchlists/show-watchlists.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: allow('member', async (request, member) => {
    const query = refuseQuery(request);
    if (!query.ok) return faultResponse(query.error);
    const path = readLastSegment(request, idPathSchema);
    if (!path.ok) return faultResponse(path.error);
    const answer = await getWatchlist(member, path.value.id);
    if (!answer.ok) return faultResponse(answer.error);

    return respondListOnce(request, answer.value, ({ rows }) => toCsv(WATCHLIST_COLUMNS, rows));
  }),
  PATCH: allow('member', async (request, member) => {
    const path = readLastSegment(request, idPathSchema);
    if (!path.ok) return faultResponse(path.error);
    const body = await readJsonBody(request, WATCHLIST_BODY_BYTES);
    if (!body.ok) return faultResponse(body.error);
    const answer = await reviseWatchlist(member, path.value.id, body.value);

    return answer.ok ? respondOnce(answer.value) : faultResponse(answer.error);
  }),
  DELETE: allow('member', async (request, member) => {
    const path = readLastSegment(request, idPathSchema);
    if (!path.ok) return faultResponse(path.error);
    const answer = await deleteWatchlist(member, path.value.id);

    return answer.ok ? respondOnce(answer.value) : faultResponse(answer.error);
  }),
});
