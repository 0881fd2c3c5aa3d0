'use client';

import { useCallback, useEffect, useRef } from 'react';

/** Browsers refuse more than about a hundred address changes in half a minute. */
const WRITE_EVERY_MS = 350;
/** A pause after which the next change is a new step for the Back key. */
const GESTURE_ENDS_AFTER_MS = 1_000;

/**
 * Writes the address of the page as what it shows changes. One gesture (a drag, a row of key presses) is one step of the
 * history and rewrites it at a limited rate; Back and Forward call `onReturn` with the query they restored.
 */
export function useAddress(onReturn: (query: URLSearchParams) => void): (query: string) => void {
  const writer = useRef(createAddressWriter());
  const latest = useRef(onReturn);
  useEffect(() => {
    latest.current = onReturn;
  });

  useEffect(() => {
    const address = writer.current;
    const onPopState = (): void => {
      address.cancel();
      latest.current(new URLSearchParams(window.location.search));
    };
    window.addEventListener('popstate', onPopState);
    return () => {
      window.removeEventListener('popstate', onPopState);
      address.flush();
    };
  }, []);

  return useCallback((query: string) => {
    writer.current.write(query);
  }, []);
}

interface AddressWriter {
  readonly write: (query: string) => void;
  readonly flush: () => void;
  readonly cancel: () => void;
}

function createAddressWriter(): AddressWriter {
  let pending: string | null = null;
  let timer: number | undefined;
  let lastChangeAt = -Infinity;

  const replace = (): void => {
    timer = undefined;
    if (pending !== null) window.history.replaceState(null, '', toHref(pending));
    pending = null;
  };

  return {
    write: (query) => {
      const isNewGesture = performance.now() - lastChangeAt > GESTURE_ENDS_AFTER_MS;
      lastChangeAt = performance.now();
      if (isNewGesture) {
        window.clearTimeout(timer);
        replace();
        window.history.pushState(null, '', toHref(query));
        return;
      }
      pending = query;
      timer ??= window.setTimeout(replace, WRITE_EVERY_MS);
    },
    flush: () => {
      window.clearTimeout(timer);
      replace();
    },
    cancel: () => {
      window.clearTimeout(timer);
      timer = undefined;
      pending = null;
      lastChangeAt = -Infinity;
    },
  };
}

function toHref(query: string): string {
  const { pathname, hash } = window.location;
  return `${pathname}${query === '' ? '' : `?${query}`}${hash}`;
}
