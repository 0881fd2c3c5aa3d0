import type { Member } from '#lib/auth/viewer.ts';
import { memberChangeSchema, type MemberItem } from '#lib/contracts/accounts/members.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { invalidField, invalidInput, type RequestFault } from '#lib/contracts/request-fault.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { recordAudit } from '#lib/db/audit.ts';
import { inTransaction } from '#lib/db/transaction.ts';
import { countMembers, findMember, listMembers, lockMembers, updateMember } from '#lib/db/users.ts';

import { toActor } from './actor.ts';

/** Everybody of the firm. */
export async function getMembers(): Promise<{ readonly items: readonly MemberItem[] }> {
  return { items: await listMembers() };
}

/** Changes a member's role, or lets them in no more. The last admin stays one. */
export async function changeMember(
  admin: Member,
  id: string,
  input: unknown,
): Promise<Result<{ readonly done: true }, RequestFault>> {
  const parsed = parseInput(memberChangeSchema, input);
  if (!parsed.ok) return err(invalidInput(parsed.error));

  return inTransaction(async (tx) => {
    await lockMembers(tx);
    const before = await findMember(tx, id);
    if (before === null) return err({ kind: 'not-found', detail: 'There is no member with this id.' });
    const after = {
      role: parsed.value.role ?? before.role,
      isDisabled: parsed.value.isDisabled ?? before.isDisabled,
    };
    const wasAdmin = before.role === 'admin' && !before.isDisabled;
    const staysAdmin = after.role === 'admin' && !after.isDisabled;
    if (wasAdmin && !staysAdmin && (await countMembers(tx)).admins === 1) {
      return err(
        invalidField(
          parsed.value.role === undefined ? 'isDisabled' : 'role',
          'cannot change: this is the only admin left. Make somebody else admin first',
        ),
      );
    }
    await updateMember(tx, id, after);
    await recordAudit(tx, {
      ...toActor(admin),
      action: 'member.changed',
      entityType: 'member',
      entityId: id,
      before: { role: before.role, isDisabled: before.isDisabled },
      after,
    });

    return ok({ done: true });
  });
}
