'use client';

import { createContext, useContext } from 'react';

import type { EvidenceKey } from '#lib/charts/headline.ts';

/** Opens the evidence of a figure. */
export type OpenEvidence = (key: EvidenceKey) => void;

export const EvidenceContext = createContext<OpenEvidence | null>(null);

/** Null outside the Overview. */
export function useOpenEvidence(): OpenEvidence | null {
  return useContext(EvidenceContext);
}
