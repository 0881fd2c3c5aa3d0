'use client';

import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useContext, useEffect } from 'react';

import { StartContext, withScenarioOf } from '../_shell/start-context.ts';
import { areShortcutsOn, isBusy } from './use-shortcuts.ts';

/** After "g" the next key names a page, for this long. */
const GO_MS = 1200;

/** "g" and a letter open a page; the letter then means nothing else. */
export function useGoKeys(pages: readonly (readonly [letter: string, name: string, path: Route])[]): void {
  const router = useRouter();
  const startQuery = useContext(StartContext);

  useEffect(() => {
    let goingSince = -Infinity;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || isBusy(event.target) || !areShortcutsOn()) return;
      const isGoing = performance.now() - goingSince <= GO_MS;
      goingSince = event.key === 'g' ? performance.now() : -Infinity;
      const page = pages.find(([letter]) => letter === event.key);
      if (page === undefined || !isGoing) return;
      event.preventDefault();
      router.push(withScenarioOf(page[2], startQuery, window.location));
    };
    // Before the page's own single keys, which leave alone what is already taken.
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => {
      window.removeEventListener('keydown', onKeyDown, { capture: true });
    };
  }, [pages, router, startQuery]);
}
