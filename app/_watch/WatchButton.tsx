'use client';

import { lazy, useState } from 'react';

import type { WatchRef } from '#lib/core/watchlist/types.ts';

import { useShortcuts } from '../_hooks/use-shortcuts.ts';
import tool from '../_shell/tool.module.css';
import { Icon } from '../_ui/Icon.tsx';
import { Lazily } from '../_ui/Lazily.tsx';

const WatchDialog = lazy(async () => ({ default: (await import('./WatchDialog.tsx')).WatchDialog }));

/** What would be put on a list, and what it is called. */
export interface Watchable extends WatchRef {
  readonly title: string;
}

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
        <WatchDialog
          thing={thing}
          isOpen={isOpen}
          onClose={() => {
            setIsOpen(false);
          }}
        />
      </Lazily>
    </>
  );
}
