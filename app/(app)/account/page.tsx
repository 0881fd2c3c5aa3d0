import { getSessions } from '#lib/services/accounts/sessions.ts';
import { listSavedNames } from '#lib/services/saved-scenarios/list-scenarios.ts';
import { getSettings } from '#lib/services/settings/settings.ts';
import { getTokens } from '#lib/services/accounts/tokens.ts';

import { requireMember } from '../../_auth/current-viewer.ts';
import { NoAccess } from '../../_auth/NoAccess.tsx';
import { PlainPage } from '../../_page/PlainPage.tsx';
import { ChannelsSection } from './ChannelsSection.tsx';
import { PasswordSection } from './PasswordSection.tsx';
import { SessionsSection } from './SessionsSection.tsx';
import { SettingsSection } from './SettingsSection.tsx';
import { TokensSection } from './TokensSection.tsx';
import { YouSection } from './YouSection.tsx';

export const metadata = { title: 'Account' };

/** Your own account: who you are here, password, signed-in browsers, API tokens. */
export default async function AccountPage() {
  const allowed = await requireMember('account');
  if (!('member' in allowed)) return <NoAccess detail={allowed.refusal} />;
  const { member } = allowed;
  const [sessions, tokens, settings, scenarios] = await Promise.all([
    getSessions(member),
    getTokens(member),
    getSettings(member),
    listSavedNames(member),
  ]);

  return (
    <PlainPage title="Account">
      <YouSection name={member.name} email={member.email} role={member.role} />
      <SettingsSection settings={settings} scenarios={scenarios} />
      <PasswordSection />
      <ChannelsSection member={member} />
      <SessionsSection sessions={sessions.items} />
      <TokensSection tokens={tokens.items} role={member.role} />
    </PlainPage>
  );
}
