import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { makeSetupLink } from '#lib/start/member-links.ts';
import {
  GOOD_PASSWORD,
  makeMember,
  makeOwner,
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
let vic: TestMember;

beforeAll(async () => {
  api = await startApi({ seeded: false });
  send = api.sendJson;
  firstLink = await makeSetupLink(api.databaseUrl, ORIGIN);
  owner = await makeOwner(send, api.databaseUrl);
  await makeMember(send, owner, 'ana@firm.example', 'analyst');
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

describe('the audit', () => {
  it('says who did what, from what to what', async () => {
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
        'invitation.made',
        'invitation.revoked',
        'session.signed-in',
        'member.changed',
        'token.made',
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
