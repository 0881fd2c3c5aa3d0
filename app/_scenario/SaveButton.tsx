'use client';

import { lazy, useState } from 'react';

import { useShortcuts } from '../_hooks/use-shortcuts.ts';
import { Lazily } from '../_ui/Lazily.tsx';
import styles from './ScenarioBar.module.css';
import type { SaveDialogProps } from './SaveDialog.tsx';

const SaveDialog = lazy(async () => ({ default: (await import('./SaveDialog.tsx')).SaveDialog }));

/** Opens the form that keeps what is set; the key for it is "s". */
export function SaveButton(props: Pick<SaveDialogProps, 'saved'>) {
  const [isOpen, setIsOpen] = useState(false);
  const open = (): void => {
    setIsOpen(true);
  };
  useShortcuts({ s: open });
  return (
    <>
      <button type="button" className={styles['save']} onClick={open}>
        Save
      </button>
      <Lazily isWanted={isOpen}>
        <SaveDialog
          {...props}
          isOpen={isOpen}
          onClose={() => {
            setIsOpen(false);
          }}
        />
      </Lazily>
    </>
  );
}
