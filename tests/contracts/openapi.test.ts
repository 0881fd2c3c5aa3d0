import { describe, expect, it } from 'vitest';

import { ENDPOINTS } from '#lib/contracts/endpoints.ts';
import { createOpenApiDocument } from '#lib/contracts/openapi.ts';

const document = createOpenApiDocument('1.2.3');
const text = JSON.stringify(document);

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly required: boolean;
    readonly schema: object;
  }[];
  readonly responses: Readonly<Record<string, object>>;
}

function operationOf(path: string, method: string): Operation {
  const paths = document['paths'] as Record<string, Record<string, Operation>>;
  const operation = paths[path]?.[method];
  if (operation === undefined) throw new Error(`${method} ${path} is not in the document`);

  return operation;
}

describe('OpenAPI document', () => {
  it('is version 3.1 and carries the version of the program', () => {
    expect(document).toMatchObject({ openapi: '3.1.0', info: { version: '1.2.3' } });
  });

  it('documents every endpoint with its query parameters and every status it can answer', () => {
    expect(ENDPOINTS.length).toBeGreaterThanOrEqual(9);
    for (const endpoint of ENDPOINTS) {
      const operation = operationOf(endpoint.path, endpoint.method);
      const names = (operation.parameters ?? []).map((parameter) => parameter.name);

      expect(names).toEqual([
        ...Object.keys(endpoint.pathFields?.shape ?? {}),
        ...Object.keys(endpoint.query?.shape ?? {}),
      ]);
      expect(Object.keys(endpoint.pathFields?.shape ?? {})).toEqual(
        [...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name),
      );
      expect(Object.keys(operation.responses)).toEqual(
        expect.arrayContaining(['200', '421', '422', '500', '503']),
      );
    }
  });

  it('says that query numbers are numbers, with their bounds', () => {
    const parameters = operationOf('/api/v1/capex/totals', 'get').parameters ?? [];

    expect(parameters.find((parameter) => parameter.name === 'year')).toMatchObject({
      required: true,
      schema: { type: 'integer', minimum: 1900, maximum: 2200 },
    });
  });

  it('refers only to components that exist', () => {
    const components = Object.keys((document['components'] as { schemas: object }).schemas);
    const references = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map((match) => match[1]);

    expect(references.length).toBeGreaterThan(9);
    expect(components).toEqual(expect.arrayContaining(references));
  });

  it('uses each operation id once', () => {
    const ids = ENDPOINTS.map((endpoint) => endpoint.operationId);

    expect(new Set(ids).size).toBe(ids.length);
  });
});
