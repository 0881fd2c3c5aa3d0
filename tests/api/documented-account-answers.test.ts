import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ACCOUNT_ENDPOINTS } from '#lib/contracts/accounts/account-endpoints.ts';
import { makeSetupLink } from '#lib/start/member-links.ts';
import {
  GOOD_PASSWORD,
  makeMember,
  makeOwner,
  makeResetToken,
  tokenOf,
  type TestMember,
} from '#tests/support/members.ts';

import { startApi, type ApiUnderTest } from './api-under-test.ts';

let api: ApiUnderTest;
let owner: TestMember;
let ana: TestMember;
const asked = new Set<string>();

beforeAll(async () => {
  // A mail server that nobody listens at: what is asked for is answered before any mail is tried.
  process.env['SMTP_URL'] = 'smtp://127.0.0.1:1';
  process.env['MAIL_FROM'] = 'waterline@firm.example';
  api = await startApi({ seeded: false });
  owner = await makeOwner(api.sendJson, api.databaseUrl);
  ana = await makeMember(api.sendJson, owner, 'ana@firm.example', 'analyst');
});
afterAll(() => api.close());

/** Sends a good request and holds the answer against the schema that the document gives for it. */
async function ask(
  operationId: string,
  fields: { readonly id?: string; readonly body?: object } = {},
): Promise<unknown> {
  const endpoint = ACCOUNT_ENDPOINTS.find((each) => each.operationId === operationId);
  if (endpoint === undefined) throw new Error(`no endpoint ${operationId}`);
  asked.add(operationId);
  const target = endpoint.path.replace('{id}', fields.id ?? '');
  const headers = endpoint.access === 'public' ? {} : owner.headers;
  const response = await api.sendJson(endpoint.method.toUpperCase(), target, fields.body, headers);
  const answer: unknown = await response.json();

  expect(response.status, `${operationId}: ${JSON.stringify(answer)}`).toBe(200);
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(endpoint.response.safeParse(answer).error?.issues ?? [], operationId).toEqual([]);

  return answer;
}

describe('answers about members are as the OpenAPI document says', () => {
  it('for what everybody may ask of themselves', async () => {
    await ask('getMe');
    await ask('getSettings');
    await ask('changeSettings', { body: { theme: 'dark', startScenarioId: null } });
    const { items } = (await ask('listSessions')) as { items: { id: string; isCurrent: boolean }[] };
    const made = (await ask('makeToken', { body: { name: 'a script', scopes: ['read'], days: 30 } })) as {
      id: string;
    };
    await ask('listTokens');
    await ask('revokeToken', { id: made.id });
    await ask('endSession', { id: items.find(({ isCurrent }) => isCurrent)?.id ?? '' });
    const { email } = owner;
    const response = await api.sendJson('GET', '/api/v1/me', undefined, owner.headers);
    expect(response.status).toBe(401);
    owner = { ...owner, headers: { ...owner.headers, cookie: await signInAgain(email) } };
  });

  it('for what admins do', async () => {
    await ask('listMembers');
    await ask('changeMember', { id: ana.id, body: { role: 'editor' } });
    await ask('makeResetLink', { body: { memberId: ana.id } });
    await ask('inviteMember', { body: { email: 'kim@firm.example', role: 'viewer' } });
    const { items } = (await ask('listInvitations')) as { items: { id: string }[] };
    await ask('withdrawInvitation', { id: items[0]?.id ?? '' });
    await ask('listAudit');
  });

  it('for who holds a link', async () => {
    const invited = (await ask('inviteMember', { body: { email: 'lee@firm.example', role: 'viewer' } })) as {
      url: string;
    };
    const token = tokenOf(invited.url);
    await ask('openLink', { body: { token } });
    await ask('joinByLink', { body: { token, name: 'Lee', password: GOOD_PASSWORD } });
    await ask('requestReset', { body: { email: ana.email } });
    const reset = await makeResetToken(api.databaseUrl, ana.email);
    await ask('resetByLink', { body: { token: reset, password: 'mellow 55 gravel kite' } });

    expect(await makeSetupLink(api.databaseUrl, 'http://127.0.0.1:3000')).toBeNull();
  });

  it('for every endpoint there is', () => {
    expect([...asked].toSorted()).toEqual(ACCOUNT_ENDPOINTS.map(({ operationId }) => operationId).toSorted());
  });
});

async function signInAgain(email: string): Promise<string> {
  const response = await api.sendJson(
    'POST',
    '/api/auth/sign-in/email',
    { email, password: GOOD_PASSWORD },
    { origin: 'http://127.0.0.1:3000' },
  );

  return response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}
