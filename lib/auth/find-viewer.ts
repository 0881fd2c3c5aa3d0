import 'server-only';
import { roleSchema } from '#lib/contracts/accounts/role.ts';
import { findTokenHolder, touchApiToken } from '#lib/db/api-tokens.ts';
import { touchSession } from '#lib/db/sessions.ts';
import { hashSecretToken } from '#lib/platform/secret-token.ts';

import { auth } from './auth.ts';
import { ANONYMOUS, type Viewer } from './viewer.ts';

const BEARER = /^Bearer +(\S{1,200})$/i;
const SESSION_COOKIE = /(?:^|;\s*)(?:__Secure-)?waterline\.session_token=/;
const TOUCH_MINUTES = 5;

/**
 * Who sends a request: by its API token, else by its session cookie. A token that is wrong, expired or revoked is
 * nobody, whatever cookie comes along: a program must not act as somebody else without noticing.
 */
export async function findViewer(headers: Headers): Promise<Viewer> {
  const authorization = headers.get('authorization');
  if (authorization !== null) return findTokenViewer(authorization);
  if (!SESSION_COOKIE.test(headers.get('cookie') ?? '')) return ANONYMOUS;
  const found = await auth().api.getSession({ headers, query: { disableRefresh: true } });
  const role = roleSchema.safeParse(found?.user.role);
  if (found === null || !role.success || found.user.disabledAt != null) return ANONYMOUS;
  await touchSession(found.session.id, TOUCH_MINUTES);
  const { id: userId, name, email } = found.user;

  return {
    kind: 'member',
    userId,
    name,
    email,
    role: role.data,
    via: { kind: 'session', sessionId: found.session.id },
  };
}

async function findTokenViewer(authorization: string): Promise<Viewer> {
  const token = BEARER.exec(authorization)?.[1];
  const holder = token === undefined ? null : await findTokenHolder(hashSecretToken(token));
  if (holder === null) return ANONYMOUS;
  await touchApiToken(holder.tokenId);
  const { id: userId, ...user } = holder.user;

  return {
    kind: 'member',
    userId,
    ...user,
    via: { kind: 'token', tokenId: holder.tokenId, scopes: holder.scopes },
  };
}
