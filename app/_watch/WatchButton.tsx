'use client';

import { lazy, useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';

import { useShortcuts } from '../_hooks/use-shortcuts.ts';
import tool from '../_shell/tool.module.css';
import { Icon } from '../_ui/Icon.tsx';
import { Lazily } from '../_ui/Lazily.tsx';
import type { Watchable } from './watchable.ts';

const WatchDialog = lazy(async () => ({ default: (await import('./WatchDialog.tsx')).WatchDialog }));

/** Puts what the page is about on one of the reader's lists; the key for it is "w". */
export function WatchButton({ thing }: { readonly thing: Watchable }) {
  const [isOpen, setIsOpen] = useState(false);
  const open = (): void => {
    setIsOpen(true);
  };
  useShortcuts({ w: open });
  return (
    <>
      <button
        type="button"
        className={tool['tool']}
        onClick={open}
        aria-label={`Put ${thing.title} on a watchlist`}
        title="Watch (w)"
      >
        <Icon name="watchlists" />
      </button>
      <Lazily isWanted={isOpen}>
        <InBody>
          <WatchDialog
            thing={thing}
            isOpen={isOpen}
            onClose={() => {
              setIsOpen(false);
            }}
          />
        </InBody>
      </Lazily>
    </>
  );
}

/** The button stands in the header of the page, of which a dialog is no part. */
function InBody({ children }: { readonly children: ReactNode }) {
  return createPortal(children, document.body);
}
