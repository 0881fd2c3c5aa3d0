import { describe, expect, it } from 'vitest';

import { findRequestProblem } from '#lib/http/request-guard.ts';

function statusOf(
  method: string,
  headers: Record<string, string>,
  allowedHosts: string[] = [],
): number | null {
  return findRequestProblem({ method, headers: new Headers(headers), allowedHosts })?.status ?? null;
}

describe('host allow list', () => {
  it.each(['127.0.0.1', '127.0.0.1:3000', 'localhost', 'LOCALHOST:8080', '[::1]', '[::1]:3000'])(
    'lets the loopback name %s in on any port',
    (host) => {
      expect(statusOf('GET', { host })).toBeNull();
    },
  );

  it.each([
    'evil.example',
    'evil.example:3000',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'evil.example@127.0.0.1',
    '127.0.0.1:3000.evil.example',
    '127.0.0.2',
    '[::2]:3000',
    '',
  ])('refuses %j, which DNS could point at this machine', (host) => {
    expect(statusOf('GET', { host })).toBe(421);
  });

  it('refuses a request without a host', () => {
    expect(statusOf('GET', {})).toBe(421);
  });

  it('lets a host in that the operator allowed, in any case and on any port', () => {
    expect(statusOf('GET', { host: 'Waterline.example:8443' }, ['waterline.example'])).toBeNull();
  });

  it('says how to allow a host', () => {
    const problem = findRequestProblem({
      method: 'GET',
      headers: new Headers({ host: 'a.b' }),
      allowedHosts: [],
    });

    expect(problem?.detail).toContain('WATERLINE_ALLOWED_HOSTS');
  });
});

describe('origin of changing requests', () => {
  const host = 'localhost:3000';

  it('lets a page of the same origin change things', () => {
    const headers = { host, origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' };

    expect(statusOf('POST', headers)).toBeNull();
  });

  it('lets a program in, which sends neither header', () => {
    expect(statusOf('POST', { host })).toBeNull();
  });

  it.each([
    ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['another site in a browser without Sec-Fetch-Site', { origin: 'https://evil.example' }],
    ['another port of this machine', { origin: 'http://localhost:8080', 'sec-fetch-site': 'same-site' }],
    ['another loopback name', { origin: 'http://127.0.0.1:3000', 'sec-fetch-site': 'cross-site' }],
    ['a sandboxed frame', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
    ['an opaque origin', { origin: 'null' }],
    ['a page whose origin was stripped', { 'sec-fetch-site': 'cross-site' }],
  ])('refuses %s', (_who, headers) => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      expect(statusOf(method, { host, ...headers })).toBe(403);
    }
  });

  it('lets other sites link here', () => {
    expect(statusOf('GET', { host, 'sec-fetch-site': 'cross-site' })).toBeNull();
  });
});
