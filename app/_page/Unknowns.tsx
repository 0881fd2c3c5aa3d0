import type { ReactNode } from 'react';

import styles from './Unknowns.module.css';

/** What a page does not know: list items in plain words. */
export function Unknowns({ children }: { readonly children: ReactNode }) {
  return (
    <section className={styles['unknowns']} aria-labelledby="unknowns-title">
      <h2 id="unknowns-title">What this page does not know</h2>
      <ul className={styles['list']}>{children}</ul>
    </section>
  );
}
