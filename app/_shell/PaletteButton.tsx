'use client';

import { lazy, useEffect, useState } from 'react';

import { useShortcuts } from '../_hooks/use-shortcuts.ts';
import { Icon } from '../_ui/Icon.tsx';
import { Lazily } from '../_ui/Lazily.tsx';
import styles from './Rail.module.css';

const Palette = lazy(async () => ({ default: (await import('./Palette.tsx')).Palette }));

/** Opens the command palette; so do "/" and Ctrl-K or ⌘K, the latter also while typing. */
export function PaletteButton({ isMember }: { readonly isMember: boolean }) {
  const [isOpen, setIsOpen] = useState(false);
  useShortcuts({
    '/': () => {
      setIsOpen(true);
    },
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const isOurs = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey;
      if (!isOurs || document.querySelector('dialog[open]') !== null) return;
      event.preventDefault();
      setIsOpen(true);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => {
      window.removeEventListener('keydown', onKeyDown);
    };
  }, []);
  return (
    <>
      <button
        type="button"
        className={styles['find']}
        aria-keyshortcuts="/ Control+K Meta+K"
        onClick={() => {
          setIsOpen(true);
        }}
      >
        <Icon name="find" />
        <span className={styles['word']}>Find</span>
        <kbd className={styles['key']} aria-hidden="true">
          /
        </kbd>
      </button>
      <Lazily isWanted={isOpen}>
        <Palette
          isMember={isMember}
          isOpen={isOpen}
          onClose={() => {
            setIsOpen(false);
          }}
        />
      </Lazily>
    </>
  );
}
