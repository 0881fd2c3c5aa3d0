'use client';

import { lazy, useState } from 'react';

import { useGoKeys } from '../_hooks/use-go-keys.ts';
import { useShortcuts } from '../_hooks/use-shortcuts.ts';
import { pageRows, stepRows } from '../_hooks/step-rows.ts';
import toolStyles from '../_shell/tool.module.css';
import { Icon } from '../_ui/Icon.tsx';
import { Lazily } from '../_ui/Lazily.tsx';
import { PAGE_KEYS } from './page-keys.ts';

const HelpDialog = lazy(async () => ({ default: (await import('./HelpDialog.tsx')).HelpDialog }));

/** Keys of a page without figures: go, rows, help. */
export function PlainKeys() {
  const [isHelpOpen, setIsHelpOpen] = useState(false);
  const openHelp = (): void => {
    setIsHelpOpen(true);
  };
  useGoKeys(PAGE_KEYS);
  useShortcuts({
    '?': openHelp,
    j: () => {
      stepRows(pageRows(), 1);
    },
    k: () => {
      stepRows(pageRows(), -1);
    },
  });
  return (
    <>
      <button
        type="button"
        className={toolStyles['tool']}
        onClick={openHelp}
        aria-label="Keys and help"
        title="Keys (?)"
      >
        <Icon name="help" />
      </button>
      <Lazily isWanted={isHelpOpen}>
        <HelpDialog
          isOpen={isHelpOpen}
          onClose={() => {
            setIsHelpOpen(false);
          }}
        />
      </Lazily>
    </>
  );
}
