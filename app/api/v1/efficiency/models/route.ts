import { modelsQuerySchema } from '#lib/contracts/efficiency.ts';
import { MODEL_COLUMNS } from '#lib/contracts/csv-columns.ts';
import { toCsv } from '#lib/contracts/csv-text.ts';
import { faultResponse } from '#lib/http/problem.ts';
import { readQuery } from '#lib/http/read-query.ts';
import { respond } from '#lib/http/respond.ts';
import { allow } from '#lib/http/allow.ts';
import { defineRoute } from '#lib/http/route.ts';
import { listModels } from '#lib/services/efficiency/list-models.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: allow('dashboards', async (request) => {
    const query = readQuery(request, modelsQuerySchema);
    if (!query.ok) return faultResponse(query.error);

    const answer = await listModels(query.value);
    if (!answer.ok) return faultResponse(answer.error);

    return respond(request, answer.value, (body) => toCsv(MODEL_COLUMNS, body.items));
  }),
});
