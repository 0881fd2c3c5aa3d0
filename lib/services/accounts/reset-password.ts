import type { Member } from '#lib/auth/viewer.ts';
import {
  requestResetBodySchema,
  resetLinkBodySchema,
  type MadeLink,
} from '#lib/contracts/accounts/members.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { invalidField, invalidInput, type RequestFault } from '#lib/contracts/request-fault.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { recordAudit } from '#lib/db/audit.ts';
import { insertLink } from '#lib/db/one-time-links.ts';
import { inTransaction } from '#lib/db/transaction.ts';
import { findMember, findUserByEmail } from '#lib/db/users.ts';
import { canSendMail } from '#lib/mail/send-mail.ts';
import { log } from '#lib/platform/log.ts';

import { toActor } from './actor.ts';
import { draftLink, handOverLink } from './make-link.ts';

/**
 * Mails a reset link to a member who asks for one. Who asks learns nothing: the answer is the same, and as quick, for an
 * address that nobody has here; the mail is sent afterwards.
 */
export function requestReset(input: unknown): Result<{ readonly done: true }, RequestFault> {
  const parsed = parseInput(requestResetBodySchema, input);
  if (!parsed.ok) return err(invalidInput(parsed.error));
  if (!canSendMail()) {
    return err(
      invalidField(
        'email',
        'cannot be written to: no mail is set up here. Ask an admin of Waterline for a reset link',
      ),
    );
  }
  mailReset(parsed.value.email).catch((error: unknown) => {
    log().error({ err: error }, 'a reset link was not made');
  });

  return ok({ done: true });
}

async function mailReset(email: string): Promise<void> {
  const user = await findUserByEmail(email);
  if (user === null || user.isDisabled) return;
  const draft = draftLink({ purpose: 'reset', email: null, role: null, userId: user.id, createdById: null });
  await inTransaction(async (tx) => {
    await insertLink(tx, draft.stored);
    await recordAudit(tx, {
      actorId: null,
      actor: 'somebody on the sign-in page',
      via: 'link',
      action: 'member.reset-requested',
      entityType: 'member',
      entityId: user.id,
    });
  });
  await handOverLink(draft, email);
}

/** Makes a reset link for an admin to hand over. */
export async function makeResetLink(admin: Member, input: unknown): Promise<Result<MadeLink, RequestFault>> {
  const parsed = parseInput(resetLinkBodySchema, input);
  if (!parsed.ok) return err(invalidInput(parsed.error));
  const userId = parsed.value.memberId;
  const draft = draftLink({
    purpose: 'reset',
    email: null,
    role: null,
    userId,
    createdById: admin.userId,
  });
  const email = await inTransaction(async (tx) => {
    const member = await findMember(tx, userId);
    if (member === null || member.isDisabled) return null;
    await insertLink(tx, draft.stored);
    await recordAudit(tx, {
      ...toActor(admin),
      action: 'member.reset-link-made',
      entityType: 'member',
      entityId: userId,
    });

    return member.email;
  });
  if (email === null)
    return err({ kind: 'not-found', detail: 'There is no member with this id who may sign in.' });

  return ok(await handOverLink(draft, email));
}
