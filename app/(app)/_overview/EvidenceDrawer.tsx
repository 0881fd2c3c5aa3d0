'use client';

import type { EvidenceModel } from '#lib/charts/evidence.ts';
import type { EvidenceInput } from '#lib/charts/evidence-inputs.ts';
import type { EvidenceStep } from '#lib/charts/evidence-steps.ts';

import { Drawer } from '../../_ui/Drawer.tsx';
import { Providers } from '../../providers.tsx';
import styles from '../../_page/evidence-drawer.module.css';
import { RevisionList } from './RevisionList.tsx';
import { RivalList } from './RivalList.tsx';

interface EvidenceDrawerProps {
  readonly evidence: EvidenceModel | null;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly asOf: string;
  readonly dataVersion: number;
}

/** Everything behind one figure: how it is made, from what, who says otherwise, what uses it. */
export function EvidenceDrawer({ evidence, isOpen, onClose, asOf, dataVersion }: EvidenceDrawerProps) {
  return (
    <Drawer title={evidence?.title ?? 'Evidence'} place="side" isOpen={isOpen} onClose={onClose}>
      {evidence === null ? (
        <p className={styles['muted']}>Loading the model…</p>
      ) : (
        <Providers>
          <EvidenceBody evidence={evidence} onClose={onClose} asOf={asOf} dataVersion={dataVersion} />
        </Providers>
      )}
    </Drawer>
  );
}

interface EvidenceBodyProps {
  readonly evidence: EvidenceModel;
  readonly onClose: () => void;
  readonly asOf: string;
  readonly dataVersion: number;
}

function EvidenceBody({ evidence, onClose, asOf, dataVersion }: EvidenceBodyProps) {
  return (
    <div className={styles['body']}>
      <div>
        <p className={styles['value']}>{evidence.value}</p>
        {evidence.range === null ? null : (
          <p>
            <span className={styles['number']}>{evidence.range}</span>{' '}
            <span className={styles['muted']}>{evidence.rangeWords}</span>
          </p>
        )}
        <p className={styles['muted']}>
          Grade: {evidence.grade}. As of {asOf}, data version {dataVersion}.
        </p>
      </div>

      <section>
        <h3>How it is made</h3>
        <p>{evidence.formulaWords}</p>
        {evidence.formulaSymbols === '' ? null : (
          <p className={styles['formula']}>{evidence.formulaSymbols}</p>
        )}
      </section>

      {evidence.chain === null ? null : (
        <section>
          <h3>{evidence.chain.title}</h3>
          <Steps steps={evidence.chain.steps} />
        </section>
      )}

      {evidence.inputs.length === 0 ? null : (
        <section>
          <h3>Inputs</h3>
          <ul className={styles['inputs']}>
            {evidence.inputs.map((input) => (
              <InputRow key={input.id} input={input} />
            ))}
          </ul>
        </section>
      )}

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
    </div>
  );
}

function Steps({ steps }: { readonly steps: readonly EvidenceStep[] }) {
  return (
    <table className={styles['steps']}>
      <tbody>
        {steps.map((step) => (
          <tr key={step.symbol}>
            <th scope="row">
              {step.name} <span className={styles['symbol']}>{step.symbol}</span>
              <span className={styles['note']}>{step.note}</span>
            </th>
            <td className={styles['number']}>{step.value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function InputRow({ input }: { readonly input: EvidenceInput }) {
  return (
    <li className={styles['input']} data-basis={input.basis}>
      <p className={styles['inputHead']}>
        <span>
          {input.name} <span className={styles['symbol']}>{input.symbol}</span>
        </span>
        <span className={styles['number']}>{input.value}</span>
      </p>
      <p className={styles['muted']}>
        {input.range === null ? '' : `${input.range} · `}
        {input.basis}
        {input.isHindsight ? ' · written after the as-of date' : ''}
        {input.sourceTitle === null ? null : (
          <>
            {' · '}
            {input.sourceUrl === null ? (
              input.sourceTitle
            ) : (
              <a href={input.sourceUrl} target="_blank" rel="noreferrer">
                {input.sourceTitle}
              </a>
            )}
          </>
        )}
      </p>
      {input.derivation === null ? null : <p className={styles['note']}>{input.derivation}</p>}
    </li>
  );
}
