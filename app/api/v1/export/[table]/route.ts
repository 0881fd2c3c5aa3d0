import { exportPathSchema, exportQuerySchema } from '#lib/contracts/imports/export.ts';
import { writeExportCsv } from '#lib/contracts/imports/export-csv.ts';
import { allow } from '#lib/http/allow.ts';
import { faultResponse } from '#lib/http/problem.ts';
import { readLastSegment } from '#lib/http/read-path.ts';
import { readQuery } from '#lib/http/read-query.ts';
import { respond } from '#lib/http/respond.ts';
import { defineRoute } from '#lib/http/route.ts';
import { exportTable } from '#lib/services/exports/export-table.ts';

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: allow('dashboards', async (request) => {
    const path = readLastSegment(request, exportPathSchema);
    if (!path.ok) return faultResponse(path.error);
    const query = readQuery(request, exportQuerySchema);
    if (!query.ok) return faultResponse(query.error);
    const answer = await exportTable(path.value.table, query.value);
    if (!answer.ok) return faultResponse(answer.error);

    return respond(request, answer.value, writeExportCsv);
  }),
});
