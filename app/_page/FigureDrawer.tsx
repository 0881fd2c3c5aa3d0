'use client';

import type { EvidenceInputRow, EvidenceSource, FigureEvidence } from '#lib/charts/figure-evidence.ts';

import { Drawer } from '../_ui/Drawer.tsx';
import styles from './evidence-drawer.module.css';

interface FigureDrawerProps {
  /** Null when the figure has none. */
  readonly evidence: FigureEvidence | null;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly asOf: string;
  readonly dataVersion: number;
}

/** Everything behind one figure: how it is made, from what, with whose word. */
export function FigureDrawer({ evidence, isOpen, onClose, asOf, dataVersion }: FigureDrawerProps) {
  return (
    <Drawer title={evidence?.title ?? 'Evidence'} place="side" isOpen={isOpen} onClose={onClose}>
      {evidence === null ? (
        <p className={styles['muted']}>This figure has no further evidence.</p>
      ) : (
        <Body evidence={evidence} asOf={asOf} dataVersion={dataVersion} />
      )}
    </Drawer>
  );
}

interface BodyProps {
  readonly evidence: FigureEvidence;
  readonly asOf: string;
  readonly dataVersion: number;
}

function Body({ evidence, asOf, dataVersion }: BodyProps) {
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
        <p>{evidence.words}</p>
        {evidence.formula === null ? null : <p className={styles['formula']}>{evidence.formula}</p>}
      </section>
      {evidence.steps.length === 0 ? null : (
        <section>
          <h3>Steps</h3>
          <table className={styles['steps']}>
            <tbody>
              {evidence.steps.map((step) => (
                <tr key={step.label}>
                  <th scope="row">
                    {step.label}
                    <span className={styles['note']}>{step.note}</span>
                  </th>
                  <td className={styles['number']}>{step.value}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {evidence.inputs.length === 0 ? null : (
        <section>
          <h3>Inputs</h3>
          <ul className={styles['inputs']}>
            {evidence.inputs.map((input) => (
              <InputRow key={input.label} input={input} />
            ))}
          </ul>
        </section>
      )}
      {evidence.sources.length === 0 ? null : (
        <section>
          <h3>Sources</h3>
          <ul className={styles['list']}>
            {evidence.sources.map((source) => (
              <SourceRow key={`${source.title} ${source.where ?? ''}`} source={source} />
            ))}
          </ul>
        </section>
      )}
      {evidence.notes.length === 0 ? null : (
        <section>
          <h3>Notes</h3>
          {evidence.notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
        </section>
      )}
    </div>
  );
}

function Linked({ title, url }: { readonly title: string; readonly url: string | null }) {
  if (url === null) return title;
  return (
    <a href={url} target="_blank" rel="noreferrer">
      {title}
    </a>
  );
}

function InputRow({ input }: { readonly input: EvidenceInputRow }) {
  return (
    <li className={styles['input']} data-basis={input.grade}>
      <p className={styles['inputHead']}>
        <span>{input.label}</span>
        <span className={styles['number']}>{input.value}</span>
      </p>
      <p className={styles['muted']}>
        {input.range === null ? '' : `${input.range} · `}
        {input.grade}
        {input.source === null ? null : (
          <>
            {' · '}
            <Linked {...input.source} />
          </>
        )}
      </p>
      {input.note === null ? null : <p className={styles['note']}>{input.note}</p>}
    </li>
  );
}

function SourceRow({ source }: { readonly source: EvidenceSource }) {
  return (
    <li>
      <Linked title={source.title} url={source.url} />
      <span className={styles['note']}>
        {[source.where, source.publishedOn === null ? null : `published ${source.publishedOn}`]
          .filter((words) => words !== null)
          .join(' · ')}
      </span>
    </li>
  );
}
