import 'server-only';
import { findOpenInvitation, useLink } from '#lib/db/one-time-links.ts';
import { recordAudit } from '#lib/db/audit.ts';
import { inTransaction } from '#lib/db/transaction.ts';
import { isUserDisabled } from '#lib/db/users.ts';
import { env } from '#lib/platform/env.ts';

/** What the auth library hands over about somebody who is about to become a user. */
interface ComingUser {
  readonly id?: string;
  readonly email: string;
  readonly name: string;
  readonly emailVerified?: boolean;
}

const NAME_MAX_CHARACTERS = 100;

/**
 * Whether somebody who signed in at the provider for the first time becomes a member, and as what: with the role of
 * their invitation, else with OIDC_JOIN_ROLE, else not at all. Members with a password are made elsewhere, not here.
 */
export async function admitOidcUser(user: ComingUser): Promise<false | { data: Record<string, unknown> }> {
  // An address that the provider did not verify could be anybody's: it must not take up an invitation.
  const invitation = user.emailVerified === true ? await findOpenInvitation(user.email.toLowerCase()) : null;
  const role = invitation?.role ?? env().oidc?.joinRole ?? null;
  if (role === null) return false;
  const name = user.name.trim() === '' ? user.email : user.name;

  return {
    data: { ...user, name: name.slice(0, NAME_MAX_CHARACTERS), email: user.email.toLowerCase(), role },
  };
}

/** Writes down who joined by the provider, and closes the invitation that let them in. */
export async function noteOidcUser(user: ComingUser): Promise<void> {
  const email = user.email.toLowerCase();
  const invitation = await findOpenInvitation(email);
  await inTransaction(async (tx) => {
    if (invitation !== null) await useLink(tx, invitation.id);
    await recordAudit(tx, {
      actorId: user.id ?? null,
      actor: email,
      via: 'session',
      action: 'member.joined',
      entityType: 'member',
      entityId: user.id ?? null,
      after: { email, by: invitation === null ? 'single sign-on' : 'invitation, by single sign-on' },
    });
  });
}

/** Who is disabled gets no session, however they sign in. */
export async function refuseDisabledUser(session: { readonly userId: string }): Promise<false | undefined> {
  return (await isUserDisabled(session.userId)) ? false : undefined;
}
