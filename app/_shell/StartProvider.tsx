'use client';

import type { ReactNode } from 'react';

import { StartContext } from './start-context.ts';

interface StartProviderProps {
  readonly startQuery: string;
  readonly children: ReactNode;
}

/** Tells rail, keys and palette which scenario to open pages with. */
export function StartProvider({ startQuery, children }: StartProviderProps) {
  return <StartContext value={startQuery}>{children}</StartContext>;
}
