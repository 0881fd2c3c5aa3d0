import { z } from 'zod';

import type { Endpoint } from './endpoint.ts';
import { ENDPOINTS } from './endpoints.ts';
import { problemSchema } from './problem.ts';

type JsonObject = Readonly<Record<string, unknown>>;

const STATUS_MEANINGS: Readonly<Record<number, string>> = {
  401: 'Not signed in',
  403: 'Not allowed: sent by a page of another origin, or the role or scope does not suffice',
  404: 'No such id',
  409: 'Something else was changed meanwhile; nothing was written',
  413: 'Body above the limit: 64 KiB, of CSV files 256 MiB',
  415: 'Body is not of the documented type',
  421: 'Host name not allowed',
  422: 'Bad input; `errors` names every bad field',
  429: 'Too many requests or runs at once; Retry-After says when to come back',
  500: 'A fault of the server; `id` finds it in the log',
  502: 'A site outside cannot be reached or does not answer well',
  503: 'The database is away or being upgraded',
};

/** What every endpoint can answer, whatever it does. */
const COMMON_PROBLEMS: readonly number[] = [421, 500, 503];

/**
 * The OpenAPI 3.1 document of the API, made from the schemas that parse requests and describe answers.
 *
 * @param version of Waterline
 */
export function createOpenApiDocument(version: string): JsonObject {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Waterline',
      version,
      description:
        'How much HBM revenue is at risk if AI needs less memory, and when cheaper use offsets it. Fractions are 0..1, fields ending in Pct are percent, money is in the unit of the name, dates are ISO 8601, missing is null.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    paths: toPaths(ENDPOINTS),
    components: {
      schemas: Object.fromEntries([
        ...ENDPOINTS.filter(({ fileType }) => fileType === null).map((endpoint) => [
          endpoint.responseName,
          toJsonSchema(endpoint.response),
        ]),
        ['Problem', toJsonSchema(problemSchema)],
      ]) as JsonObject,
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'an API token, wl_..., made in the account page',
        },
        session: { type: 'apiKey', in: 'cookie', name: 'waterline.session_token' },
      },
    },
  };
}

/** Methods of one path stand together. */
function toPaths(endpoints: readonly Endpoint[]): JsonObject {
  const byPath = Object.groupBy(endpoints, ({ path }) => path);

  return Object.fromEntries(
    Object.entries(byPath).map(([path, group]) => [
      path,
      Object.fromEntries((group ?? []).map((endpoint) => [endpoint.method, toOperation(endpoint)])),
    ]),
  );
}

/** Which of the ways to sign in are taken; where dashboards are open none is needed. */
function toSecurity({ access }: Endpoint): readonly JsonObject[] {
  if (access === 'public') return [];
  if (access === 'account' || access === 'admin') return [{ session: [] }];
  const ways = [{ token: [] }, { session: [] }];

  return access === 'dashboards' ? [{}, ...ways] : ways;
}

function toOperation(endpoint: Endpoint): JsonObject {
  return {
    operationId: endpoint.operationId,
    summary: endpoint.summary,
    security: toSecurity(endpoint),
    parameters: [
      ...(endpoint.pathFields === null ? [] : toParameters(endpoint.pathFields, 'path')),
      ...(endpoint.query === null ? [] : toParameters(endpoint.query, 'query')),
    ],
    ...(endpoint.body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: toJsonSchema(endpoint.body) } },
      },
    }),
    ...(endpoint.isCsvBody && {
      requestBody: {
        required: true,
        content: { 'text/csv': { schema: { type: 'string', description: 'the file, a header line first' } } },
      },
    }),
    responses: { ...toSuccess(endpoint), ...toProblems(endpoint) },
  };
}

function toParameters(fields: z.ZodObject, place: 'path' | 'query'): readonly JsonObject[] {
  const { properties = {}, required = [] } = z.toJSONSchema(fields, { io: 'output' });

  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema,
  }));
}

function toSuccess(endpoint: Endpoint): JsonObject {
  const schema = { $ref: `#/components/schemas/${endpoint.responseName}` };
  if (endpoint.fileType !== null) {
    const file = { schema: { type: 'string', format: 'binary' } };
    return { 200: { description: 'The file', content: { [endpoint.fileType]: file } } };
  }

  return {
    200: {
      description: 'The answer',
      content: {
        'application/json': { schema },
        ...(endpoint.isList && { 'text/csv': { schema: { type: 'string' } } }),
      },
    },
    ...(endpoint.method === 'get' &&
      !endpoint.isOwn &&
      !endpoint.isStreamed && { 304: { description: 'Unchanged since the ETag of If-None-Match' } }),
  };
}

function toProblems(endpoint: Endpoint): JsonObject {
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  const ofAccess = endpoint.access === 'public' ? [] : [401, 403];
  const statuses = [...new Set([...ofAccess, ...endpoint.problems, ...COMMON_PROBLEMS])];

  return Object.fromEntries(
    statuses.map((status) => [status, { description: STATUS_MEANINGS[status] ?? 'Error', content }]),
  );
}

/** The schema without its dialect line: OpenAPI 3.1 names the dialect for the whole document. */
function toJsonSchema(schema: z.ZodType): JsonObject {
  const fields = Object.entries(z.toJSONSchema(schema, { io: 'output' }));

  return Object.fromEntries(fields.filter(([name]) => name !== '$schema'));
}
