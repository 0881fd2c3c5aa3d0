import 'server-only';
import { recordAuditAlone } from '#lib/db/audit.ts';

/** The requests of the auth library that change something worth remembering. */
const ACTIONS: Readonly<Record<string, string>> = {
  '/sign-in/email': 'session.signed-in',
  '/callback/:id': 'session.signed-in',
  '/change-password': 'member.password-changed',
};

/** Writes down what the auth library did for a user; requests that change nothing, and refused ones, are left out. */
export async function auditAuthChange(
  path: string | undefined,
  user: { readonly id: string; readonly email: string } | null,
): Promise<void> {
  const action = path === undefined ? undefined : ACTIONS[path];
  if (action === undefined || user === null) return;
  await recordAuditAlone({
    actorId: user.id,
    actor: user.email,
    via: 'session',
    action,
    entityType: 'member',
    entityId: user.id,
  });
}
