import { createOpenApiDocument } from '#lib/contracts/openapi.ts';
import { faultResponse } from '#lib/http/problem.ts';
import { refuseQuery } from '#lib/http/read-query.ts';
import { respond } from '#lib/http/respond.ts';
import { allow } from '#lib/http/allow.ts';
import { defineRoute } from '#lib/http/route.ts';
import { WATERLINE_VERSION } from '#lib/services/health/waterline-version.ts';

const openApiDocument = createOpenApiDocument(WATERLINE_VERSION);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = defineRoute({
  GET: allow('public', (request) => {
    const query = refuseQuery(request);

    return query.ok ? respond(request, openApiDocument) : faultResponse(query.error);
  }),
});
