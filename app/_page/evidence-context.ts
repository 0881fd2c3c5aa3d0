'use client';

import { createContext, useContext } from 'react';

/** Opens the evidence of a figure, by its key. */
export type OpenEvidence = (key: string) => void;

export const EvidenceContext = createContext<OpenEvidence | null>(null);

/** Null outside a page that has evidence. */
export function useOpenEvidence(): OpenEvidence | null {
  return useContext(EvidenceContext);
}
