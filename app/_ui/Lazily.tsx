'use client';

import { Suspense, useState, type ReactNode } from 'react';

interface LazilyProps {
  readonly isWanted: boolean;
  readonly children: ReactNode;
}

/** Mounts its children when they are first wanted and keeps them, so that a dialog can give the focus back. */
export function Lazily({ isWanted, children }: LazilyProps) {
  const [wasWanted, setWasWanted] = useState(isWanted);
  if (isWanted && !wasWanted) setWasWanted(true);
  return wasWanted || isWanted ? <Suspense fallback={null}>{children}</Suspense> : null;
}
