import { FEED_COLUMNS, feedQuerySchema } from '#lib/contracts/feed.ts';
import { toCsv } from '#lib/contracts/csv-text.ts';
import { faultResponse } from '#lib/http/problem.ts';
import { readQuery } from '#lib/http/read-query.ts';
import { respond } from '#lib/http/respond.ts';
import { allow } from '#lib/http/allow.ts';
import { defineRoute } from '#lib/http/route.ts';
import { listFeed } from '#lib/services/sources/list-feed.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: allow('dashboards', async (request) => {
    const query = readQuery(request, feedQuerySchema);
    if (!query.ok) return faultResponse(query.error);

    const answer = await listFeed(query.value);
    if (!answer.ok) return faultResponse(answer.error);

    return respond(request, answer.value, (body) => toCsv(FEED_COLUMNS, body.items));
  }),
});
