import { factsQuerySchema } from '#lib/contracts/facts-summary.ts';
import { TABLE_SUMMARY_COLUMNS } from '#lib/contracts/csv-columns.ts';
import { toCsv } from '#lib/contracts/csv-text.ts';
import { faultResponse } from '#lib/http/problem.ts';
import { readQuery } from '#lib/http/read-query.ts';
import { respond } from '#lib/http/respond.ts';
import { allow } from '#lib/http/allow.ts';
import { defineRoute } from '#lib/http/route.ts';
import { summariseFactTables } from '#lib/services/facts/summarise-facts.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: allow('dashboards', async (request) => {
    const query = readQuery(request, factsQuerySchema);
    if (!query.ok) return faultResponse(query.error);

    const answer = await summariseFactTables(query.value);
    if (!answer.ok) return faultResponse(answer.error);

    return respond(request, answer.value, (body) => toCsv(TABLE_SUMMARY_COLUMNS, body.tables));
  }),
});
