import type { ReactNode } from 'react';

import { ANONYMOUS } from '#lib/auth/viewer.ts';
import { countUnread } from '#lib/services/alerts/inbox.ts';

import { currentStartQuery } from '../_auth/current-settings.ts';
import { currentViewer } from '../_auth/current-viewer.ts';
import { Membership } from '../_notes/Membership.tsx';
import { StartProvider } from '../_shell/StartProvider.tsx';
import { Rail } from '../_shell/Rail.tsx';
import styles from './layout.module.css';

/** The shell: rail, page, footer. */
export default async function ShellLayout({ children }: { readonly children: ReactNode }) {
  // A database that is away is said by the page; the rail only does not know who reads it then.
  const viewer = await currentViewer().catch(() => ANONYMOUS);
  const unreadAlerts = viewer.kind === 'member' ? await countUnread(viewer).catch(() => 0) : 0;
  const startQuery = await currentStartQuery().catch(() => '');
  return (
    <div className={styles['shell']}>
      <a className={styles['skip']} href="#content">
        Skip to content
      </a>
      <StartProvider startQuery={startQuery}>
        <Rail
          member={viewer.kind === 'member' ? { name: viewer.name, role: viewer.role } : null}
          unreadAlerts={unreadAlerts}
        />
        <div className={styles['page']}>
          <Membership isMember={viewer.kind === 'member'}>{children}</Membership>
          <footer className={styles['footer']}>
            <p>Not investment advice.</p>
            <p>
              Facts are quoted figures with their sources; rights stay with the publishers. Code under the MIT
              licence. <a href="/api/v1/openapi.json">API</a> · <a href="/export">Export</a>
            </p>
          </footer>
        </div>
      </StartProvider>
    </div>
  );
}
