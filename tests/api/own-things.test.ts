import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { makeMember, makeOwner, query, signIn, type Send, type TestMember } from '#tests/support/members.ts';

import { startApi, type ApiUnderTest } from './api-under-test.ts';

const ORIGIN = 'http://127.0.0.1:3000';

let api: ApiUnderTest;
let send: Send;
let owner: TestMember;
let ana: TestMember;
let vic: TestMember;

beforeAll(async () => {
  api = await startApi({ seeded: false });
  send = api.sendJson;
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
  it('has every session that was ended and every token that was made or revoked', async () => {
    const rows = await query<{ action: string }>(api.databaseUrl, 'SELECT DISTINCT action FROM audit_entry');

    expect(rows.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['session.ended', 'token.made', 'token.revoked']),
    );
  });
});
