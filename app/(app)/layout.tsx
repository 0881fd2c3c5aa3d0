import type { ReactNode } from 'react';

import { Rail } from '../_shell/Rail.tsx';
import styles from './layout.module.css';

/** The shell: rail, page, footer. */
export default function ShellLayout({ children }: { readonly children: ReactNode }) {
  return (
    <div className={styles['shell']}>
      <a className={styles['skip']} href="#content">
        Skip to content
      </a>
      <Rail />
      <div className={styles['page']}>
        {children}
        <footer className={styles['footer']}>
          <p>Not investment advice.</p>
          <p>
            Facts are quoted figures with their sources; rights stay with the publishers. Code under the MIT
            licence. <a href="/api/v1/openapi.json">API</a>
          </p>
        </footer>
      </div>
    </div>
  );
}
