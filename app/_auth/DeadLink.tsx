import Link from 'next/link';

import type { OpenedLink } from './use-opened-link.ts';
import styles from './auth.module.css';

/** What stands where a link is being asked about, or does not work. */
export function DeadLink({ opened }: { readonly opened: Exclude<OpenedLink, { state: 'open' }> }) {
  if (opened.state === 'asking') return <p role="status">Looking at your link …</p>;
  return (
    <div className={styles['form']}>
      <p role="alert" className={styles['failure']}>
        {opened.detail}
      </p>
      <Link href="/sign-in" prefetch={false}>
        Go to sign in
      </Link>
    </div>
  );
}
