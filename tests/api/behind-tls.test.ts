import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { GOOD_PASSWORD, makeOwner, type Send } from '#tests/support/members.ts';

import { startApi, type ApiUnderTest } from './api-under-test.ts';

const HOST = 'waterline.firm.example';
const ORIGIN = `https://${HOST}`;

let api: ApiUnderTest;
beforeAll(async () => {
  process.env['WATERLINE_PUBLIC_URL'] = ORIGIN;
  process.env['WATERLINE_CLIENT_ADDRESS_HEADER'] = 'X-Real-IP';
  api = await startApi({ seeded: false });
  const throughProxy: Send = (method, target, body, headers) =>
    api.sendJson(method, target, body, { host: HOST, ...headers });
  await makeOwner(throughProxy, api.databaseUrl, 'owner@firm.example', ORIGIN);
});
afterAll(() => api.close());

function signIn(headers: Record<string, string>, password = GOOD_PASSWORD): Promise<Response> {
  const body = { email: 'owner@firm.example', password };

  return api.sendJson('POST', '/api/auth/sign-in/email', body, { host: HOST, ...headers });
}

describe('behind a proxy with TLS', () => {
  it('sets cookies that travel by TLS only, and tells browsers to stay on it', async () => {
    const response = await signIn({ origin: ORIGIN });
    const [cookie = ''] = response.headers.getSetCookie();

    expect(response.status).toBe(200);
    expect(cookie).toMatch(/^__Secure-waterline\.session_token=.*; Secure/);
    expect(response.headers.get('strict-transport-security')).toMatch(/^max-age=63072000/);
    const health = await api.call('/api/v1/health', { headers: { host: HOST } });
    expect(health.headers.get('strict-transport-security')).toMatch(/^max-age=63072000/);
    const me = await api.call('/api/v1/me', { headers: { host: HOST, cookie: cookie.split(';')[0] ?? '' } });
    expect(me.status).toBe(200);
  });

  it('takes no sign-in from a page of another origin, nor for another host', async () => {
    expect((await signIn({ origin: 'https://evil.example' })).status).toBe(403);
    expect((await signIn({ origin: ORIGIN, host: 'evil.example' })).status).toBe(421);
  });

  it('makes links for the address that people open', async () => {
    const owner = await signIn({ origin: ORIGIN });
    const cookie = owner.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const invited = await api.sendJson(
      'POST',
      '/api/v1/invitations',
      { email: 'new@firm.example', role: 'viewer' },
      { host: HOST, origin: ORIGIN, cookie },
    );

    expect(((await invited.json()) as { url: string }).url).toMatch(
      /^https:\/\/waterline\.firm\.example\/join#/,
    );
  });
});
