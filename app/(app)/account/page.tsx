import { getSessions } from '#lib/services/accounts/sessions.ts';
import { getTokens } from '#lib/services/accounts/tokens.ts';

import { requireMember } from '../../_auth/current-viewer.ts';
import { NoAccess } from '../../_auth/NoAccess.tsx';
import { PlainPage } from '../../_page/PlainPage.tsx';
import { ChannelsSection } from './ChannelsSection.tsx';
import { PasswordSection } from './PasswordSection.tsx';
import { SessionsSection } from './SessionsSection.tsx';
import { TokensSection } from './TokensSection.tsx';
import { YouSection } from './YouSection.tsx';

export const metadata = { title: 'Account' };

/** Your own account: who you are here, password, signed-in browsers, API tokens. */
export default async function AccountPage() {
  const allowed = await requireMember('account');
  if (!('member' in allowed)) return <NoAccess detail={allowed.refusal} />;
  const { member } = allowed;
  const [sessions, tokens] = await Promise.all([getSessions(member), getTokens(member)]);

  return (
    <PlainPage title="Account">
      <YouSection name={member.name} email={member.email} role={member.role} />
      <PasswordSection />
      <ChannelsSection member={member} />
      <SessionsSection sessions={sessions.items} />
      <TokensSection tokens={tokens.items} role={member.role} />
    </PlainPage>
  );
}
