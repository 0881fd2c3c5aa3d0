import type { Member } from '#lib/auth/viewer.ts';
import { newInvitationSchema, type Invitation, type MadeLink } from '#lib/contracts/accounts/members.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { invalidField, invalidInput, type RequestFault } from '#lib/contracts/request-fault.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { recordAudit } from '#lib/db/audit.ts';
import { insertLink, listOpenInvitations, revokeInvitation } from '#lib/db/one-time-links.ts';
import { inTransaction } from '#lib/db/transaction.ts';
import { findUserByEmail } from '#lib/db/users.ts';

import { toActor } from './actor.ts';
import { draftLink, handOverLink } from './make-link.ts';

/**
 * Invites somebody. A second invitation of the same address replaces the first.
 *
 * @returns the link, shown this once
 */
export async function inviteMember(member: Member, input: unknown): Promise<Result<MadeLink, RequestFault>> {
  const parsed = parseInput(newInvitationSchema, input);
  if (!parsed.ok) return err(invalidInput(parsed.error));
  const { email, role } = parsed.value;
  if ((await findUserByEmail(email)) !== null) {
    return err(invalidField('email', 'is that of a member already; change the role in the list instead'));
  }
  const draft = draftLink({ purpose: 'invitation', email, role, userId: null, createdById: member.userId });
  await inTransaction(async (tx) => {
    const id = await insertLink(tx, draft.stored);
    await recordAudit(tx, {
      ...toActor(member),
      action: 'invitation.made',
      entityType: 'invitation',
      entityId: id,
      after: { email, role },
    });
  });

  return ok(await handOverLink(draft, email));
}

/** Invitations that still work. */
export async function listInvitations(): Promise<{ readonly items: readonly Invitation[] }> {
  return { items: await listOpenInvitations() };
}

/** Takes an invitation back. */
export async function withdrawInvitation(
  member: Member,
  id: string,
): Promise<Result<{ readonly done: true }, RequestFault>> {
  return inTransaction(async (tx) => {
    const email = await revokeInvitation(tx, id);
    if (email === null)
      return err({ kind: 'not-found', detail: 'There is no open invitation with this id.' });
    await recordAudit(tx, {
      ...toActor(member),
      action: 'invitation.revoked',
      entityType: 'invitation',
      entityId: id,
      before: { email },
    });

    return ok({ done: true });
  });
}
