import { randomUUID } from 'node:crypto';

import { hashPassword } from 'better-auth/crypto';

import { findPasswordFault } from '#lib/auth/password-strength.ts';
import {
  joinBodySchema,
  linkBodySchema,
  resetBodySchema,
  type OpenLinkAnswer,
} from '#lib/contracts/accounts/members.ts';
import type { Role } from '#lib/contracts/accounts/role.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { invalidField, invalidInput, type RequestFault } from '#lib/contracts/request-fault.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { recordAudit } from '#lib/db/audit.ts';
import { findOpenLink, useLink, type OpenLink } from '#lib/db/one-time-links.ts';
import { inTransaction } from '#lib/db/transaction.ts';
import {
  countMembers,
  findMember,
  findUserByEmail,
  insertUser,
  lockMembers,
  setPassword,
} from '#lib/db/users.ts';
import { hashSecretToken } from '#lib/platform/secret-token.ts';

const GONE: RequestFault = {
  kind: 'not-found',
  detail:
    'This link does not work: it was used, was replaced by a newer one, or has run out. Ask for another.',
};

/** Says what a link is for, without using it. */
export async function openLink(input: unknown): Promise<Result<OpenLinkAnswer, RequestFault>> {
  const parsed = parseInput(linkBodySchema, input);
  if (!parsed.ok) return err(invalidInput(parsed.error));
  const link = await findOpenLink(hashSecretToken(parsed.value.token));
  if (link === null) return err(GONE);
  const { purpose, email, role, expiresAt } = link;

  return ok({ purpose, email, role, expiresAt });
}

/**
 * Makes a member out of whoever holds a set-up link or an invitation, with a password. Of several at once with one
 * link, one joins.
 */
export async function joinByLink(
  input: unknown,
): Promise<Result<{ readonly email: string; readonly role: Role }, RequestFault>> {
  const parsed = parseInput(joinBodySchema, input);
  if (!parsed.ok) return err(invalidInput(parsed.error));
  const { token, name, password } = parsed.value;
  const link = await findOpenLink(hashSecretToken(token));
  if (link === null || link.role === null) return err(GONE);
  const email = link.email ?? parsed.value.email;
  if (email === undefined) return err(invalidField('email', 'is required: you sign in with it'));
  const weak = findPasswordFault(password, [name, email]);
  if (weak !== null) return err(invalidField('password', weak));
  if ((await findUserByEmail(email)) !== null)
    return err(invalidField('email', 'is that of a member already'));

  return join(link, { name, email, role: link.role, passwordHash: await hashPassword(password) });
}

async function join(
  link: OpenLink,
  user: { readonly name: string; readonly email: string; readonly role: Role; readonly passwordHash: string },
): Promise<Result<{ readonly email: string; readonly role: Role }, RequestFault>> {
  const { email, role } = user;
  return inTransaction(async (tx) => {
    await lockMembers(tx);
    // A set-up link makes an admin of anybody, so it works only while there is nobody.
    if (link.purpose === 'setup' && (await countMembers(tx)).all > 0) return err(GONE);
    if (!(await useLink(tx, link.id))) return err(GONE);
    const id = randomUUID();
    await insertUser(tx, { ...user, id });
    await recordAudit(tx, {
      actorId: id,
      actor: email,
      via: 'link',
      action: 'member.joined',
      entityType: 'member',
      entityId: id,
      after: { email, role, by: link.purpose },
    });

    return ok({ email, role });
  });
}

/** Sets a new password by a reset link; every session of that member ends. */
export async function resetByLink(input: unknown): Promise<Result<{ readonly email: string }, RequestFault>> {
  const parsed = parseInput(resetBodySchema, input);
  if (!parsed.ok) return err(invalidInput(parsed.error));
  const { token, password } = parsed.value;
  const link = await findOpenLink(hashSecretToken(token));
  const userId = link?.userId ?? null;
  if (link === null || userId === null) return err(GONE);
  const weak = findPasswordFault(password, []);
  if (weak !== null) return err(invalidField('password', weak));
  const passwordHash = await hashPassword(password);

  return inTransaction(async (tx) => {
    const member = await findMember(tx, userId);
    if (member === null || member.isDisabled || !(await useLink(tx, link.id))) return err(GONE);
    await setPassword(tx, userId, passwordHash);
    await recordAudit(tx, {
      actorId: userId,
      actor: member.email,
      via: 'link',
      action: 'member.password-reset',
      entityType: 'member',
      entityId: userId,
    });

    return ok({ email: member.email });
  });
}
