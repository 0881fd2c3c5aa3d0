import type { FreshnessState } from '#lib/core/freshness/freshness.ts';

import styles from './AgeSign.module.css';

/** A ring for what is due, a full diamond for what is stale, nothing for what is fresh; the words stand beside it. */
export function AgeSign({ state }: { readonly state: FreshnessState }) {
  if (state === 'fresh') return null;
  return (
    <svg className={styles['sign']} width="9" height="9" viewBox="0 0 9 9" aria-hidden="true">
      {state === 'due' ? (
        <circle cx="4.5" cy="4.5" r="3.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
      ) : (
        <path d="M4.5 0L9 4.5L4.5 9L0 4.5z" fill="currentColor" />
      )}
    </svg>
  );
}
