import type { Member } from '#lib/auth/viewer.ts';
import type { SessionItem } from '#lib/contracts/accounts/members.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { recordAudit } from '#lib/db/audit.ts';
import { deleteSession, listSessions } from '#lib/db/sessions.ts';
import { inTransaction } from '#lib/db/transaction.ts';

import { toActor } from './actor.ts';

/** The member's own signed-in browsers. */
export async function getSessions(member: Member): Promise<{ readonly items: readonly SessionItem[] }> {
  const current = member.via.kind === 'session' ? member.via.sessionId : null;
  const items = await listSessions(member.userId);

  return { items: items.map((item) => ({ ...item, isCurrent: item.id === current })) };
}

/** Ends one of the member's own sessions. */
export async function endSession(
  member: Member,
  id: string,
): Promise<Result<{ readonly done: true }, RequestFault>> {
  return inTransaction(async (tx) => {
    if (!(await deleteSession(tx, member.userId, id))) {
      return err({ kind: 'not-found', detail: 'You have no session with this id.' });
    }
    await recordAudit(tx, {
      ...toActor(member),
      action: 'session.ended',
      entityType: 'session',
      entityId: id,
    });

    return ok({ done: true });
  });
}
