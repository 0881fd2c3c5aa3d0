'use client';

import type { FigureEvidence } from '#lib/charts/figure-evidence.ts';

import { FigureNote } from '../_notes/FigureNote.tsx';
import { Drawer } from '../_ui/Drawer.tsx';
import styles from './evidence-drawer.module.css';
import { EvidenceBody } from './EvidenceBody.tsx';

interface FigureDrawerProps {
  /** Key of the figure; null when none is open. */
  readonly figure: string | null;
  /** Null when the figure has none. */
  readonly evidence: FigureEvidence | null;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly asOf: string;
  readonly dataVersion: number;
}

/** Everything behind one figure: how it is made, from what, with whose word. */
export function FigureDrawer({ figure, evidence, isOpen, onClose, asOf, dataVersion }: FigureDrawerProps) {
  return (
    <Drawer title={evidence?.title ?? 'Evidence'} place="side" isOpen={isOpen} onClose={onClose}>
      {evidence === null ? (
        <p className={styles['muted']}>This figure has no further evidence.</p>
      ) : (
        <EvidenceBody evidence={{ ...evidence, stepsTitle: 'Steps' }} asOf={asOf} dataVersion={dataVersion}>
          {figure === null ? null : <FigureNote figure={figure} title={evidence.title} onClose={onClose} />}
        </EvidenceBody>
      )}
    </Drawer>
  );
}
