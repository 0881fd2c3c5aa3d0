import type { Member } from '#lib/auth/viewer.ts';
import type { NewAuditEntry } from '#lib/db/audit.ts';

/** Who did it, as the audit writes it down. */
export function toActor(member: Member): Pick<NewAuditEntry, 'actorId' | 'actor' | 'via'> {
  return { actorId: member.userId, actor: member.email, via: member.via.kind };
}
