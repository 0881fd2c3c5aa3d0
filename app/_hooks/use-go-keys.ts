'use client';

import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';

import { areShortcutsOn } from './use-shortcuts.ts';

/** After "g" the next key names a page, for this long. */
const GO_MS = 1200;

/** "g" and a letter open a page; the letter then means nothing else. */
export function useGoKeys(pages: readonly (readonly [letter: string, name: string, path: Route])[]): void {
  const router = useRouter();

  useEffect(() => {
    let goingSince = -Infinity;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isBusy(event.target) || !areShortcutsOn()) return;
      if (event.key === 'g') {
        goingSince = performance.now();
        return;
      }
      const page = pages.find(([letter]) => letter === event.key);
      if (page === undefined || performance.now() - goingSince > GO_MS) return;
      goingSince = -Infinity;
      event.preventDefault();
      router.push(page[2]);
    };
    // Before the page's own single keys, which leave alone what is already taken.
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => {
      window.removeEventListener('keydown', onKeyDown, { capture: true });
    };
  }, [pages, router]);
}

function isBusy(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, dialog[open]') !== null;
}
