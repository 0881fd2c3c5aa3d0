'use client';

import { useEffect, useState } from 'react';

import { onFirstIntent } from '../_charts/first-intent.ts';

/** True from the first sign that somebody means to use the page; heavy code waits for it. */
export function useIntent(): boolean {
  const [hasIntent, setHasIntent] = useState(false);

  useEffect(
    () =>
      onFirstIntent(() => {
        setHasIntent(true);
      }),
    [],
  );

  return hasIntent;
}
