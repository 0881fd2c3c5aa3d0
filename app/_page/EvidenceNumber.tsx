'use client';

import type { ReactNode } from 'react';

import { useOpenEvidence } from './evidence-context.ts';
import styles from './EvidenceNumber.module.css';

interface EvidenceNumberProps {
  readonly evidence: string;
  readonly children: ReactNode;
}

/** A figure that opens what stands behind it. */
export function EvidenceNumber({ evidence, children }: EvidenceNumberProps) {
  const open = useOpenEvidence();
  return (
    <button
      type="button"
      className={styles['number']}
      data-evidence={evidence}
      title="Show the evidence"
      onClick={() => open?.(evidence)}
    >
      {children}
    </button>
  );
}
