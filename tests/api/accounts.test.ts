import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { makeSetupLink } from '#lib/start/member-links.ts';
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
let firstLink: string | null;
let owner: TestMember;
let ana: TestMember;
let vic: TestMember;

beforeAll(async () => {
  api = await startApi({ seeded: false });
  send = api.sendJson;
  firstLink = await makeSetupLink(api.databaseUrl, ORIGIN);
  owner = await makeOwner(send, api.databaseUrl);
  ana = await makeMember(send, owner, 'ana@firm.example', 'analyst');
  vic = await makeMember(send, owner, 'vic@firm.example', 'viewer');
});
afterAll(() => api.close());

function get(target: string, member: TestMember | null = null): Promise<Response> {
  return send('GET', target, undefined, member?.headers);
}

async function bodyOf<T>(response: Response): Promise<T> {
  return (await response.json()) as T;
}

interface Items<T> {
  readonly items: readonly T[];
}

describe('the first owner', () => {
  it('is made by the newest set-up link only, once, and then no start makes another', async () => {
    const person = { name: 'Eve', email: 'eve@else.example', password: GOOD_PASSWORD };
    const older = await send('POST', '/api/v1/links/join', { token: tokenOf(firstLink), ...person });

    expect(older.status).toBe(404);
    expect(await makeSetupLink(api.databaseUrl, ORIGIN)).toBeNull();
    expect(await bodyOf(await get('/api/v1/me', owner))).toMatchObject({ role: 'admin', via: 'session' });
  });

  it('keeps no password, link or token as it is', async () => {
    const dump = JSON.stringify([
      await query(api.databaseUrl, 'SELECT * FROM account'),
      await query(api.databaseUrl, 'SELECT * FROM one_time_link'),
      await query(api.databaseUrl, 'SELECT * FROM audit_entry'),
    ]);

    expect(dump).not.toContain(GOOD_PASSWORD);
    expect(dump).not.toContain(tokenOf(firstLink));
    expect(dump).toContain('token_hash');
  });
});

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

describe('invitations', () => {
  it('work once, for one of many at the same time', async () => {
    const invited = await send(
      'POST',
      '/api/v1/invitations',
      { email: 'race@firm.example', role: 'analyst' },
      owner.headers,
    );
    const { url } = await bodyOf<{ url: string }>(invited);
    const tries = await Promise.all(
      Array.from({ length: 8 }, (_, index) =>
        send('POST', '/api/v1/links/join', {
          token: tokenOf(url),
          name: `Racer ${String(index)}`,
          password: GOOD_PASSWORD,
        }),
      ),
    );

    expect(tries.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(
      await query(api.databaseUrl, `SELECT name FROM app_user WHERE email = 'race@firm.example'`),
    ).toHaveLength(1);
  });

  it('stop working when taken back, replaced, or past their end', async () => {
    const invite = async () =>
      tokenOf(
        (
          await bodyOf<{ url: string }>(
            await send(
              'POST',
              '/api/v1/invitations',
              { email: 'late@firm.example', role: 'viewer' },
              owner.headers,
            ),
          )
        ).url,
      );
    const join = async (token: string) =>
      (await send('POST', '/api/v1/links/join', { token, name: 'Late', password: GOOD_PASSWORD })).status;
    const replaced = await invite();
    const takenBack = await invite();
    const { items } = await bodyOf<Items<{ id: string; email: string }>>(
      await get('/api/v1/invitations', owner),
    );
    const open = items.filter(({ email }) => email === 'late@firm.example');

    expect(open).toHaveLength(1);
    expect(
      (await send('DELETE', `/api/v1/invitations/${open[0]?.id ?? ''}`, undefined, owner.headers)).status,
    ).toBe(200);
    expect(
      (await send('DELETE', `/api/v1/invitations/${open[0]?.id ?? ''}`, undefined, owner.headers)).status,
    ).toBe(404);
    expect(await join(replaced)).toBe(404);
    expect(await join(takenBack)).toBe(404);
    const expired = await invite();
    await query(
      api.databaseUrl,
      `UPDATE one_time_link SET expires_at = now() - interval '1 second' WHERE email = 'late@firm.example'`,
    );

    expect(await join(expired)).toBe(404);
  });

  it.each([
    ['a member', { email: 'ana@firm.example', role: 'viewer' }, '/email'],
    ['no address', { email: 'nobody', role: 'viewer' }, '/email'],
    ['an unknown role', { email: 'new@firm.example', role: 'root' }, '/role'],
    ['a field too many', { email: 'new@firm.example', role: 'viewer', isAdmin: true }, '/isAdmin'],
  ])('refuse %s, naming the field', async (_, body, pointer) => {
    const response = await send('POST', '/api/v1/invitations', body, owner.headers);

    expect(response.status).toBe(422);
    expect(
      (await bodyOf<{ errors: { pointer: string }[] }>(response)).errors.map((fault) => fault.pointer),
    ).toEqual([pointer]);
  });

  it.each(['\u200bAna', 'A\u202ena', ' ', 'x'.repeat(101), 'a\u0000b', 'two\nlines'])(
    'take no name like %j',
    async (name) => {
      const invited = await send(
        'POST',
        '/api/v1/invitations',
        { email: 'names@firm.example', role: 'viewer' },
        owner.headers,
      );
      const { url } = await bodyOf<{ url: string }>(invited);
      const joined = await send('POST', '/api/v1/links/join', {
        token: tokenOf(url),
        name,
        password: GOOD_PASSWORD,
      });

      expect(joined.status).toBe(422);
      expect(await joined.text()).toContain('/name');
    },
  );

  it('take names of any script', async () => {
    const member = await makeMember(send, owner, 'kim@firm.example', 'viewer');
    const invited = await send(
      'POST',
      '/api/v1/invitations',
      { email: 'jiwoo@firm.example', role: 'viewer' },
      owner.headers,
    );
    const { url } = await bodyOf<{ url: string }>(invited);
    const joined = await send('POST', '/api/v1/links/join', {
      token: tokenOf(url),
      name: '김지우 (ジウ) O’Brien',
      password: GOOD_PASSWORD,
    });

    expect(joined.status).toBe(200);
    expect(member.role).toBe('viewer');
  });
});

describe('members', () => {
  it('lose every session and token the moment they are disabled, and cannot come back', async () => {
    const dee = await makeMember(send, owner, 'dee@firm.example', 'analyst');
    const made = await send('POST', '/api/v1/tokens', { name: 'script', scopes: ['read'] }, dee.headers);
    const { token } = await bodyOf<{ token: string }>(made);
    const change = (isDisabled: boolean) =>
      send('PATCH', `/api/v1/members/${dee.id}`, { isDisabled }, owner.headers);

    expect((await change(true)).status).toBe(200);
    expect((await get('/api/v1/me', dee)).status).toBe(401);
    expect((await send('GET', '/api/v1/me', undefined, { authorization: `Bearer ${token}` })).status).toBe(
      401,
    );
    await expect(signIn(send, dee.email, dee.password)).rejects.toThrow(/sign-in: (401|403)/);
    expect((await change(false)).status).toBe(200);
    await expect(signIn(send, dee.email, dee.password)).resolves.toContain('session_token');
  });

  it('are never without an admin, though two demote each other at once', async () => {
    const second = await makeMember(send, owner, 'second@firm.example', 'admin');
    const statuses = await Promise.all([
      send('PATCH', `/api/v1/members/${second.id}`, { role: 'viewer' }, owner.headers),
      send('PATCH', `/api/v1/members/${owner.id}`, { role: 'viewer' }, second.headers),
    ]).then((responses) => responses.map(({ status }) => status));
    const admins = await query(
      api.databaseUrl,
      `SELECT id FROM app_user WHERE role = 'admin' AND disabled_at IS NULL`,
    );

    expect(statuses.toSorted()).not.toEqual([200, 200]);
    expect(admins).toHaveLength(1);
    await query(api.databaseUrl, `UPDATE app_user SET role = 'admin' WHERE id = $1`, [owner.id]);
    await query(api.databaseUrl, `UPDATE app_user SET role = 'viewer' WHERE id = $1`, [second.id]);
    const last = await send('PATCH', `/api/v1/members/${owner.id}`, { isDisabled: true }, owner.headers);

    expect(last.status).toBe(422);
    expect(await last.text()).toContain('only admin left');
  });

  it('cannot raise themselves: not by the list, not by an invitation, not by fields of sign-in', async () => {
    expect((await send('PATCH', `/api/v1/members/${vic.id}`, { role: 'admin' }, vic.headers)).status).toBe(
      403,
    );
    expect(
      (await send('POST', '/api/v1/invitations', { email: 'x@y.example', role: 'admin' }, vic.headers))
        .status,
    ).toBe(403);
    const body = { email: vic.email, password: vic.password, role: 'admin', disabledAt: null };
    await send('POST', '/api/auth/sign-in/email', body, { origin: ORIGIN });

    expect(await query(api.databaseUrl, 'SELECT role FROM app_user WHERE id = $1', [vic.id])).toEqual([
      { role: 'viewer' },
    ]);
  });
});

describe('sessions', () => {
  it('are listed to their owner only, without tokens, and end when told to', async () => {
    const laptop = await signIn(send, vic.email, vic.password);
    const listed = await bodyOf<Items<{ id: string; isCurrent: boolean }>>(
      await get('/api/v1/sessions', vic),
    );
    const current = listed.items.filter(({ isCurrent }) => isCurrent);
    const others = listed.items.filter(({ isCurrent }) => !isCurrent);

    expect(current).toHaveLength(1);
    expect(JSON.stringify(listed)).not.toContain(decodeURIComponent(laptop).split('=')[1]?.split('.')[0]);
    const foreign = await send('DELETE', `/api/v1/sessions/${others[0]?.id ?? ''}`, undefined, ana.headers);
    expect(foreign.status).toBe(404);
    for (const { id } of others) {
      expect((await send('DELETE', `/api/v1/sessions/${id}`, undefined, vic.headers)).status).toBe(200);
    }
    expect((await send('GET', '/api/v1/me', undefined, { cookie: laptop })).status).toBe(401);
    expect((await get('/api/v1/me', vic)).status).toBe(200);
  });

  it('end with sign-out, on the server too', async () => {
    const cookie = await signIn(send, vic.email, vic.password);

    expect((await send('POST', '/api/auth/sign-out', {}, { cookie, origin: ORIGIN })).status).toBe(200);
    expect((await send('GET', '/api/v1/me', undefined, { cookie })).status).toBe(401);
  });

  it('run out', async () => {
    const cookie = await signIn(send, vic.email, vic.password);
    await query(
      api.databaseUrl,
      `UPDATE session SET expires_at = now() - interval '1 second' WHERE user_id = $1`,
      [vic.id],
    );

    expect((await send('GET', '/api/v1/me', undefined, { cookie })).status).toBe(401);
    vic = { ...vic, headers: { origin: ORIGIN, cookie: await signIn(send, vic.email, vic.password) } };
  });
});

describe('API tokens', () => {
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  const make = async (member: TestMember, body: object) => {
    const response = await send('POST', '/api/v1/tokens', body, member.headers);
    if (response.status !== 200) throw new Error(await response.text());
    return bodyOf<{ id: string; token: string }>(response);
  };

  it('are shown once, kept as a hash, and act as their owner', async () => {
    const { token } = await make(ana, { name: 'notebook', scopes: ['read'] });
    const listed = await (await get('/api/v1/tokens', ana)).text();
    const kept = JSON.stringify(await query(api.databaseUrl, 'SELECT * FROM api_token'));

    expect(listed).toContain('notebook');
    expect(listed + kept).not.toContain(token);
    expect(await bodyOf(await send('GET', '/api/v1/me', undefined, bearer(token)))).toMatchObject({
      email: ana.email,
      via: 'token',
    });
  });

  it('cannot make tokens, see sessions or act as admin, whatever their owner may', async () => {
    const { token } = await make(owner, { name: 'all', scopes: ['read', 'write', 'data'] });
    const tries = [
      ['POST', '/api/v1/tokens', { name: 'more', scopes: ['read'] }],
      ['GET', '/api/v1/sessions', undefined],
      ['GET', '/api/v1/members', undefined],
      ['GET', '/api/v1/audit', undefined],
      ['POST', '/api/v1/invitations', { email: 'x@y.example', role: 'admin' }],
    ] as const;
    for (const [method, target, body] of tries) {
      expect((await send(method, target, body, bearer(token))).status, target).toBe(403);
    }
  });

  it('stop working when revoked or expired, and nobody else can revoke them', async () => {
    const { id, token } = await make(ana, { name: 'short-lived', scopes: ['read'] });

    expect((await send('DELETE', `/api/v1/tokens/${id}`, undefined, vic.headers)).status).toBe(404);
    expect((await send('GET', '/api/v1/me', undefined, bearer(token))).status).toBe(200);
    expect((await send('DELETE', `/api/v1/tokens/${id}`, undefined, ana.headers)).status).toBe(200);
    expect((await send('GET', '/api/v1/me', undefined, bearer(token))).status).toBe(401);
    const expiring = await make(ana, { name: 'expiring', scopes: ['read'], days: 1 });
    await query(
      api.databaseUrl,
      `UPDATE api_token SET expires_at = now() - interval '1 second' WHERE id = $1`,
      [expiring.id],
    );

    expect((await send('GET', '/api/v1/me', undefined, bearer(expiring.token))).status).toBe(401);
  });

  it('that are wrong are nobody, though a good cookie comes along', async () => {
    const headers = { ...ana.headers, authorization: 'Bearer wl_nothing' };

    expect((await send('GET', '/api/v1/me', undefined, headers)).status).toBe(401);
  });

  it.each([
    [{ name: 'x', scopes: [] }, '/scopes'],
    [{ name: 'x', scopes: ['read', 'read'] }, '/scopes'],
    [{ name: 'x', scopes: ['root'] }, '/scopes/0'],
    [{ name: 'x', scopes: ['data'] }, '/scopes'],
    [{ name: 'x', scopes: ['read'], days: 366 }, '/days'],
    [{ name: '', scopes: ['read'] }, '/name'],
  ])('are refused for an analyst as %j, at %s', async (body, pointer) => {
    const response = await send('POST', '/api/v1/tokens', body, ana.headers);

    expect(response.status).toBe(422);
    expect((await bodyOf<{ errors: { pointer: string }[] }>(response)).errors[0]?.pointer).toBe(pointer);
  });

  it('refuse a name of 5 MB by its size', async () => {
    const response = await send(
      'POST',
      '/api/v1/tokens',
      { name: 'n'.repeat(5_000_000), scopes: ['read'] },
      ana.headers,
    );

    expect(response.status).toBe(413);
  });
});

describe('the audit', () => {
  it('says who did what, from what to what, and holds for members, links, sessions and tokens', async () => {
    await send('PATCH', `/api/v1/members/${vic.id}`, { role: 'analyst' }, owner.headers);
    await send('PATCH', `/api/v1/members/${vic.id}`, { role: 'viewer' }, owner.headers);
    const response = await get('/api/v1/audit?action=member.changed&limit=1', owner);
    const page = await bodyOf<Items<object> & { nextCursor: string }>(response);

    expect(page.items[0]).toMatchObject({
      actor: owner.email,
      via: 'session',
      entityId: vic.id,
      before: { role: 'analyst', isDisabled: false },
      after: { role: 'viewer', isDisabled: false },
    });
    const next = await bodyOf<Items<object>>(
      await get(`/api/v1/audit?action=member.changed&limit=1&cursor=${page.nextCursor}`, owner),
    );
    expect(next.items[0]).toMatchObject({ before: { role: 'viewer' }, after: { role: 'analyst' } });
    const actions = await query<{ action: string }>(
      api.databaseUrl,
      'SELECT DISTINCT action FROM audit_entry',
    );
    expect(actions.map(({ action }) => action)).toEqual(
      expect.arrayContaining([
        'member.joined',
        'member.password-changed',
        'member.password-reset',
        'member.reset-link-made',
        'invitation.made',
        'invitation.revoked',
        'session.signed-in',
        'session.ended',
        'token.made',
        'token.revoked',
      ]),
    );
  });

  it('cannot be rewritten, not even by the owner of the tables', async () => {
    for (const sql of [
      'UPDATE audit_entry SET actor = $$x$$',
      'DELETE FROM audit_entry',
      'TRUNCATE audit_entry',
    ]) {
      await expect(query(api.databaseUrl, sql), sql).rejects.toThrow(/append-only/);
    }
  });
});
