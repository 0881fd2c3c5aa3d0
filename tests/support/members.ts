import { Client } from 'pg';

import type { Role } from '#lib/contracts/accounts/role.ts';
import { makeMemberResetLink, makeSetupLink } from '#lib/start/member-links.ts';

/** How a request is sent: to route modules in a test, or to a served app. */
export type Send = (
  method: string,
  target: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Response>;

/** Somebody of the firm under test. */
export interface TestMember {
  readonly id: string;
  readonly email: string;
  readonly password: string;
  readonly role: Role;
  /** Cookie header of a session of theirs. */
  readonly cookie: string;
  /** Headers of a request that a page of ours sends for them. */
  readonly headers: Readonly<Record<string, string>>;
}

export const GOOD_PASSWORD = 'turbid otter lamp 47 quorum';

const ORIGIN = 'http://127.0.0.1:3000';

/** The token of a link that was made, which stands behind #. */
export function tokenOf(link: string | null): string {
  const token = link?.split('#')[1];
  if (token === undefined) throw new Error('no link was made');
  return token;
}

/** Signs in and returns the cookie to send along. */
export async function signIn(send: Send, email: string, password: string, origin = ORIGIN): Promise<string> {
  const response = await send('POST', '/api/auth/sign-in/email', { email, password }, { origin });
  if (response.status !== 200)
    throw new Error(`sign-in: ${String(response.status)} ${await response.text()}`);
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0] ?? '')
    .join('; ');
}

async function asMember(send: Send, email: string, role: Role, origin: string): Promise<TestMember> {
  const cookie = await signIn(send, email, GOOD_PASSWORD, origin);
  const headers = { cookie, origin };
  const me = (await (await send('GET', '/api/v1/me', undefined, headers)).json()) as { id: string };
  return { id: me.id, email, password: GOOD_PASSWORD, role, cookie, headers };
}

/** The first owner, by the set-up link. */
export async function makeOwner(
  send: Send,
  databaseUrl: string,
  email = 'owner@firm.example',
  origin = ORIGIN,
): Promise<TestMember> {
  const token = tokenOf(await makeSetupLink(databaseUrl, origin));
  const joined = await send('POST', '/api/v1/links/join', {
    token,
    name: 'Ona Owner',
    email,
    password: GOOD_PASSWORD,
  });
  if (joined.status !== 200) throw new Error(`set-up: ${await joined.text()}`);
  return asMember(send, email, 'admin', origin);
}

/** Somebody invited by `admin`, with a role. */
export async function makeMember(
  send: Send,
  admin: TestMember,
  email: string,
  role: Role,
  origin = ORIGIN,
): Promise<TestMember> {
  const invited = await send('POST', '/api/v1/invitations', { email, role }, admin.headers);
  if (invited.status !== 200) throw new Error(`invitation: ${await invited.text()}`);
  const { url } = (await invited.json()) as { url: string };
  const joined = await send('POST', '/api/v1/links/join', {
    token: tokenOf(url),
    name: email,
    password: GOOD_PASSWORD,
  });
  if (joined.status !== 200) throw new Error(`join: ${await joined.text()}`);
  return asMember(send, email, role, origin);
}

/** A reset link's token as `npm run reset-link` makes it. */
export async function makeResetToken(databaseUrl: string, email: string): Promise<string> {
  return tokenOf(await makeMemberResetLink(databaseUrl, ORIGIN, email));
}

/** Rows of one query, as the database owner sees them. */
export async function query<Row extends object>(
  databaseUrl: string,
  sql: string,
  values: readonly unknown[] = [],
): Promise<readonly Row[]> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query<Row>(sql, [...values])).rows;
  } finally {
    await client.end();
  }
}
