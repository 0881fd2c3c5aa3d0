import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  GOOD_PASSWORD,
  makeMember,
  makeOwner,
  makeResetToken,
  query,
  signIn,
  tokenOf,
  type Send,
  type TestMember,
} from '#tests/support/members.ts';

import { startApi, type ApiUnderTest } from './api-under-test.ts';

const ORIGIN = 'http://127.0.0.1:3000';

let api: ApiUnderTest;
let send: Send;
let owner: TestMember;
let ana: TestMember;

beforeAll(async () => {
  api = await startApi({ seeded: false });
  send = api.sendJson;
  owner = await makeOwner(send, api.databaseUrl);
  ana = await makeMember(send, owner, 'ana@firm.example', 'analyst');
});
afterAll(() => api.close());

function get(target: string, member: TestMember | null = null): Promise<Response> {
  return send('GET', target, undefined, member?.headers);
}

async function bodyOf<T>(response: Response): Promise<T> {
  return (await response.json()) as T;
}

describe('signing in', () => {
  it('answers a wrong password and an unknown address alike', async () => {
    const attempts = [
      { email: 'ana@firm.example', password: 'not the password' },
      { email: 'nobody@firm.example', password: 'not the password' },
    ];
    const answers = await Promise.all(
      attempts.map(async (body) => {
        const response = await send('POST', '/api/auth/sign-in/email', body, { origin: ORIGIN });
        return [response.status, await response.text(), response.headers.getSetCookie()] as const;
      }),
    );

    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]?.[0]).toBe(401);
  });

  it('sets a cookie that scripts cannot read and other sites do not send, new at every sign-in', async () => {
    const response = await send(
      'POST',
      '/api/auth/sign-in/email',
      { email: ana.email, password: ana.password },
      { origin: ORIGIN, cookie: 'waterline.session_token=chosen-by-somebody-else.xyz' },
    );
    const [cookie = ''] = response.headers.getSetCookie();

    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Lax/i);
    expect(cookie).not.toContain('chosen-by-somebody-else');
    expect(cookie.split(';')[0]).not.toBe(ana.cookie);
  });

  it('takes the address in any case of letters', async () => {
    await expect(signIn(send, 'ANA@Firm.Example', ana.password)).resolves.toContain('session_token');
  });

  it('refuses a cookie whose signature was changed', async () => {
    const cookie = ana.cookie.replace(/.{4}$/, 'AAAA');

    expect((await send('GET', '/api/v1/me', undefined, { cookie })).status).toBe(401);
  });

  it('lets an account rest after ten wrong tries, however many come at once, known or not', async () => {
    await makeMember(send, owner, 'rest@firm.example', 'viewer');
    for (const email of ['rest@firm.example', 'never-was@firm.example']) {
      const tries = await Promise.all(
        Array.from({ length: 40 }, (_, index) =>
          send(
            'POST',
            '/api/auth/sign-in/email',
            { email, password: `guess ${String(index)}` },
            { origin: ORIGIN },
          ),
        ),
      );
      const statuses = tries.map(({ status }) => status);

      expect(statuses.filter((status) => status === 401)).toHaveLength(10);
      expect(statuses.filter((status) => status === 429)).toHaveLength(30);
      expect(Number(tries.find(({ status }) => status === 429)?.headers.get('retry-after'))).toBeGreaterThan(
        0,
      );
    }
    const right = { email: 'rest@firm.example', password: GOOD_PASSWORD };

    expect((await send('POST', '/api/auth/sign-in/email', right, { origin: ORIGIN })).status).toBe(429);
    await expect(signIn(send, ana.email, ana.password)).resolves.toContain('session_token');
  });

  it('offers nothing else of the library: no sign-up, no list of session tokens', async () => {
    const closed = [
      'sign-up/email',
      'list-sessions',
      'get-session',
      'update-user',
      'delete-user',
      'change-email',
    ];
    for (const path of closed) {
      expect((await send('POST', `/api/auth/${path}`, {}, ana.headers)).status, path).toBe(404);
      expect((await get(`/api/auth/${path}`, ana)).status, path).toBe(404);
    }
  });

  it('refuses a change that another site’s page sent with the cookie, or that carries one from nowhere', async () => {
    const foreign = { cookie: ana.cookie, origin: 'https://evil.example' };
    const fromNowhere = { cookie: ana.cookie };
    for (const headers of [foreign, fromNowhere]) {
      expect((await send('POST', '/api/v1/tokens', { name: 'x', scopes: ['read'] }, headers)).status).toBe(
        403,
      );
      expect((await send('POST', '/api/auth/sign-out', {}, headers)).status).toBe(403);
    }
    expect((await get('/api/v1/me', ana)).status).toBe(200);
  });
});

describe('passwords', () => {
  it.each([
    ['short', /at least 10 characters/],
    ['password1234', /too easy/],
    ['analyst@firm', /too easy/],
    ['qwertyuiop12', /too easy/],
    ['x'.repeat(129), /at most 128/],
  ])('refuses %s and says why', async (password, why) => {
    const invited = await send(
      'POST',
      '/api/v1/invitations',
      { email: 'weak@firm.example', role: 'viewer' },
      owner.headers,
    );
    const { url } = await bodyOf<{ url: string }>(invited);
    const joined = await send('POST', '/api/v1/links/join', {
      token: tokenOf(url),
      name: 'Analyst Firm',
      password,
    });

    expect(joined.status).toBe(422);
    expect((await bodyOf<{ errors: { pointer: string; message: string }[] }>(joined)).errors).toEqual([
      { pointer: '/password', message: expect.stringMatching(why) as string },
    ]);
  });

  it('changes one with the present one, weighs the new one, and signs every other browser out', async () => {
    const pat = await makeMember(send, owner, 'pat@firm.example', 'analyst');
    const other = await signIn(send, pat.email, pat.password);
    const change = (currentPassword: string, newPassword: string) =>
      send(
        'POST',
        '/api/auth/change-password',
        { currentPassword, newPassword, revokeOtherSessions: true },
        pat.headers,
      );

    expect((await change('wrong', 'velvet 93 harbour mint')).status).toBe(400);
    expect((await change(pat.password, 'password12345')).status).toBe(400);
    expect((await change(pat.password, 'velvet 93 harbour mint')).status).toBe(200);
    expect((await send('GET', '/api/v1/me', undefined, { cookie: other })).status).toBe(401);
    await expect(signIn(send, pat.email, 'velvet 93 harbour mint')).resolves.toContain('session_token');
    await expect(signIn(send, pat.email, pat.password)).rejects.toThrow('401');
  });

  it('sets one by a reset link, once, and ends every session', async () => {
    const ron = await makeMember(send, owner, 'ron@firm.example', 'viewer');
    const older = await makeResetToken(api.databaseUrl, ron.email);
    const token = await makeResetToken(api.databaseUrl, ron.email);
    const reset = (which: string) =>
      send('POST', '/api/v1/links/reset', { token: which, password: 'mellow 55 gravel kite' });

    expect((await reset(older)).status).toBe(404);
    expect((await reset(token)).status).toBe(200);
    expect((await reset(token)).status).toBe(404);
    expect((await get('/api/v1/me', ron)).status).toBe(401);
    await expect(signIn(send, ron.email, 'mellow 55 gravel kite')).resolves.toContain('session_token');
  });

  it('asks nothing of the auth library that its own rules forbid', async () => {
    const token = await makeResetToken(api.databaseUrl, ana.email);
    const joined = await send('POST', '/api/v1/links/join', {
      token,
      name: 'Eve',
      email: 'eve@x.example',
      password: GOOD_PASSWORD,
    });

    expect(joined.status).toBe(404);
  });
});

describe('the audit', () => {
  it('has every change of a password, and who was signed in', async () => {
    const rows = await query<{ action: string }>(api.databaseUrl, 'SELECT DISTINCT action FROM audit_entry');

    expect(rows.map(({ action }) => action)).toEqual(
      expect.arrayContaining([
        'session.signed-in',
        'member.password-changed',
        'member.password-reset',
        'member.reset-link-made',
      ]),
    );
  });
});
