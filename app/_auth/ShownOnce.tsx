'use client';

import { useState } from 'react';

import controls from '../_ui/controls.module.css';
import styles from './people.module.css';

interface ShownOnceProps {
  /** What it is and what to do with it. */
  readonly children: string;
  readonly secret: string;
  readonly onDone: () => void;
}

/** A link or token that is shown this once: to be copied, then closed. */
export function ShownOnce({ children, secret, onDone }: ShownOnceProps) {
  const [isCopied, setCopied] = useState(false);
  return (
    <div className={styles['once']} role="status">
      <p>{children}</p>
      <code className={styles['secret']}>{secret}</code>
      <p className={styles['actions']}>
        <button
          type="button"
          className={controls['button']}
          onClick={() => {
            void navigator.clipboard.writeText(secret).then(() => {
              setCopied(true);
            });
          }}
        >
          {isCopied ? 'Copied' : 'Copy'}
        </button>
        <button type="button" className={controls['button']} onClick={onDone}>
          Done, hide it
        </button>
      </p>
    </div>
  );
}
