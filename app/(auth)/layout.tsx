import Link from 'next/link';
import type { ReactNode } from 'react';

import { BrandMark } from '../_shell/BrandMark.tsx';
import styles from '../_auth/auth.module.css';

/** Pages for who is not signed in: one narrow column, nothing of anybody's on it. */
export default function AuthLayout({ children }: { readonly children: ReactNode }) {
  return (
    <main className={styles['page']} id="content">
      <div className={styles['card']}>
        <Link href="/" className={styles['brand']} prefetch={false}>
          <BrandMark />
          Waterline
        </Link>
        {children}
      </div>
    </main>
  );
}
