import { AUDIT_PAGE_ROWS, auditQuerySchema } from '#lib/contracts/accounts/audit.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { listInvitations } from '#lib/services/accounts/invite.ts';
import { listAudit } from '#lib/services/accounts/list-audit.ts';
import { getMembers } from '#lib/services/accounts/members.ts';

import { requireMember } from '../../_auth/current-viewer.ts';
import { NoAccess } from '../../_auth/NoAccess.tsx';
import { PlainPage } from '../../_page/PlainPage.tsx';
import { toPairs, type SearchParams } from '../../_page/read-search-params.ts';
import { AuditSection } from './AuditSection.tsx';
import { InvitationsSection } from './InvitationsSection.tsx';
import { MembersSection } from './MembersSection.tsx';

export const metadata = { title: 'Admin' };

/** Members, invitations and the audit. */
export default async function AdminPage({ searchParams }: { readonly searchParams: SearchParams }) {
  const allowed = await requireMember('admin');
  if (!('member' in allowed)) return <NoAccess detail={allowed.refusal} />;
  const pairs = Object.fromEntries(toPairs(await searchParams).filter(([, value]) => value !== ''));
  const query = parseInput(auditQuerySchema, pairs);
  const [members, invitations, audit] = await Promise.all([
    getMembers(),
    listInvitations(),
    listAudit(query.ok ? query.value : { limit: AUDIT_PAGE_ROWS }),
  ]);

  return (
    <PlainPage title="Admin">
      <MembersSection members={members.items} ownId={allowed.member.userId} />
      <InvitationsSection invitations={invitations.items} />
      <AuditSection
        page={audit}
        actor={pairs['actor'] ?? ''}
        action={pairs['action'] ?? ''}
        fault={query.ok ? null : query.error.map(({ message }) => message).join('; ')}
      />
    </PlainPage>
  );
}
