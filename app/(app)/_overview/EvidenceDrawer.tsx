'use client';

import type { EvidenceModel } from '#lib/charts/evidence.ts';

import { FigureNote } from '../../_notes/FigureNote.tsx';
import { Drawer } from '../../_ui/Drawer.tsx';
import { Providers } from '../../providers.tsx';
import styles from '../../_page/evidence-drawer.module.css';
import { EvidenceBody, type ShownEvidence } from '../../_page/EvidenceBody.tsx';
import { RevisionList } from './RevisionList.tsx';
import { RivalList } from './RivalList.tsx';

interface EvidenceDrawerProps {
  /** Key of the figure; null when none is open. */
  readonly figure: string | null;
  readonly evidence: EvidenceModel | null;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly asOf: string;
  readonly dataVersion: number;
}

/** Everything behind one figure: how it is made, from what, who says otherwise, what uses it. */
export function EvidenceDrawer({
  figure,
  evidence,
  isOpen,
  onClose,
  asOf,
  dataVersion,
}: EvidenceDrawerProps) {
  return (
    <Drawer title={evidence?.title ?? 'Evidence'} place="side" isOpen={isOpen} onClose={onClose}>
      {evidence === null ? (
        <p className={styles['muted']}>Loading the model…</p>
      ) : (
        <Providers>
          <Evidence
            figure={figure}
            evidence={evidence}
            onClose={onClose}
            asOf={asOf}
            dataVersion={dataVersion}
          />
        </Providers>
      )}
    </Drawer>
  );
}

interface EvidenceProps {
  readonly figure: string | null;
  readonly evidence: EvidenceModel;
  readonly onClose: () => void;
  readonly asOf: string;
  readonly dataVersion: number;
}

function Evidence({ figure, evidence, onClose, asOf, dataVersion }: EvidenceProps) {
  return (
    <EvidenceBody evidence={toShown(evidence)} asOf={asOf} dataVersion={dataVersion}>
      {evidence.capexYear === null ? null : (
        <section>
          <h3>Announcements</h3>
          <p>
            The guides behind this year, with their sources, stand in{' '}
            <a href="#capex-guides" onClick={onClose}>
              the table under the capex chart
            </a>
            .
          </p>
        </section>
      )}
      {evidence.rivals === null ? null : (
        <RivalList rivals={evidence.rivals} asOf={asOf} dataVersion={dataVersion} />
      )}
      {evidence.revisionsOf === null ? null : (
        <RevisionList id={evidence.revisionsOf} dataVersion={dataVersion} />
      )}

      <section>
        <h3>Used by</h3>
        <p>{evidence.usedBy.join(', ')}</p>
      </section>
      {figure === null ? null : <FigureNote figure={figure} title={evidence.title} onClose={onClose} />}
    </EvidenceBody>
  );
}

/** The Overview's evidence in the words that every page's drawer shows. */
function toShown(evidence: EvidenceModel): ShownEvidence {
  const { formulaWords, formulaSymbols, chain } = evidence;
  return {
    ...evidence,
    words: formulaWords,
    formula: formulaSymbols === '' ? null : formulaSymbols,
    stepsTitle: chain?.title ?? '',
    steps: (chain?.steps ?? []).map((step) => ({ ...step, label: step.name })),
    inputs: evidence.inputs.map(({ sourceTitle, sourceUrl, ...input }) => ({
      ...input,
      label: input.name,
      grade: input.basis,
      source: sourceTitle === null ? null : { title: sourceTitle, url: sourceUrl },
      note: input.derivation,
    })),
    sources: [],
    notes: [],
    age: null,
  };
}
