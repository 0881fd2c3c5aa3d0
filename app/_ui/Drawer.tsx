'use client';

import { useEffect, useRef, type ReactNode } from 'react';

import styles from './Drawer.module.css';
import { Icon } from './Icon.tsx';

interface DrawerProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** `side` on wide screens and a sheet on a phone, `centre` for short texts. */
  readonly place: 'side' | 'centre';
  readonly children: ReactNode;
}

/** Modal dialog: the browser traps the focus, closes on Esc and gives the focus back. */
export function Drawer({ title, isOpen, onClose, place, children }: DrawerProps) {
  const ref = useRef<HTMLDialogElement>(null);

  useEffect(() => {
    const dialog = ref.current;
    if (dialog === null) return;
    if (isOpen && !dialog.open) dialog.showModal();
    if (!isOpen && dialog.open) dialog.close();
  }, [isOpen]);

  return (
    <dialog
      ref={ref}
      className={styles['drawer']}
      data-place={place}
      aria-label={title}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      <div className={styles['sheet']}>
        <header className={styles['header']}>
          <h2>{title}</h2>
          <button type="button" className={styles['close']} onClick={onClose} aria-label="Close">
            <Icon name="close" />
          </button>
        </header>
        <div className={styles['body']} tabIndex={0} role="region" aria-label={`${title}, content`}>
          {isOpen ? children : null}
        </div>
      </div>
    </dialog>
  );
}
