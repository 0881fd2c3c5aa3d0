import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

import type { NextConfig } from 'next';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ENDPOINTS } from '#lib/contracts/endpoints.ts';

import { makeOwner } from '#tests/support/members.ts';

import { startApi } from './api-under-test.ts';
import type { ApiUnderTest } from './api-under-test.ts';

const API_DIR = path.join(import.meta.dirname, '../../app/api');

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi({ seeded: false });
});
afterAll(() => api.close());

async function expectProblem(response: Response, status: number): Promise<{ title: string; detail: string }> {
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(response.headers.get('cache-control')).toBe('no-store');
  const problem = (await response.json()) as { status: number; type: string; title: string; detail: string };
  expect(problem.status).toBe(status);
  expect(problem.type).toMatch(/^urn:waterline:problem:[a-z-]+$/);

  return problem;
}

describe('every route of the API', () => {
  const routes = readdirSync(API_DIR, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('route.ts'),
  );

  it('is made by defineRoute, which no request passes unchecked', () => {
    expect(routes.length).toBeGreaterThan(9);
    for (const route of routes) {
      const source = readFileSync(path.join(API_DIR, route), 'utf8');
      const exported = [...source.matchAll(/^export .*$/gm)].map((match) => match[0]);

      expect(exported, route).toHaveLength(1);
      expect(exported[0], route).toMatch(
        /^export const \{ GET, POST, PUT, PATCH, DELETE, OPTIONS \} = define(Missing)?Route\(/,
      );
    }
  });

  it('is documented, and every documented path is a route', () => {
    const served = routes
      // Those under auth speak the auth library's own form, which its documentation describes.
      .filter((route) => route !== 'missing/route.ts' && !route.startsWith('auth/'))
      .map((route) => `/api/${path.dirname(route).replace(/\[(\w+)\]/g, '{$1}')}`);
    const documented = [...new Set(ENDPOINTS.map((endpoint) => endpoint.path)), '/api/v1/openapi.json'];

    expect(served.toSorted()).toEqual(documented.toSorted());
  });

  it('refuses foreign hosts and answers 405 with Allow to methods that it lacks', async () => {
    const paths = Object.entries(Object.groupBy(ENDPOINTS, ({ path: each }) => each));
    for (const [target, endpoints = []] of paths) {
      await expectProblem(await api.call(target, { headers: { host: 'evil.example' } }), 421);

      const methods = ['get', 'post', 'patch', 'delete'].filter((each) =>
        endpoints.some(({ method }) => method === each),
      );
      const offered = [
        ...methods.map((each) => (each === 'get' ? 'GET, HEAD' : each.toUpperCase())),
        'OPTIONS',
      ].join(', ');
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter(
        (name) => !offered.includes(name),
      )) {
        const response = await api.call(target, { method });

        expect(response.headers.get('allow')).toBe(offered);
        await expectProblem(response, 405);
      }
      expect((await api.call(target, { method: 'OPTIONS' })).headers.get('allow')).toBe(offered);
    }
  });

  it('refuses changing requests from pages of other origins before it reads them', async () => {
    const headers = { origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' };

    for (const endpoint of ENDPOINTS) {
      await expectProblem(await api.call(endpoint.path, { method: 'POST', headers }), 403);
    }
  });

  it('names unknown query parameters', async () => {
    const { headers } = await makeOwner(api.sendJson, api.databaseUrl);
    for (const endpoint of ENDPOINTS.filter(({ method }) => method === 'get')) {
      await expectProblem(await api.call(`${endpoint.path}?colour=red`, { headers }), 422);
    }
    await expectProblem(await api.call('/api/v1/openapi.json?colour=red'), 422);
  });
});

describe('paths that do not exist', () => {
  it('are all sent to the one route that says so', async () => {
    const configFile = path.join(API_DIR, '../../next.config.js');
    const { default: config } = (await import(configFile)) as { default: NextConfig };

    expect(await config.rewrites?.()).toEqual({
      fallback: [{ source: '/api/:path*', destination: '/api/missing' }],
    });
  });

  it.each(['/api', '/api/v1', '/api/v1/nothing', '/api/v2/exposure', '/api/v1/exposure/x', '/api/v1/%ZZ'])(
    '%s is a 404 problem for every method',
    async (target) => {
      for (const method of ['GET', 'POST', 'DELETE']) {
        const problem = await expectProblem(await api.call(target, { method }), 404);

        expect(problem.detail).toContain('openapi.json');
      }
    },
  );
});

describe('bodies', () => {
  it('answers 415 to a form and 413 to a huge body', async () => {
    const form = { method: 'POST', body: new URLSearchParams({ memorySaving: '0.5' }) };

    await expectProblem(await api.call('/api/v1/exposure', form), 415);
    await expectProblem(await api.postJson('/api/v1/exposure', ' '.repeat(70_000)), 413);
  });
});

describe('a database without facts', () => {
  it('is 503 with the remedy, and degraded health', async () => {
    const problem = await expectProblem(await api.call('/api/v1/facts'), 503);
    const health = await api.call('/api/v1/health');

    expect(problem.detail).toContain('npm start');
    expect(health.status).toBe(503);
    expect(await health.json()).toMatchObject({
      status: 'degraded',
      database: { ok: true, migrations: 'applied' },
      dataVersion: null,
      refresh: { lastSuccessAt: null },
    });
  });
});
