import { z } from 'zod';

import { ENDPOINTS, type Endpoint } from './endpoints.ts';
import { problemSchema } from './problem.ts';

type JsonObject = Readonly<Record<string, unknown>>;

const STATUS_MEANINGS: Readonly<Record<number, string>> = {
  403: 'Sent by a page of another origin',
  404: 'No such id',
  413: 'Body above 64 KiB',
  415: 'Body is not application/json',
  421: 'Host name not allowed',
  422: 'Bad input; `errors` names every bad field',
  429: 'Too many runs at once; Retry-After says when to come back',
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
    paths: Object.fromEntries(
      ENDPOINTS.map((endpoint) => [endpoint.path, { [endpoint.method]: toOperation(endpoint) }]),
    ),
    components: {
      schemas: Object.fromEntries([
        ...ENDPOINTS.map((endpoint) => [endpoint.responseName, toJsonSchema(endpoint.response)]),
        ['Problem', toJsonSchema(problemSchema)],
      ]) as JsonObject,
    },
  };
}

function toOperation(endpoint: Endpoint): JsonObject {
  return {
    operationId: endpoint.operationId,
    summary: endpoint.summary,
    ...(endpoint.query && {
      parameters: [
        ...(endpoint.pathFields === null ? [] : toParameters(endpoint.pathFields, 'path')),
        ...toParameters(endpoint.query, 'query'),
      ],
    }),
    ...(endpoint.body && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: toJsonSchema(endpoint.body) } },
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

  return {
    200: {
      description: 'The answer',
      content: {
        'application/json': { schema },
        ...(endpoint.isList && { 'text/csv': { schema: { type: 'string' } } }),
      },
    },
    ...(endpoint.method === 'get' && { 304: { description: 'Unchanged since the ETag of If-None-Match' } }),
  };
}

function toProblems(endpoint: Endpoint): JsonObject {
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  const statuses = [...endpoint.problems, ...COMMON_PROBLEMS];

  return Object.fromEntries(
    statuses.map((status) => [status, { description: STATUS_MEANINGS[status] ?? 'Error', content }]),
  );
}

/** The schema without its dialect line: OpenAPI 3.1 names the dialect for the whole document. */
function toJsonSchema(schema: z.ZodType): JsonObject {
  const fields = Object.entries(z.toJSONSchema(schema, { io: 'output' }));

  return Object.fromEntries(fields.filter(([name]) => name !== '$schema'));
}
